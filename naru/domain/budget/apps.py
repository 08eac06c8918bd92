from django.apps import AppConfig


class BudgetConfig(AppConfig):
    name = "naru.domain.budget"
    label = "budget"

from django.apps import AppConfig


class CreditConfig(AppConfig):
    name = "naru.domain.credit"
    label = "credit"

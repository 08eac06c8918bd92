from django.apps import AppConfig


class DemandConfig(AppConfig):
    name = "naru.domain.demand"
    label = "demand"

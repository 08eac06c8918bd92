from django.apps import AppConfig


class OutcomeConfig(AppConfig):
    name = "naru.domain.outcome"
    label = "outcome"

from django.apps import AppConfig


class ForecastConfig(AppConfig):
    name = "naru.domain.forecast"
    label = "forecast"

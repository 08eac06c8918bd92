from django.apps import AppConfig


class PlacementConfig(AppConfig):
    name = "naru.domain.placement"
    label = "placement"

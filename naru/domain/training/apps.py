from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "naru.domain.training"
    label = "training"

from django.apps import AppConfig


class CurriculumConfig(AppConfig):
    name = "naru.domain.curriculum"
    label = "curriculum"

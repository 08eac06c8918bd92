from django.apps import AppConfig


class CompetencyConfig(AppConfig):
    name = "naru.domain.competency"
    label = "competency"

from django.apps import AppConfig


class PartnersConfig(AppConfig):
    name = "naru.domain.partners"
    label = "partners"

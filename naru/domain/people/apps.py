from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "naru.domain.people"
    label = "people"

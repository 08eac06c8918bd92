from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "naru.base.desk"
    label = "desk"

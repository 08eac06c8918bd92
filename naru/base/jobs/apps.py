from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "naru.base.jobs"
    label = "jobs"

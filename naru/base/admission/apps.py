from django.apps import AppConfig


class AdmissionConfig(AppConfig):
    name = "naru.base.admission"
    label = "admission"

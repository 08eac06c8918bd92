from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    name = "naru.base.privacy"
    label = "privacy"

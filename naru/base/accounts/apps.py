from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "naru.base.accounts"
    label = "accounts"

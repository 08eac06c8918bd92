from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "naru.web"
    label = "web"

    def ready(self) -> None:
        from allauth.mfa import signals
        from django.contrib.auth.signals import user_logged_in

        from naru.web import account, guard

        user_logged_in.connect(guard.begin, dispatch_uid="naru.begin")
        signals.authenticator_added.connect(account.factor_added, dispatch_uid="naru.factor_added")
        signals.authenticator_removed.connect(account.factor_removed, dispatch_uid="naru.factor_removed")

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "naru.document.exchange"
    label = "exchange"

    def ready(self) -> None:
        from naru.document.exchange import jobs  # noqa: F401 - registers the job

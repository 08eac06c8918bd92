from django.apps import AppConfig


class PlacementConfig(AppConfig):
    name = "naru.domain.placement"
    label = "placement"

    def ready(self) -> None:
        from naru.domain.placement import jobs  # noqa: F401 - registers the job

from django.apps import AppConfig


class CompetencyConfig(AppConfig):
    name = "naru.domain.competency"
    label = "competency"

    def ready(self) -> None:
        from naru.domain.competency import jobs  # noqa: F401 - registers the job

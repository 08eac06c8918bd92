from django.apps import AppConfig


class CurriculumConfig(AppConfig):
    name = "naru.domain.curriculum"
    label = "curriculum"

    def ready(self) -> None:
        from naru.domain.curriculum import jobs  # noqa: F401 - registers the long work

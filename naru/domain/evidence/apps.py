from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "naru.domain.evidence"
    label = "evidence"

"""States of long work."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RunState(models.TextChoices):
    QUEUED = "queued", _("대기 중")
    RUNNING = "running", _("진행 중")
    DONE = "done", _("끝남")
    FAILED = "failed", _("실패")
    CANCELLED = "cancelled", _("취소됨")

"""One row for each piece of long work: its progress, its result, whether it should stop."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.access import Guarded
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.models import District
from naru.base.jobs.enums import RunState


class Run(models.Model):
    """Long work asked for by a person."""

    task = models.CharField(_("작업"), max_length=80)
    arguments = models.JSONField(_("인자"), default=dict)
    district = models.ForeignKey(District, null=True, on_delete=models.CASCADE, related_name="+")
    asked_by = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")
    state = models.CharField(_("상태"), max_length=10, choices=RunState.choices, default=RunState.QUEUED)
    done = models.PositiveBigIntegerField(_("한 일"), default=0)
    total = models.PositiveBigIntegerField(_("전체"), default=0)
    note = models.CharField(_("진행 내용"), max_length=200, blank=True)
    result = models.JSONField(_("결과"), default=dict)
    is_cancel_asked = models.BooleanField(_("취소 요청"), default=False)
    asked_at = models.DateTimeField(_("요청 시각"), auto_now_add=True)
    started_at = models.DateTimeField(_("시작 시각"), null=True)
    ended_at = models.DateTimeField(_("끝난 시각"), null=True)
    seen_at = models.DateTimeField(_("마지막 소식"), null=True)
    attempts = models.PositiveSmallIntegerField(_("시도"), default=0)
    claim = models.UUIDField(_("맡은 표시"), null=True)
    kept = models.JSONField(_("이어서 할 곳"), default=dict)
    key = models.CharField(_("한 번만 할 일"), max_length=120, null=True, blank=True, unique=True)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("작업")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "id"], name="jobs_run_state")]

    class Privacy:
        inside = (
            "id",
            "task",
            "district",
            "state",
            "done",
            "total",
            "note",
            "is_cancel_asked",
            "asked_at",
            "started_at",
            "ended_at",
            "seen_at",
            "attempts",
            "claim",
            "kept",
            "key",
        )
        personal = ("asked_by", "arguments", "result")

    class Access:
        read = Permission.EXCHANGE_LOAD
        district = ("district",)

    def __str__(self) -> str:
        return f"{self.task} #{self.pk}"

"""What was done, by whom, on what; append-only, without foreign keys so that nothing cascades into it."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.roles import Permission


class Event(models.Model):
    """One deed: who, what, on which, before and after, when, why."""

    at = models.DateTimeField(_("시각"), db_index=True)
    actor_id = models.BigIntegerField(_("행위자 번호"), null=True)
    actor = models.CharField(_("행위자"), max_length=120)
    verb = models.CharField(_("행위"), max_length=60)
    object_type = models.CharField(_("대상 종류"), max_length=60)
    object_id = models.BigIntegerField(_("대상 번호"), null=True)
    object_label = models.CharField(_("대상"), max_length=200)
    district_id = models.BigIntegerField(_("지구 번호"), null=True, db_index=True)
    before = models.JSONField(_("이전"), default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(_("이후"), default=dict, encoder=DjangoJSONEncoder)
    why = models.CharField(_("이유"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("감사 기록")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="audit_event_object")]

    class Privacy:
        inside = ("id", "at", "actor_id", "verb", "object_type", "object_id", "district_id")
        personal = ("actor", "object_label", "before", "after", "why")

    class Access:
        read = Permission.AUDIT_READ
        district = ("district_id",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"

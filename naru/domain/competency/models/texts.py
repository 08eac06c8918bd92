"""Texts of a district (duties, postings, course descriptions), the units proposed for them, and what people said."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.access import Guarded
from naru.base.accounts.enums import Role
from naru.base.accounts.roles import Permission
from naru.base.district.models import District
from naru.domain.competency.enums import TextKind, Verdict
from naru.domain.competency.models.units import Unit

SCHOOLS = frozenset({Role.SCHOOL_LEAD, Role.TEACHER})


class Text(models.Model):
    """A text to be linked; `fits` is None until the engine read it, False when no unit is good enough."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+", verbose_name=_("지구"))
    kind = models.CharField(_("종류"), max_length=8, choices=TextKind.choices)
    title = models.CharField(_("제목"), max_length=200)
    body = models.TextField(_("글"))
    source = models.CharField(_("출처"), max_length=300, blank=True)
    added_at = models.DateTimeField(_("올린 때"), auto_now_add=True)
    linked_at = models.DateTimeField(_("제안한 때"), null=True)
    fits = models.BooleanField(_("맞는 단위가 있음"), null=True)
    is_example = models.BooleanField(_("예시"), default=False)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("글")
        ordering = ["-pk"]

    class Privacy:
        inside = ("id", "district", "kind", "title", "body", "source", "added_at", "linked_at", "fits", "is_example")

    class Access:
        read = Permission.COMPETENCY_READ
        district = ("district",)
        shared = ("district",)
        shared_roles = SCHOOLS

    def __str__(self) -> str:
        return self.title


class Suggestion(models.Model):
    """A unit proposed for a text, its chance, the words that made it, and a person's yes or no."""

    text = models.ForeignKey(Text, on_delete=models.CASCADE, related_name="suggestions", verbose_name=_("글"))
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", verbose_name=_("능력단위"))
    rank = models.PositiveSmallIntegerField(_("순서"))
    score = models.FloatField(_("확률"))
    words = models.JSONField(_("까닭이 된 낱말"), default=list)
    is_by_meaning = models.BooleanField(_("뜻으로"), default=False)
    is_confirmed_alike = models.BooleanField(_("비슷한 글에서 확인됨"), default=False)
    verdict = models.CharField(_("판단"), max_length=4, choices=Verdict.choices, default=Verdict.WAITING)
    judged_on = models.DateField(_("판단한 날"), null=True)
    judged_by = models.CharField(_("판단한 사람"), max_length=120, blank=True)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("제안한 단위")
        ordering = ["text", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["text", "unit"], name="competency_suggestion_stands_once"),
        ]

    class Privacy:
        inside = (
            "id",
            "text",
            "unit",
            "rank",
            "score",
            "words",
            "is_by_meaning",
            "is_confirmed_alike",
            "verdict",
            "judged_on",
        )
        personal = ("judged_by",)

    class Access:
        read = Permission.COMPETENCY_READ
        district = ("text__district",)
        shared = ("text__district",)
        shared_roles = SCHOOLS

    def __str__(self) -> str:
        return f"{self.text} → {self.unit}"

"""Editions of a framework, what replaced what in them, and the typed links that follow."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.roles import Permission
from naru.base.district.models import District
from naru.domain.competency.enums import AlignmentKind, AlignmentState, SuccessionKind, SuccessionState
from naru.domain.competency.models.units import Code, Framework, Occupation, PublicQuerySet, Unit


class Edition(models.Model):
    """One loading of a published table that changed something; `digest` is SHA-256 over its cleaned rows."""

    framework = models.ForeignKey(
        Framework, on_delete=models.CASCADE, related_name="editions", verbose_name=_("능력 표준")
    )
    label = models.CharField(_("파일"), max_length=160)
    digest = models.CharField(_("내용 해시"), max_length=64)
    rows = models.PositiveIntegerField(_("줄"))
    new = models.PositiveIntegerField(_("새로"))
    changed = models.PositiveIntegerField(_("고침"))
    same = models.PositiveIntegerField(_("그대로"))
    replaced = models.PositiveIntegerField(_("대체됨"))
    waiting = models.PositiveIntegerField(_("사람이 볼 것"))
    odd = models.PositiveIntegerField(_("이상한 줄"))
    oddities = models.JSONField(_("이상한 줄의 목록"), default=list)
    loaded_at = models.DateTimeField(_("올린 때"), auto_now_add=True)

    objects = PublicQuerySet.as_manager()

    class Meta:
        verbose_name = _("능력 표준의 판")
        ordering = ["-pk"]

    class Privacy:
        open = (
            "id",
            "framework",
            "label",
            "digest",
            "rows",
            "new",
            "changed",
            "same",
            "replaced",
            "waiting",
            "odd",
            "oddities",
            "loaded_at",
        )

    class Access:
        read = Permission.COMPETENCY_READ
        district = ("framework__district",)

    def __str__(self) -> str:
        return self.label


class Succession(models.Model):
    """What an edition did with a unit of before: followed by itself when one became one, else settled by a person."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="successions", verbose_name=_("판"))
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="+", verbose_name=_("옛 능력단위"))
    kind = models.CharField(_("종류"), max_length=8, choices=SuccessionKind.choices)
    state = models.CharField(_("상태"), max_length=8, choices=SuccessionState.choices)
    candidates = models.ManyToManyField(Unit, related_name="+", verbose_name=_("후보"), blank=True)
    successor = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("새 능력단위")
    )
    settled_on = models.DateField(_("정한 날"), null=True, blank=True)
    settled_by = models.CharField(_("정한 사람"), max_length=120, blank=True)

    objects = PublicQuerySet.as_manager()

    class Meta:
        verbose_name = _("능력단위 대체")
        ordering = ["unit__code", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["edition", "unit"], name="competency_succession_stands_once"),
        ]

    class Privacy:
        open = ("id", "edition", "unit", "kind", "state", "candidates", "successor", "settled_on")
        personal = ("settled_by",)

    class Access:
        read = Permission.COMPETENCY_READ
        district = ("edition__framework__district",)

    def __str__(self) -> str:
        return f"{self.unit.code} {self.get_kind_display()}"


class Alignment(models.Model):
    """A typed link from a unit to another unit, a subject, a licence or an occupation; good when a person confirmed it.

    `followed`: the link of the unit before, from which this one was carried over.
    """

    district = models.ForeignKey(
        District, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("지구")
    )
    unit = models.ForeignKey(Unit, on_delete=models.CASCADE, related_name="alignments", verbose_name=_("능력단위"))
    kind = models.CharField(_("종류"), max_length=8, choices=AlignmentKind.choices)
    other = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("다른 능력단위")
    )
    occupation = models.ForeignKey(
        Occupation, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("직업")
    )
    licence = models.ForeignKey(
        Code, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("자격")
    )
    subject = models.CharField(_("과목"), max_length=200, blank=True)
    source = models.CharField(_("근거"), max_length=300, blank=True)
    state = models.CharField(_("상태"), max_length=10, choices=AlignmentState.choices)
    confirmed_on = models.DateField(_("확인한 날"), null=True, blank=True)
    confirmed_by = models.CharField(_("확인한 사람"), max_length=120, blank=True)
    followed = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+", verbose_name=_("이어받은 링크")
    )

    objects = PublicQuerySet.as_manager()

    class Meta:
        verbose_name = _("능력단위 이음")
        ordering = ["unit", "kind", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(other__isnull=False, occupation__isnull=True, licence__isnull=True, subject="")
                | Q(other__isnull=True, occupation__isnull=False, licence__isnull=True, subject="")
                | Q(other__isnull=True, occupation__isnull=True, licence__isnull=False, subject="")
                | (Q(other__isnull=True, occupation__isnull=True, licence__isnull=True) & ~Q(subject="")),
                name="competency_alignment_has_one_target",
            ),
        ]

    class Privacy:
        open = (
            "id",
            "district",
            "unit",
            "kind",
            "other",
            "occupation",
            "licence",
            "subject",
            "source",
            "state",
            "confirmed_on",
            "followed",
        )
        personal = ("confirmed_by",)

    class Access:
        read = Permission.COMPETENCY_READ
        district = ("district",)

    def __str__(self) -> str:
        return f"{self.unit} → {self.target}"

    @property
    def target(self) -> str:
        """The other end in words."""
        if self.other is not None:
            return f"{self.other.name} ({self.other.code})"
        return str(self.occupation or self.licence or self.subject)

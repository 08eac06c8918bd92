"""What became of graduates: observations with their source, and published counts to compare with."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.access import Guarded
from naru.base.accounts.roles import Permission
from naru.domain.outcome.enums import ObservationSource, Status
from naru.domain.people.models import Learner


class Observation(models.Model):
    """A graduate's status on a day, and how we know."""

    learner = models.ForeignKey(Learner, on_delete=models.PROTECT, related_name="+", verbose_name=_("학생"))
    on = models.DateField(_("기준일"))
    status = models.CharField(_("상태"), max_length=12, choices=Status.choices)
    is_insured = models.BooleanField(_("보험 가입 취업"), default=False)
    works_in_district = models.BooleanField(_("지구 안 근무"), null=True, blank=True)
    lives_in_district = models.BooleanField(_("지구 안 거주"), null=True, blank=True)
    source = models.CharField(_("출처"), max_length=10, choices=ObservationSource.choices)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("성과 관찰")
        ordering = ["-on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["learner", "on"], name="outcome_observation_stands_once_a_day"),
            models.CheckConstraint(
                condition=models.Q(is_insured=False) | models.Q(status=Status.EMPLOYED),
                name="outcome_observation_only_employed_are_insured",
            ),
        ]
        indexes = [
            models.Index(fields=["on", "status"], name="outcome_observation_day"),
            models.Index(models.F("on").desc(), models.F("id").asc(), name="outcome_observation_list"),
        ]

    class Privacy:
        inside = ("id", "on", "source")
        personal = ("learner", "status", "is_insured", "works_in_district", "lives_in_district")

    class Access:
        read = Permission.OUTCOME_READ
        member = ("learner__school",)
        organisation = ("learner__school",)
        person = ("learner__user", "learner__guardians__user")

    def __str__(self) -> str:
        return f"{self.learner} {self.on} {self.get_status_display()}"


class PublishedCount(models.Model):
    """Officially published counts of a year's graduates, to compare with; never a person."""

    place = models.CharField(_("지역"), max_length=40)
    series = models.CharField(_("계열"), max_length=40, default="전체")
    year = models.PositiveSmallIntegerField(_("조사 연도"))
    graduates = models.PositiveIntegerField(_("졸업자"))
    employed = models.PositiveIntegerField(_("취업자"))
    study = models.PositiveIntegerField(_("진학자"))
    not_counted = models.PositiveIntegerField(_("입대자·제외인정자 합"), null=True, blank=True)
    military = models.PositiveIntegerField(_("입대자"), null=True, blank=True)
    excluded = models.PositiveIntegerField(_("제외인정자"), null=True, blank=True)
    source = models.CharField(_("출처"), max_length=200)

    class Meta:
        verbose_name = _("공표 통계")
        ordering = ["place", "series", "-year"]
        constraints = [
            models.UniqueConstraint(fields=["place", "series", "year"], name="outcome_publishedcount_stands_once"),
        ]

    class Privacy:
        open = (
            "id",
            "place",
            "series",
            "year",
            "graduates",
            "employed",
            "study",
            "not_counted",
            "military",
            "excluded",
            "source",
        )

    def __str__(self) -> str:
        return f"{self.place} {self.series} {self.year}"

"""Surveys of the centre, and the firms asked in them."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.access import Guarded
from naru.base.accounts.roles import Permission
from naru.base.district.models import District, Organisation
from naru.domain.demand.enums import AskState, SurveyState


class Survey(models.Model):
    """The centre asks firms what they need in a year; answers come through links without an account."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+", verbose_name=_("지구"))
    title = models.CharField(_("제목"), max_length=120)
    year = models.PositiveSmallIntegerField(_("채용 연도"))
    opens_on = models.DateField(_("시작일"))
    due_on = models.DateField(_("답할 기한"))
    state = models.CharField(_("상태"), max_length=8, choices=SurveyState.choices, default=SurveyState.OPEN)
    is_example = models.BooleanField(_("예시"), default=False)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("수요조사")
        ordering = ["-opens_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=models.F("opens_on")), name="demand_survey_ends_after_it_opens"
            ),
        ]

    class Privacy:
        inside = ("id", "district", "title", "year", "opens_on", "due_on", "state", "is_example")

    class Access:
        read = Permission.DEMAND_WRITE
        district = ("district",)

    def __str__(self) -> str:
        return self.title


class Ask(models.Model):
    """One firm asked in a survey.

    `check_digest`: keyed hash of the number that its HR says before the form opens. `email`: where reminders go;
    `is_muted`: whoever reads them there wants none.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="asks", verbose_name=_("수요조사"))
    firm = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("기업"))
    state = models.CharField(_("상태"), max_length=8, choices=AskState.choices, default=AskState.ASKED)
    check_digest = models.CharField(_("확인 번호 해시"), max_length=64, blank=True)
    sent_on = models.DateField(_("링크를 만든 날"), null=True, blank=True)
    reminders = models.PositiveSmallIntegerField(_("독촉"), default=0)
    reminded_on = models.DateField(_("마지막 독촉"), null=True, blank=True)
    email = models.EmailField(_("알릴 이메일"), blank=True)
    mailed_on = models.DateField(_("마지막 메일"), null=True, blank=True)
    is_muted = models.BooleanField(_("메일 그만 받기"), default=False)
    answered_at = models.DateTimeField(_("답한 때"), null=True, blank=True)
    answers = models.PositiveSmallIntegerField(_("답한 횟수"), default=0)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("물은 기업")
        ordering = ["survey", "firm__name"]
        constraints = [
            models.UniqueConstraint(fields=["survey", "firm"], name="demand_ask_firm_is_asked_once"),
        ]

    class Privacy:
        inside = (
            "id",
            "survey",
            "firm",
            "state",
            "check_digest",
            "sent_on",
            "reminders",
            "reminded_on",
            "mailed_on",
            "is_muted",
            "answered_at",
            "answers",
        )
        personal = ("email",)

    class Access:
        read = Permission.DEMAND_WRITE
        district = ("survey__district",)

    def __str__(self) -> str:
        return f"{self.firm} · {self.survey}"

    @property
    def last_told(self) -> date | None:
        """When the firm was last told anything."""
        return max((day for day in (self.sent_on, self.reminded_on, self.mailed_on) if day is not None), default=None)

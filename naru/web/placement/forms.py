"""Openings, answers to applications and to offers, and the end of an employment."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.enums import OrganisationKind
from naru.base.district.models import District
from naru.domain.competency import queries as competency
from naru.domain.demand import queries as demand
from naru.domain.demand.models import Need
from naru.domain.placement import rules as placement
from naru.domain.placement.enums import ApplicationState, EndReason, RefusalReason
from naru.web.demand.forms import CHOOSE, choose, is_in, organisations
from naru.web.forms import Form

DAYS_TO_ANSWER = 7
#: Days that the form proposes for an opening that goes on.
RENEWED = 30


class Confirm(Form):
    """Nothing to fill in: read, then do it."""


class NeedField(forms.ModelChoiceField):
    """A need, told by firm, year and occupation."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.firm.label} · {obj.year} · {obj.occupation.name}"


class Draft(Form):
    """An opening, not yet seen by learners."""

    district: Any = forms.ModelChoiceField(label=_("지구"), queryset=None, empty_label=CHOOSE)
    firm: Any = forms.ModelChoiceField(label=_("기업"), queryset=None, empty_label=CHOOSE)
    title = forms.CharField(label=_("공고 제목"), max_length=160, help_text=_("예: 2027년 전지 조립 신입 채용"))
    occupation: Any = forms.ModelChoiceField(label=_("어떤 직업입니까"), queryset=None, empty_label=CHOOSE)
    year = forms.IntegerField(label=_("사업연도"), min_value=2000, max_value=2100, help_text=_("예: 2026"))
    seats = forms.IntegerField(label=_("몇 명을 뽑습니까"), min_value=1, max_value=10_000, help_text=_("예: 5"))
    wage = forms.IntegerField(
        label=_("연봉(원)"),
        required=False,
        min_value=0,
        max_value=2_000_000_000,
        help_text=_("정해지지 않았으면 비워 두십시오. 예: 32000000"),
    )
    deadline = forms.DateField(label=_("언제까지 지원을 받습니까"), help_text=_("이 날까지 지원할 수 있습니다."))
    need: Any = NeedField(
        label=_("어느 수요에서 나온 공고입니까"),
        queryset=None,
        required=False,
        empty_label=_("이어진 수요 없음"),
        help_text=_("수요를 고르면 밝힌 인원과 실제 채용을 견줄 수 있습니다."),
    )
    code = forms.CharField(
        label=_("공고 코드"), required=False, max_length=40, help_text=_("비워 두면 나루가 붙입니다. 예: J-2026-01")
    )

    def __init__(
        self,
        *arguments: Any,
        viewer: User,
        district: District | None,
        year: int,
        given: Need | None = None,
        **keywords: Any,
    ) -> None:
        super().__init__(*arguments, **keywords)
        firms = organisations(viewer, Permission.PLACEMENT_OPEN, OrganisationKind.FIRM)
        choose(self, "district", access.districts_of(viewer, Permission.PLACEMENT_OPEN), district)
        choose(self, "firm", firms, given.firm if given else None)
        choose(self, "occupation", competency.occupations(viewer), given.occupation if given else None)
        needs = demand.listing(viewer).filter(firm__in=firms.values("pk")).order_by("-year", "firm__name", "code")
        self.fields["need"].queryset = needs  # type: ignore[attr-defined]
        self.fields["need"].initial = given
        self.fields["year"].initial = given.year if given else year
        self.fields["seats"].initial = (getattr(given, "current_headcount", None) or None) if given else None
        self.fields["deadline"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        district, firm, need = cleaned.get("district"), cleaned.get("firm"), cleaned.get("need")
        if district and firm and not is_in(district, firm):
            self.add_error("firm", _("이 기업은 고른 지구에 참여하고 있지 않습니다."))
        if firm and need and need.firm_id != firm.pk:
            self.add_error("need", _("고른 기업의 수요가 아닙니다."))
        deadline = cleaned.get("deadline")
        if deadline and deadline < timezone.localdate():
            self.add_error("deadline", _("마감일은 오늘이나 그 뒤여야 합니다. 지난 마감일로는 공고를 열 수 없습니다."))
        return cleaned


class Renew(Form):
    """A later last day."""

    deadline = forms.DateField(label=_("언제까지 지원을 받습니까"), help_text=_("이 날까지 지원할 수 있습니다."))

    def __init__(self, *arguments: Any, deadline: date, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["deadline"].initial = max(timezone.localdate(), deadline) + timedelta(days=RENEWED)


class Apply(Form):
    """The learner agrees that this firm sees the application."""

    agree = forms.BooleanField(label=_("위 내용을 읽었고, 이 기업에 내 지원 자료를 보이는 데 동의합니다."))


class Offer(Form):
    """A seat for an applicant, with the last day to answer."""

    answer_by = forms.DateField(
        label=_("언제까지 답을 받습니까"), help_text=_("이 날이 지나면 학생이 수락할 수 없습니다. 예: 2026-12-01")
    )

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["answer_by"].initial = timezone.localdate() + timedelta(days=DAYS_TO_ANSWER)


class Consider(Form):
    """What the firm does before it answers, and until when it will answer."""

    state = forms.TypedChoiceField(
        label=_("지금 어느 단계입니까"),
        choices=[(each.value, each.label) for each in ApplicationState if each in placement.HELD],
        coerce=ApplicationState,
        widget=forms.RadioSelect,
        help_text=_(
            "심사 중: 서류나 면접을 봅니다. 채용 전 준비: 맞춤 교육이나 건강검진이 남았습니다. "
            "결정 미룸: 나중에 정합니다. 다음 기회 명단: 지금은 자리가 없습니다."
        ),
    )
    decide_by = forms.DateField(
        label=_("언제까지 답합니까"), help_text=_("학생과 학교가 이 날을 봅니다. 지나면 지원센터에 알립니다.")
    )

    def __init__(self, *arguments: Any, application: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        held = application.state in placement.HELD
        self.fields["state"].initial = application.state if held else ApplicationState.REVIEWING
        self.fields["decide_by"].initial = application.decide_by if held else timezone.localdate() + timedelta(days=14)


class Refuse(Form):
    """No, with the coded reason."""

    reason = forms.TypedChoiceField(
        label=_("왜 채용하지 않습니까"),
        choices=RefusalReason.choices,
        coerce=RefusalReason,
        widget=forms.RadioSelect,
        help_text=_("학생과 학교가 이 이유를 봅니다."),
    )


class Accept(Form):
    """Yes, with the first day of work."""

    starts = forms.DateField(label=_("언제부터 일합니까"), help_text=_("기업과 정한 입사일입니다. 예: 2027-01-04"))

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        least = placement.MINIMUM_AGE.on(timezone.localdate()).value
        self.rules = {"starts": _("입사일에 만 %(least)s세 이상이어야 합니다.") % {"least": least}}  # type: ignore[misc]
        self.fields["starts"].initial = timezone.localdate()


class End(Form):
    """The last day of an employment, and why it ended."""

    on = forms.DateField(label=_("퇴사일"))
    reason = forms.TypedChoiceField(
        label=_("왜 그만두었습니까"), choices=EndReason.choices, coerce=EndReason, widget=forms.RadioSelect
    )

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["on"].initial = timezone.localdate()

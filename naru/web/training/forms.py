"""Announcing a programme, signing learners up, and closing a participation by its hours."""

from decimal import ROUND_CEILING, Decimal
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.models import District
from naru.domain.budget import queries as budget
from naru.domain.competency import queries as competency
from naru.domain.people.models import Learner
from naru.domain.training import rules
from naru.domain.training.enums import ProgrammeKind
from naru.domain.training.models import Enrolment, Programme
from naru.web.demand.forms import CHOOSE, choose
from naru.web.forms import Form, dress

FUNDINGS = (1, 2, 3)
MOST_WON = 1_000_000_000_000


class Announce(Form):
    """A programme with its sign-up window and the budget lines that pay for it."""

    district: Any = forms.ModelChoiceField(label=_("지구"), queryset=None, empty_label=CHOOSE)
    name = forms.CharField(label=_("과정 이름"), max_length=160, help_text=_("예: 겨울 집중과정 1기: 전지 제조"))
    kind = forms.TypedChoiceField(label=_("종류"), choices=[("", CHOOSE), *ProgrammeKind.choices], coerce=ProgrammeKind)
    provider: Any = forms.ModelChoiceField(label=_("어느 기관이 운영합니까"), queryset=None, empty_label=CHOOSE)
    year = forms.IntegerField(label=_("사업연도"), min_value=2000, max_value=2100, help_text=_("예: 2026"))
    capacity = forms.IntegerField(
        label=_("정원(명)"),
        min_value=1,
        max_value=10_000,
        help_text=_("예: 20. 정원이 차면 그다음 신청은 대기가 됩니다."),
    )
    hours = forms.IntegerField(label=_("모두 몇 시간입니까"), min_value=1, max_value=2000, help_text=_("예: 40"))
    opens_on = forms.DateField(label=_("신청을 언제부터 받습니까"))
    closes_on = forms.DateField(label=_("신청을 언제까지 받습니까"), help_text=_("이 날까지 신청할 수 있습니다."))
    starts = forms.DateField(label=_("교육을 언제 시작합니까"))
    ends = forms.DateField(label=_("교육을 언제 마칩니까"))
    code = forms.CharField(
        label=_("과정 코드"), required=False, max_length=40, help_text=_("비워 두면 나루가 붙입니다. 예: T-2026-01")
    )

    def __init__(self, *arguments: Any, viewer: User, district: District | None, year: int, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        districts = access.districts_of(viewer, Permission.TRAINING_WRITE)
        choose(self, "district", districts, district)
        choose(self, "provider", access.organisations_of(viewer).order_by("kind", "name"))
        self.fields["year"].initial = year
        self.fields["opens_on"].initial = timezone.localdate()
        lines = budget.line_listing(viewer).filter(fund__district__in=districts).order_by("-fund__year", "fund", "code")
        choices = [("", _("없음")), *((str(each.pk), f"{each.fund} · {each.title}") for each in lines)]
        self.lines = {str(each.pk): each for each in lines}
        for number in FUNDINGS:
            self._add(
                f"line_{number}",
                forms.ChoiceField(label=_("재원 %(number)s") % {"number": number}, choices=choices, required=False),
            )
            self._add(
                f"amount_{number}",
                forms.IntegerField(
                    label=_("금액 %(number)s(원)") % {"number": number},
                    required=False,
                    min_value=1,
                    max_value=MOST_WON,
                    help_text=gettext("예: 20000000"),
                ),
            )

    def _add(self, name: str, field: forms.Field) -> None:
        self.fields[name] = field
        dress(field)
        field.widget.attrs.setdefault("id", f"id_{self.add_prefix(name)}")

    @property
    def main(self) -> list[Any]:
        return [each for each in self.visible_fields() if not each.name.startswith(("line_", "amount_"))]

    @property
    def funding_rows(self) -> list[list[Any]]:
        return [[self[f"line_{number}"], self[f"amount_{number}"]] for number in FUNDINGS]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        opens_on, closes_on = cleaned.get("opens_on"), cleaned.get("closes_on")
        if opens_on and closes_on and closes_on < opens_on:
            self.add_error("closes_on", _("신청 마감은 신청 시작과 같거나 그 뒤여야 합니다."))
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("끝나는 날은 시작하는 날과 같거나 그 뒤여야 합니다."))
        fundings: list[tuple[Any, int]] = []
        for number in FUNDINGS:
            line, amount = self.lines.get(cleaned.pop(f"line_{number}", "")), cleaned.pop(f"amount_{number}", None)
            if line and amount is None and f"amount_{number}" not in self.errors:
                self.add_error(f"amount_{number}", _("이 재원에서 얼마를 쓰는지 적어 주십시오."))
            elif amount and not line:
                self.add_error(f"line_{number}", _("어느 재원에서 쓰는지 골라 주십시오."))
            elif line and any(line == each for each, _amount in fundings):
                self.add_error(f"line_{number}", _("같은 재원을 두 번 골랐습니다. 하나로 합쳐 주십시오."))
            elif line and amount:
                fundings.append((line, amount))
        cleaned["fundings"] = fundings
        return cleaned


class Enrol(Form):
    """Which learner takes part; chosen from the list on the page."""

    learner: Any = forms.ModelChoiceField(label=_("학생"), queryset=None, widget=forms.HiddenInput)

    def __init__(self, *arguments: Any, learners: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["learner"].queryset = learners  # type: ignore[attr-defined]
        self.fields["learner"].error_messages["invalid_choice"] = _("참여시킬 수 있는 학생이 아닙니다.")
        self.fields["learner"].error_messages["required"] = _("학생을 골라 주십시오.")

    @property
    def chosen(self) -> Learner | None:
        return self.cleaned_data.get("learner") if hasattr(self, "cleaned_data") else None


def least_hours(programme: Programme) -> Decimal:
    """The hours from which a participation counts as completed today, to the tenth."""
    share = rules.COMPLETION_SHARE.on(timezone.localdate()).value
    exact = Decimal(share.numerator * programme.hours) / Decimal(share.denominator)
    return exact.quantize(Decimal("0.1"), rounding=ROUND_CEILING).normalize() + Decimal(0)


def _hours(programme: Programme, label: Any, required: bool = True) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        required=required,
        min_value=0,
        max_value=programme.hours,
        max_digits=6,
        decimal_places=1,
        help_text=_("%(hours)s시간 가운데 %(least)s시간부터 수료입니다.")
        % {"hours": programme.hours, "least": f"{least_hours(programme):f}"},
    )


def _evidence() -> forms.CharField:
    return forms.CharField(
        label=_("무엇을 보고 적습니까"), max_length=200, help_text=_("수료를 보여 주는 증빙입니다. 예: 출석부 3기")
    )


class Complete(Form):
    """The hours that one learner did, and what shows it."""

    on = forms.DateField(label=_("수료일"))
    evidence = _evidence()
    field_order = ["hours_done", "on", "evidence"]

    def __init__(self, *arguments: Any, programme: Programme, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["hours_done"] = _hours(programme, _("몇 시간을 이수했습니까"))
        dress(self.fields["hours_done"])
        self.fields["hours_done"].widget.attrs.setdefault("id", "id_hours_done")
        self.fields["on"].initial = timezone.localdate()
        self.order_fields(self.field_order)


class CompleteAll(Form):
    """The hours of everybody in a programme, with one day and one evidence; an empty one is left for later."""

    on = forms.DateField(label=_("수료일"))
    evidence = _evidence()

    def __init__(
        self, *arguments: Any, programme: Programme, people: list[tuple[Enrolment, str]], **keywords: Any
    ) -> None:
        super().__init__(*arguments, **keywords)
        self.people = people
        self.fields["on"].initial = timezone.localdate()
        for enrolment, label in people:
            name = f"hours_{enrolment.pk}"
            self.fields[name] = _hours(programme, label, required=False)
            self.fields[name].help_text = ""
            dress(self.fields[name])
            self.fields[name].widget.attrs.setdefault("id", f"id_{name}")

    @property
    def main(self) -> list[Any]:
        return [self["on"], self["evidence"]]

    @property
    def hours_fields(self) -> list[Any]:
        return [self[f"hours_{enrolment.pk}"] for enrolment, _label in self.people]

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        hours = {enrolment: cleaned.pop(f"hours_{enrolment.pk}", None) for enrolment, _label in self.people}
        cleaned["hours"] = [(enrolment, done) for enrolment, done in hours.items() if done is not None]
        if not cleaned["hours"] and not self.errors:
            raise forms.ValidationError(_("한 사람 이상의 이수 시간을 적어 주십시오."))
        return cleaned


class CompleteSeveral(Form):
    """One day and one evidence for several participations with their whole hours."""

    on = forms.DateField(label=_("수료일"), initial=timezone.localdate)
    evidence = _evidence()


class Attest(Form):
    """A licence or a unit, with the day and what proves it."""

    licence = forms.CharField(
        label=_("어떤 자격입니까"), required=False, max_length=80, help_text=_("자격증에 적힌 이름대로. 예: 전기기능사")
    )
    unit: Any = forms.ModelChoiceField(
        label=_("또는 어떤 능력단위입니까"),
        queryset=None,
        required=False,
        empty_label=_("능력단위 아님"),
        help_text=_("실무과목에서 이룬 능력단위입니다. 자격이면 비워 두십시오."),
    )
    reached_on = forms.DateField(label=_("언제 땄거나 이루었습니까"), help_text=_("예: 2026-06-19"))
    evidence = forms.CharField(
        label=_("무엇을 보고 확인했습니까"), max_length=200, help_text=_("예: 자격증 원본, 학교생활기록부")
    )

    def __init__(self, *arguments: Any, viewer: User, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["unit"].queryset = competency.listing(viewer)  # type: ignore[attr-defined]


class Retract(Form):
    """Why what was recorded is taken back."""

    why = forms.CharField(label=_("왜 지웁니까"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

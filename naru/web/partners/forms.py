"""What is asked when an agreement is drafted, signed, pledged under, kept and ended."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.models import District, Organisation
from naru.base.rulebook import project_year
from naru.domain.partners.enums import AgreementKind, AgreementState, PledgeKind
from naru.domain.partners.models import Agreement
from naru.web.forms import Form

CHOOSE = _("고르십시오")
NOT_YET = _("오늘보다 뒤의 날은 적을 수 없습니다. 예: 2026-06-03")


def choose(form: forms.Form, name: str, rows: QuerySet[Any], initial: Any = None) -> None:
    """Sets the choices of a model field; a choice that is the only one is made for the person."""
    field: Any = form.fields[name]
    field.queryset = rows
    first_two = list(rows[:2])
    if len(first_two) == 1:
        field.initial = first_two[0]
    elif initial is not None and rows.filter(pk=initial.pk).exists():
        field.initial = initial


class PartyChoice(forms.ModelMultipleChoiceField):
    """Organisations with their kind before the name, so that a long list falls into groups."""

    def label_from_instance(self, each: Any) -> str:
        return f"{each.get_kind_display()} · {each.label}"


class Draft(Form):
    """A new agreement with its parties."""

    district: Any = forms.ModelChoiceField(label=_("지구"), queryset=None, empty_label=CHOOSE)
    title = forms.CharField(
        label=_("무엇에 관한 협약입니까"), max_length=200, help_text=_("예: 이차전지 현장실습·채용 협약")
    )
    kind = forms.TypedChoiceField(label=_("종류"), choices=[("", CHOOSE), *AgreementKind.choices], coerce=AgreementKind)
    parties: Any = PartyChoice(
        label=_("누구와 누가 맺습니까"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("맺는 기관을 모두 고르십시오. 초안을 만든 뒤에는 바꿀 수 없습니다."),
    )
    starts = forms.DateField(label=_("시작일"), help_text=_("예: 2026-03-02"))
    ends = forms.DateField(label=_("종료일"), help_text=_("예: 2028-02-29"))
    code = forms.CharField(
        label=_("협약 코드"),
        required=False,
        max_length=40,
        help_text=_("비워 두면 나루가 붙입니다. 예: A-2026-01"),
    )
    rules = {"parties": _("당사자가 둘 이상이어야 서명을 요청할 수 있습니다.")}

    def __init__(self, *arguments: Any, viewer: User, district: District | None, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        choose(self, "district", access.districts_of(viewer, Permission.PARTNERS_WRITE), district)
        organisations = access.organisations_of(viewer).order_by("kind", "name")
        self.fields["parties"].queryset = organisations  # type: ignore[attr-defined]
        self.fields["starts"].initial = timezone.localdate()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        starts, ends = cleaned.get("starts"), cleaned.get("ends")
        if starts and ends and ends < starts:
            self.add_error("ends", _("종료일이 시작일보다 앞섭니다. 두 날을 확인해 주십시오."))
        district, parties = cleaned.get("district"), cleaned.get("parties")
        if district and parties is not None:
            if len(parties) < 2:
                self.add_error("parties", _("협약을 맺는 기관을 둘 이상 고르십시오."))
            strangers = parties.exclude(districts__district=district)
            names = ", ".join(each.label for each in strangers)
            if names:
                self.add_error("parties", _("고른 지구에 참여하지 않는 기관이 있습니다: %(names)s") % {"names": names})
            cleaned["parties"] = list(parties)
        return cleaned


class Sign(Form):
    """One party's signature; only the viewer's own organisations are offered."""

    organisation: Any = forms.ModelChoiceField(label=_("어느 기관을 대표합니까"), queryset=None, empty_label=CHOOSE)
    signatory = forms.CharField(label=_("서명하는 사람"), max_length=80, help_text=_("예: 김나루"))
    on = forms.DateField(label=_("서명일"), help_text=_("예: 2026-06-03"))
    agree = forms.BooleanField(label=_("협약의 내용을 확인했고, 우리 기관을 대표해 서명합니다."))

    def __init__(self, *arguments: Any, own: QuerySet[Organisation], first: int | None, name: str, **keywords: Any):
        super().__init__(*arguments, **keywords)
        choose(self, "organisation", own)
        if first is not None:
            self.fields["organisation"].initial = first
        self.fields["signatory"].initial = name
        self.fields["on"].initial = timezone.localdate()

    def clean_on(self) -> date:
        return not_after_today(self.cleaned_data["on"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        cleaned.pop("agree", None)
        return cleaned


def not_after_today(day: date) -> date:
    if day > timezone.localdate():
        raise forms.ValidationError(NOT_YET)
    return day


class MakePledge(Form):
    """What a party promises for one project year of the agreement."""

    organisation: Any = forms.ModelChoiceField(label=_("누가 약속합니까"), queryset=None, empty_label=CHOOSE)
    kind = forms.TypedChoiceField(
        label=_("무엇을 약속합니까"), choices=[("", CHOOSE), *PledgeKind.choices], coerce=PledgeKind
    )
    year = forms.TypedChoiceField(label=_("어느 사업연도입니까"), coerce=int)
    amount = forms.IntegerField(
        label=_("얼마나 약속합니까"),
        min_value=0,
        max_value=1_000_000,
        help_text=_("사람, 자리 또는 과목의 수입니다. 예: 12"),
    )
    rules = {
        "amount": _("같은 기관이 같은 해에 같은 것을 다시 약속하면 새 수량으로 바뀌고, 앞의 수량은 기록에 남습니다.")
    }

    def __init__(
        self, *arguments: Any, agreement: Agreement, parties: QuerySet[Organisation], year: int, **keywords: Any
    ) -> None:
        super().__init__(*arguments, **keywords)
        choose(self, "organisation", parties)
        first, last = project_year.of(agreement.starts), project_year.of(agreement.ends)
        years = range(first, min(last, first + 30) + 1)
        self.fields["year"].choices = [(each, _("%(year)s년") % {"year": each}) for each in years]  # type: ignore[attr-defined]
        self.fields["year"].initial = min(max(year, first), last)


class Keep(Form):
    """What was kept of a pledge, with the paper that shows it."""

    on = forms.DateField(label=_("언제 지켰습니까"), help_text=_("예: 2026-06-03"))
    amount = forms.IntegerField(
        label=_("얼마나 지켰습니까"),
        min_value=0,
        max_value=1_000_000,
        help_text=_("이번에 지킨 만큼만 적으십시오. 앞서 적은 것과 나루가 더합니다. 예: 3"),
    )
    evidence = forms.CharField(
        label=_("무엇으로 알 수 있습니까"), max_length=200, help_text=_("예: 채용 확인서 3부, 현장실습 협약서 2026-14")
    )

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["on"].initial = timezone.localdate()

    def clean_on(self) -> date:
        return not_after_today(self.cleaned_data["on"])


class End(Form):
    """Ends an agreement in force on a day, or cancels one that is not; both say why."""

    on = forms.DateField(label=_("언제까지입니까"), help_text=_("협약 기간 안의 날입니다. 예: 2026-06-03"))
    why = forms.CharField(
        label=_("왜 그만둡니까"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("당사자가 모두 보게 됩니다. 예: 기업이 공장을 옮겨 두 기관이 합의해 마침"),
    )

    def __init__(self, *arguments: Any, agreement: Agreement, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.agreement = agreement
        if agreement.state == AgreementState.ACTIVE:
            self.fields["on"].initial = max(min(timezone.localdate(), agreement.ends), agreement.starts)
        else:
            del self.fields["on"]

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if not self.agreement.starts <= day <= self.agreement.ends:
            raise forms.ValidationError(
                _("협약 기간(%(starts)s부터 %(ends)s까지) 안의 날을 적어 주십시오.")
                % {"starts": self.agreement.starts, "ends": self.agreement.ends}
            )
        return day

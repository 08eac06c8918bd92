"""Forms of rounds: announcing, days, bars, confirming, criteria, advice, what if, and details of an opening."""

import secrets
from datetime import timedelta
from typing import Any

from django import forms
from django.forms.models import ModelChoiceIterator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.models import District
from naru.domain.competency import queries as competency
from naru.domain.demand.enums import Shift
from naru.domain.placement.enums import Method
from naru.domain.placement.models import Opening, Round
from naru.domain.placement.queries import rounds
from naru.domain.placement.rules import rounds as rules
from naru.web.demand.forms import CHOOSE, choose
from naru.web.forms import Form, dress, refuse_resident_number

MOST_SEED = 2**31 - 1
DAYS = {"wishes_from": 0, "wishes_until": 10, "ranks_until": 20, "answer_by": 34}


#: So many openings are shown with a box each; among more nobody chooses one by one.
MOST_BOXES = 50


class FirstOpenings(ModelChoiceIterator):
    """The first openings of a field; any other one is still valid."""

    def __init__(self, field: Any) -> None:
        super().__init__(field)
        if field.queryset is not None:
            self.queryset = field.queryset[:MOST_BOXES]


class OpeningsField(forms.ModelMultipleChoiceField):
    """Openings, told by firm, title and seats."""

    iterator = FirstOpenings

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.firm.label} · {obj.title} · {obj.seats}"


class PlaceField(forms.ModelChoiceField):
    """An opening of the round, told by firm and title."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.opening.firm.label} · {obj.opening.title}"


class PairField(forms.ModelChoiceField):
    """A frozen wish, told by learner and firm."""

    def label_from_instance(self, obj: Any) -> str:
        return f"{obj.learner.name} ({obj.learner.school.label}) · {obj.place.opening.firm.label} · {obj.place.opening.title}"


class Days(Form):
    """The days of a round, in their order."""

    wishes_from = forms.DateField(label=_("희망을 언제부터 받습니까"))
    wishes_until = forms.DateField(
        label=_("희망을 언제까지 받습니까"), help_text=_("이 날까지 학생이 고칠 수 있습니다.")
    )
    ranks_until = forms.DateField(label=_("기업이 언제까지 심사합니까"), help_text=_("희망 마감 뒤의 날입니다."))
    answer_by = forms.DateField(
        label=_("학생이 언제까지 제안에 답합니까"), help_text=_("이 날이 지나면 제안이 끝나고 자리가 다시 납니다.")
    )

    def __init__(self, *arguments: Any, given: Round | None = None, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        for name, days in DAYS.items():
            later = timezone.localdate() + timedelta(days=days)
            self.fields[name].initial = getattr(given, name) if given else later


class Follow(Days):
    """The next round of a round."""

    title = forms.CharField(label=_("회차 이름"), max_length=120, help_text=_("예: 2026학년도 2차 매칭"))

    field_order = ("title",)


class Announce(Days):
    """A new round: its openings, days, method and rules."""

    district: Any = forms.ModelChoiceField(label=_("지구"), queryset=None, empty_label=CHOOSE)
    title = forms.CharField(label=_("회차 이름"), max_length=120, help_text=_("예: 2026학년도 1차 매칭"))
    openings: Any = OpeningsField(
        label=_("어느 공고를 넣습니까"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("모집 중이고 다른 회차에 들어 있지 않은 공고입니다."),
    )
    takes_all = forms.BooleanField(required=False)
    method = forms.TypedChoiceField(
        label=_("어떻게 배정합니까"),
        choices=Method.choices,
        coerce=Method,
        widget=forms.RadioSelect,
        initial=Method.STUDENT.value,
        help_text=_("예고한 뒤에는 바꿀 수 없습니다. 앞의 세 방법에서는 서로 더 원하는 학생과 기업이 남지 않습니다."),
    )
    most_wishes = forms.IntegerField(label=_("희망을 몇 개까지 받습니까"), min_value=1, max_value=50, initial=5)
    seed = forms.IntegerField(
        label=_("추첨 씨앗"),
        min_value=0,
        max_value=MOST_SEED,
        help_text=_("같은 순위는 이 수로 추첨합니다. 같은 입력과 씨앗은 언제나 같은 결과를 냅니다."),
    )
    is_blind = forms.BooleanField(
        label=_("기업의 첫 심사에서 이름과 학교를 가립니다."),
        required=False,
        help_text=_("모든 지원자를 심사한 뒤에 기업이 이름을 엽니다."),
    )
    shows_refusals = forms.BooleanField(
        label=_("기업이 받지 않은 까닭(정해진 목록)을 학생에게 보입니다."), required=False, initial=True
    )
    field_order = ("district", "title", "takes_all", "openings")

    def __init__(self, *arguments: Any, viewer: User, district: District | None, year: int, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        places = access.districts_of(viewer, Permission.PLACEMENT_ROUND)
        choose(self, "district", places, district)
        here = district if district is not None and district in places else places.first()
        rows = rounds.free_openings(here, year)
        openings = self.fields["openings"]
        openings.queryset = rows  # type: ignore[attr-defined]
        self._rows, count = rows, rows.count()
        if count > MOST_BOXES:
            self.fields["takes_all"].label = _("모집 중인 공고 %(count)s건을 모두 넣습니다.") % {"count": f"{count:,}"}
            openings.required = False
            openings.help_text = _("모두 넣지 않을 때 고릅니다. 기업 이름순으로 앞의 %(most)s건만 보입니다.") % {
                "most": MOST_BOXES
            }
        else:
            del self.fields["takes_all"]
        self.fields["seed"].initial = secrets.randbelow(MOST_SEED)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.pop("takes_all", False):
            cleaned["openings"] = self._rows
        elif "openings" in cleaned and not cleaned["openings"]:
            self.add_error("openings", _("공고를 고르거나 모두 넣겠다고 표시하십시오."))
        return cleaned


class Bar(Form):
    """A pair to keep apart, with the reason that the learner reads."""

    keeps_draft = False
    pair: Any = PairField(label=_("어느 짝을 제외합니까"), queryset=None, empty_label=CHOOSE)
    reason = forms.CharField(
        label=_("왜 제외합니까"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("학생과 학교가 이 글을 그대로 읽습니다. 다른 사람의 이름을 적지 마십시오."),
    )

    def __init__(self, *arguments: Any, of: Round, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["pair"].queryset = rounds.pairs(of)  # type: ignore[attr-defined]


class Why(Form):
    """A sentence of why."""

    why = forms.CharField(label=_("왜 그렇게 합니까"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class Confirm(Why):
    """Confirms the calculation that was shown."""

    run = forms.IntegerField(widget=forms.HiddenInput)


class Advise(Form):
    """A teacher's advice."""

    keeps_draft = False
    words = forms.CharField(
        label=_("무엇을 조언합니까"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("학생과 보호자가 읽습니다. 기업은 읽지 못합니다."),
    )


class Criteria(Form):
    """What a firm looks at, one a row, with weights that add to 100."""

    def __init__(self, *arguments: Any, given: list[tuple[str, int]], **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        for number in range(1, rules.MOST_CRITERIA + 1):
            known = given[number - 1] if number <= len(given) else ("", None)
            name = forms.CharField(label=_("기준 %(number)s") % {"number": number}, max_length=80, required=False)
            weight = forms.IntegerField(
                label=_("기준 %(number)s의 비중(%%)") % {"number": number}, min_value=1, max_value=100, required=False
            )
            for key, field, value in ((f"name_{number}", name, known[0]), (f"weight_{number}", weight, known[1])):
                field.initial = value
                dress(field)
                field.widget.attrs.setdefault("id", f"id_{key}")
                self.fields[key] = field
            name.validators.append(refuse_resident_number)

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        found = []
        for number in range(1, rules.MOST_CRITERIA + 1):
            name, weight = (cleaned.get(f"name_{number}") or "").strip(), cleaned.get(f"weight_{number}")
            if name and weight:
                found.append((name, weight))
            elif name or weight:
                self.add_error(f"{'weight' if name else 'name'}_{number}", _("기준과 비중을 함께 적어 주십시오."))
        return {"criteria": found}

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        """(name, weight) fields, side by side."""
        return [(self[f"name_{number}"], self[f"weight_{number}"]) for number in range(1, rules.MOST_CRITERIA + 1)]


class WhatIf(Form):
    """More seats in one opening."""

    keeps_draft = False
    place: Any = PlaceField(label=_("어느 공고에"), queryset=None, empty_label=CHOOSE)
    more = forms.IntegerField(label=_("자리를 몇 개 더하면"), min_value=1, max_value=1000, initial=2)

    def __init__(self, *arguments: Any, places: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["place"].queryset = places  # type: ignore[attr-defined]


class Describe(Form):
    """What an opening offers and asks beside seats and wage."""

    starts_on = forms.DateField(
        label=_("언제부터 일합니까"), required=False, help_text=_("나이 규칙은 이 날로 따집니다. 예: 2027-01-04")
    )
    hours = forms.IntegerField(label=_("한 주에 몇 시간 일합니까"), required=False, min_value=1, max_value=68)
    shift = forms.ChoiceField(label=_("근무 형태"), required=False, choices=[("", "–"), *Shift.choices])
    workplace = forms.CharField(label=_("일하는 곳"), required=False, max_length=160)
    has_dormitory = forms.BooleanField(label=_("기숙사가 있습니다."), required=False)
    has_commuting_aid = forms.BooleanField(label=_("통근을 지원합니다."), required=False)
    required_licences = forms.CharField(
        label=_("꼭 필요한 자격"),
        required=False,
        max_length=200,
        help_text=_(
            "이 자격이 없는 학생은 지원하거나 배정될 수 없습니다. 여럿이면 쉼표로, 하나만 있어도 되면 ‘또는’으로 적습니다. "
            "예: 전기기능사 또는 전자기기기능사, 지게차운전기능사"
        ),
    )
    wanted_licences = forms.CharField(
        label=_("있으면 좋은 자격"), required=False, max_length=200, help_text=_("알리기만 하고 가르지 않습니다.")
    )
    required_units: Any = forms.ModelMultipleChoiceField(label=_("꼭 필요한 능력단위"), queryset=None, required=False)
    units_bind = forms.BooleanField(
        label=_("꼭 필요한 능력단위를 이루지 못한 학생은 뽑지 않습니다."),
        required=False,
        help_text=_("고르지 않으면 알리기만 합니다. 이루었는지는 학교가 적은 것으로 따집니다."),
    )
    wanted_units: Any = forms.ModelMultipleChoiceField(label=_("있으면 좋은 능력단위"), queryset=None, required=False)
    least_age = forms.IntegerField(
        label=_("입사일의 최소 나이(만)"), required=False, min_value=15, max_value=30, help_text=_("예: 18")
    )
    is_harmful = forms.BooleanField(
        label=_("18세 미만에게 금지된 일입니다."),
        required=False,
        help_text=_("고르면 입사일에 18세 미만인 학생은 이 공고와 짝이 될 수 없습니다. (근로기준법 제65조)"),
    )
    has_military_service = forms.BooleanField(label=_("병역지정업체입니다."), required=False)
    benefits = forms.CharField(
        label=_("복리후생"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("예: 4대 보험, 퇴직연금, 후학습 학비 지원, 명절 상여"),
    )
    source = forms.CharField(label=_("어디에서 나온 공고입니까"), required=False, max_length=200)

    def __init__(self, *arguments: Any, viewer: User, opening: Opening, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        asked = rounds.units_of(opening)
        for name in self.fields:
            if name not in {"required_units", "wanted_units"}:
                self.fields[name].initial = getattr(opening, name)
        for name, is_required in (("required_units", True), ("wanted_units", False)):
            self.fields[name].queryset = competency.listing(viewer)  # type: ignore[attr-defined]
            self.fields[name].initial = [key for key, each in asked.items() if each is is_required]

    def units(self) -> dict[int, bool]:
        """Unit → is it required; required wins."""
        wanted = {each.pk: False for each in self.cleaned_data["wanted_units"]}
        return wanted | {each.pk: True for each in self.cleaned_data["required_units"]}

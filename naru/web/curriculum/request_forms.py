"""Campaigns, requests to reorganise a department, their steps, opinions, corrections."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.enums import OrganisationKind
from naru.base.district.models import District
from naru.domain.curriculum import enums
from naru.domain.curriculum.actions.requests import Wish
from naru.domain.curriculum.models import Request
from naru.domain.curriculum.queries import requests as reads
from naru.domain.curriculum.rules import request as rules
from naru.web.demand.forms import CHOOSE, choose, organisations
from naru.web.forms import Form

LEAST_YEAR, MOST_YEAR = 2025, 2100


class NewCampaign(Form):
    """A call for requests with the days of its stages."""

    name = forms.CharField(
        label=_("공모 이름"), max_length=160, help_text=_("예: 2028학년도 직업계고 재구조화 지원사업")
    )
    code = forms.CharField(label=_("공모 코드"), max_length=40, help_text=_("예: R2028"))
    scope = forms.TypedChoiceField(
        label=_("주관"), choices=enums.CampaignScope.choices, coerce=enums.CampaignScope, widget=forms.RadioSelect
    )
    intake_year = forms.IntegerField(label=_("개편 입학연도"), min_value=LEAST_YEAR, max_value=MOST_YEAR)
    opens_on = forms.DateField(label=_("제안 시작"))
    closes_on = forms.DateField(label=_("제안 마감"))
    review_by = forms.DateField(label=_("교육청 검토"))
    decide_by = forms.DateField(label=_("선정"))
    source = forms.CharField(label=_("출처"), required=False, max_length=200)
    rules = {"closes_on": _("제안 시작, 제안 마감, 교육청 검토, 선정의 차례여야 합니다.")}


class Ask(Form):
    """What a school asks for: which department, how many classes, why, what it needs, whom it serves."""

    school: Any = forms.ModelChoiceField(label=_("학교"), queryset=None, empty_label=CHOOSE)
    kind = forms.TypedChoiceField(
        label=_("무엇을 합니까"), choices=enums.RequestKind.choices, coerce=enums.RequestKind, widget=forms.RadioSelect
    )
    department: Any = forms.ModelChoiceField(
        label=_("지금 학과"), queryset=None, required=False, empty_label=_("없음(신설)")
    )
    new_name = forms.CharField(
        label=_("새 학과 이름"), required=False, max_length=120, help_text=_("신설, 전환, 특화일 때 적습니다.")
    )
    classes_before = forms.IntegerField(label=_("지금 학급 수"), min_value=0, max_value=50)
    classes_after = forms.IntegerField(label=_("바뀔 학급 수"), min_value=0, max_value=50)
    class_size = forms.IntegerField(label=_("학급당 인원"), min_value=1, max_value=40, initial=20)
    reasons = forms.MultipleChoiceField(
        label=_("까닭"), choices=enums.Reason.choices, widget=forms.CheckboxSelectMultiple
    )
    story = forms.CharField(label=_("설명"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 5}))
    teachers = forms.CharField(
        label=_("필요한 교원"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "한 줄에 교과, 방법, 인원을 적습니다. 방법: 신규 임용, 교과 전환 연수, 직무 연수, 겸임·산학겸임교사. "
            "예: 화학공업, 직무 연수, 2"
        ),
    )
    works_cost = forms.IntegerField(label=_("공사비(원)"), min_value=0, max_value=10**13, initial=0)
    equipment_cost = forms.IntegerField(label=_("기자재비(원)"), min_value=0, max_value=10**13, initial=0)
    dormitory = forms.IntegerField(label=_("기숙사 인원"), min_value=0, max_value=2000, initial=0)
    firms: Any = forms.ModelMultipleChoiceField(
        label=_("참여 기업"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple
    )
    needs: Any = forms.ModelMultipleChoiceField(
        label=_("응답하는 수요"),
        queryset=None,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    rules = {"reasons": _("무엇을 하는지에 따라 고를 수 있는 까닭이 다릅니다.")}

    def __init__(self, *arguments: Any, viewer: User, district: District, year: int, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        schools = organisations(viewer, Permission.CURRICULUM_REQUEST, OrganisationKind.SCHOOL)
        choose(self, "school", schools)
        shown: Any = self.fields
        shown["department"].queryset = reads.departments_of(viewer, schools)
        shown["firms"].queryset = reads.firms_of(district)
        shown["firms"].label_from_instance = lambda row: row.label
        shown["needs"].queryset = reads.needs_to_answer(viewer, district, year)
        shown["needs"].label_from_instance = lambda row: f"{row.year} · {row.firm.label} · {row.occupation.name}"

    def clean_teachers(self) -> list[tuple[str, enums.TeacherMeans, int]]:
        words = {str(each.label): each for each in enums.TeacherMeans}
        found: dict[tuple[str, enums.TeacherMeans], int] = {}
        for number, line in enumerate(self.cleaned_data["teachers"].splitlines(), 1):
            if not line.strip():
                continue
            parts = [each.strip() for each in line.split(",")]
            if len(parts) != 3 or not parts[0] or parts[1] not in words or not parts[2].isdigit():
                raise forms.ValidationError(
                    _("%(number)s번째 줄을 ‘교과, 방법, 인원’으로 적어 주십시오. 예: 화학공업, 직무 연수, 2")
                    % {"number": number}
                )
            key = (parts[0][:60], words[parts[1]])
            found[key] = found.get(key, 0) + int(parts[2])
        return [(subject, means, min(count, 999)) for (subject, means), count in found.items()]

    def wish(self) -> Wish:
        """What was said, as the action takes it."""
        cleaned = self.cleaned_data
        return Wish(
            **{
                name: cleaned[name]
                for name in (
                    *("kind", "department", "new_name", "classes_before", "classes_after", "class_size"),
                    *("reasons", "story", "works_cost", "equipment_cost", "dormitory", "teachers"),
                )
            },
            firms=list(cleaned["firms"]),
            needs=list(cleaned["needs"]),
        )


def initial_of(request: Request) -> dict[str, Any]:
    """What a request says, for its form."""
    found: dict[str, Any] = {
        name: getattr(request, name)
        for name in (
            *("school", "kind", "department", "new_name", "classes_before", "classes_after", "class_size"),
            *("reasons", "story", "works_cost", "equipment_cost", "dormitory"),
        )
    }
    found["firms"] = [each.pk for each in request.firms.all()]
    found["needs"] = [each.pk for each in request.needs.all()]
    found["teachers"] = "\n".join(
        f"{each.subject}, {each.get_means_display()}, {each.count}"  # type: ignore[attr-defined]
        for each in request.teachers.all()
    )
    return found


class Move(Form):
    """The next step of a request; only those that may follow are offered."""

    state = forms.TypedChoiceField(label=_("다음 단계"), coerce=enums.ReorganisationState, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("까닭"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3}))
    refusal = forms.TypedChoiceField(
        label=_("미선정 까닭"),
        required=False,
        choices=[("", _("해당 없음")), *enums.Refusal.choices],
        coerce=str,
    )
    entrants = forms.IntegerField(
        label=_("실제 신입생 수"),
        required=False,
        min_value=0,
        max_value=5000,
        help_text=_("신입생 모집 단계로 옮길 때 적습니다."),
    )

    def __init__(self, *arguments: Any, following: list[enums.ReorganisationState], **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        shown: Any = self.fields
        shown["state"].choices = [(each.value, rules.DEEDS[each]) for each in following]
        if len(following) == 1:
            shown["state"].initial = following[0]
        if enums.ReorganisationState.REFUSED not in following:
            del shown["refusal"]
        if enums.ReorganisationState.INTAKE not in following:
            del shown["entrants"]

    def values(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        return {
            "state": cleaned["state"],
            "reason": cleaned["reason"],
            "refusal": cleaned.get("refusal", ""),
            "entrants": cleaned.get("entrants"),
        }


class Opinion(Form):
    """What a body thinks at a stage."""

    stage = forms.TypedChoiceField(
        label=_("단계"), choices=enums.OpinionStage.choices, coerce=enums.OpinionStage, widget=forms.RadioSelect
    )
    stance = forms.TypedChoiceField(
        label=_("입장"), choices=enums.Stance.choices, coerce=enums.Stance, widget=forms.RadioSelect
    )
    body = forms.CharField(label=_("의견을 낸 곳"), max_length=120, help_text=_("예: 지구 협력위원회"))
    text = forms.CharField(label=_("의견"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))

    def __init__(self, *arguments: Any, state: enums.ReorganisationState, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        shown: Any = self.fields
        shown["stage"].choices = [
            (each.value, each.label) for each in enums.OpinionStage if state in rules.OPINION_STATES[each]
        ]


class Correct(Form):
    """A change after the decision."""

    kind = forms.TypedChoiceField(
        label=_("무엇을 바꿉니까"),
        choices=enums.CorrectionKind.choices,
        coerce=enums.CorrectionKind,
        widget=forms.RadioSelect,
    )
    classes = forms.IntegerField(label=_("바뀐 학급 수"), required=False, min_value=1, max_value=50)
    intake_year = forms.IntegerField(
        label=_("연기한 입학연도"), required=False, min_value=LEAST_YEAR, max_value=MOST_YEAR
    )
    why = forms.CharField(label=_("까닭"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

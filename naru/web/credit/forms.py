"""Registering creditable learning, completing it, deciding on it."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.enums import OrganisationKind
from naru.base.district.models import District
from naru.domain.credit.enums import Basis
from naru.domain.people.models import Learner
from naru.web.forms import Form, dress
from naru.web.learners import LearnerField

CHOOSE = _("고르십시오")


class Register(Form):
    """What is learnt where; credit comes only after completion and a decision."""

    keeps_draft = False
    district: Any = forms.ModelChoiceField(label=_("지구"), queryset=None, empty_label=None)
    university: Any = forms.ModelChoiceField(label=_("어느 대학에 신청합니까"), queryset=None, empty_label=CHOOSE)
    basis = forms.TypedChoiceField(label=_("무엇을 인정받습니까"), choices=[("", CHOOSE), *Basis.choices], coerce=Basis)
    course = forms.CharField(label=_("과목·학습 이름"), max_length=160, help_text=_("예: 이차전지개론"))
    hours = forms.IntegerField(label=_("시간"), min_value=1, max_value=5000, help_text=_("예: 45"))
    credits = forms.IntegerField(
        label=_("학점"), min_value=1, max_value=140, help_text=_("예: 3. 한 학점에 15시간 이상이 필요합니다.")
    )
    registered_on = forms.DateField(label=_("시작한 날"))
    code = forms.CharField(label=_("학점 코드"), max_length=40, help_text=_("예: CR-2026-101"))

    def __init__(
        self, *arguments: Any, viewer: User, district: District | None, own: Learner | None, **keywords: Any
    ) -> None:
        super().__init__(*arguments, **keywords)
        if own is None:
            self.fields["learner"] = LearnerField(viewer=viewer)
            dress(self.fields["learner"])
            self.fields["learner"].widget.attrs.setdefault("id", "id_learner")
            self.order_fields(["district", "learner"])
        self.fields["district"].queryset = access.districts_of(viewer, Permission.CREDIT_APPLY)  # type: ignore[attr-defined]
        self.fields["district"].initial = district
        self.fields["university"].queryset = (  # type: ignore[attr-defined]
            access.organisations_of(viewer).filter(kind=OrganisationKind.UNIVERSITY).order_by("name")
        )
        self.fields["registered_on"].initial = timezone.localdate()
        self.fields["code"].initial = f"CR-{timezone.now():%Y%m%d-%H%M%S}"


class Complete(Form):
    on = forms.DateField(label=_("이수한 날"), initial=timezone.localdate, help_text=_("예: 2026-08-21"))


class Award(Form):
    on = forms.DateField(label=_("결정한 날"), initial=timezone.localdate, help_text=_("예: 2026-09-11"))
    document = forms.CharField(label=_("결정 문서"), max_length=200, help_text=_("예: 교무처-2026-118"))


class Refuse(Form):
    on = forms.DateField(label=_("결정한 날"), initial=timezone.localdate, help_text=_("예: 2026-09-11"))
    reason = forms.CharField(
        label=_("왜 인정하지 않습니까"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("학생이 읽습니다. 예: 학습 내용이 교과목과 맞지 않음"),
    )

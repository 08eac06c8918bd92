"""What a graduate was on a day."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.models import User
from naru.domain.outcome.enums import ObservationSource, Status
from naru.web.forms import Form, dress
from naru.web.learners import LearnerField

CHOOSE = _("고르십시오")
UNKNOWN = (("", _("모름")), ("yes", _("예")), ("no", _("아니요")))


def _maybe(text: str) -> bool | None:
    return {"yes": True, "no": False}.get(text)


class Observe(Form):
    keeps_draft = False
    on = forms.DateField(label=_("기준일"), initial=timezone.localdate, help_text=_("예: 2026-04-01"))
    status = forms.TypedChoiceField(
        label=_("그날 어떤 상태였습니까"), choices=[("", CHOOSE), *Status.choices], coerce=Status
    )
    is_insured = forms.BooleanField(label=_("보험에 가입한 취업입니다"), required=False)
    works_in_district = forms.TypedChoiceField(
        label=_("지구 안에서 일합니까"), choices=UNKNOWN, coerce=_maybe, empty_value=None, required=False
    )
    lives_in_district = forms.TypedChoiceField(
        label=_("지구 안에 삽니까"), choices=UNKNOWN, coerce=_maybe, empty_value=None, required=False
    )
    source = forms.TypedChoiceField(
        label=_("어떻게 알았습니까"), choices=[("", CHOOSE), *ObservationSource.choices], coerce=ObservationSource
    )

    def __init__(self, *arguments: Any, viewer: User, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["learner"] = LearnerField(viewer=viewer)
        dress(self.fields["learner"])
        self.fields["learner"].widget.attrs.setdefault("id", "id_learner")
        self.order_fields(["learner"])

"""A field that names one learner by number or name, among those whom the person may see."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.models import User
from naru.domain.people import queries as people
from naru.domain.people.models import Learner


class LearnerField(forms.CharField):
    """Text that becomes a Learner; more than one that fits is listed in the sentence."""

    def __init__(self, *, viewer: User, **keywords: Any) -> None:
        super().__init__(
            label=_("학생"), max_length=120, help_text=_("학번이나 이름을 적어 주십시오. 예: 24-0012"), **keywords
        )
        self.viewer = viewer

    def clean(self, value: Any) -> Learner:
        text = super().clean(value)
        found = people.named(self.viewer, text)
        exact = [each for each in found if each.number == text or text.endswith(f"({each.number})")]
        chosen = exact or found
        if not chosen:
            raise forms.ValidationError(_("이런 학번이나 이름의 학생을 찾지 못했습니다."))
        if len(chosen) > 1:
            names = ", ".join(f"{each.name} ({each.number})" for each in chosen)
            raise forms.ValidationError(
                _("여러 학생이 있습니다. 학번을 적어 골라 주십시오: %(names)s"), params={"names": names}
            )
        return chosen[0]

"""The form of reserved seats: for whom, and how many."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.models import User
from naru.domain.partners import queries as partners
from naru.domain.partners.enums import AgreementState
from naru.domain.placement.enums import ReserveFor
from naru.domain.placement.models import Opening
from naru.domain.placement.queries import reserves
from naru.domain.placement.rules import reserves as rules
from naru.web.forms import Form, dress


class Reserves(Form):
    """Groups and seats, one a row, in the order in which a learner of several is counted."""

    def __init__(self, *arguments: Any, viewer: User, opening: Opening, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        choices = [("", _("고르십시오")), *_groups(viewer, opening)]
        given = reserves.of_opening(opening)
        for number in range(1, rules.MOST_RESERVES + 1):
            known = given[number - 1] if number <= len(given) else None
            whom = forms.ChoiceField(
                label=_("누구에게 %(number)s") % {"number": number},
                choices=choices,
                required=False,
                initial=_key(known) if known else "",
            )
            seats = forms.IntegerField(
                label=_("자리 %(number)s") % {"number": number},
                min_value=1,
                max_value=10_000,
                required=False,
                initial=known.seats if known else None,
            )
            for key, field in ((f"whom_{number}", whom), (f"seats_{number}", seats)):
                dress(field)
                field.widget.attrs.setdefault("id", f"id_{key}")
                self.fields[key] = field

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        found = []
        for number in range(1, rules.MOST_RESERVES + 1):
            whom, seats = cleaned.get(f"whom_{number}") or "", cleaned.get(f"seats_{number}")
            if whom and seats:
                kind, _sign, key = whom.partition(":")
                found.append(rules.Kept(ReserveFor(kind), int(key) if key else None, seats))
            elif whom or seats:
                self.add_error(f"{'seats' if whom else 'whom'}_{number}", _("누구에게와 자리를 함께 적어 주십시오."))
        return {"kept": found}

    @property
    def pairs(self) -> list[tuple[Any, Any]]:
        """(whom, seats) fields, side by side."""
        return [(self[f"whom_{number}"], self[f"seats_{number}"]) for number in range(1, rules.MOST_RESERVES + 1)]


def _key(known: Any) -> str:
    key = known.agreement_id or known.school_id or known.home_id
    return f"{known.kind}:{key}" if key else str(known.kind)


def _groups(viewer: User, opening: Opening) -> list[tuple[str, Any]]:
    """Agreements in force of the district that the viewer may read, its schools, the district, women and graduates."""
    today = timezone.localdate()
    agreements = partners.listing(viewer).filter(
        district=opening.district, state=AgreementState.ACTIVE, ends__gte=today
    )
    schools = reserves.schools(opening)
    return [
        (str(ReserveFor.AGREEMENT.label), [(f"agreement:{each.pk}", each.title) for each in agreements]),
        (str(ReserveFor.SCHOOL.label), [(f"school:{each.pk}", each.label) for each in schools]),
        (str(ReserveFor.DISTRICT.label), [(f"district:{opening.district_id}", opening.district.label)]),
        (
            str(_("형평")),
            [
                ("women", _("여학생 (적극적 고용개선조치, 남녀고용평등법 제2조 제3호)")),
                ("graduates", _("졸업생 (아직 취업하지 못한 사람)")),
            ],
        ),
    ]

"""Forms of admission: they know shape; who may do what stands in the actions."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib.auth import password_validation
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.enums import Role
from naru.base.district.models import District, Organisation
from naru.web.forms import Form

Place = Organisation | District
Seats = Sequence[tuple[Place, frozenset[Role]]]


def key_of(place: Place) -> str:
    return f"{'o' if isinstance(place, Organisation) else 'd'}{place.pk}"


class Invite(Form):
    email = forms.EmailField(
        label=_("이메일"), help_text=_("예: kim@school.example"), widget=forms.EmailInput(attrs={"autocomplete": "off"})
    )
    name = forms.CharField(label=_("이름"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    place = forms.ChoiceField(label=_("기관이나 지구"))
    role = forms.ChoiceField(label=_("역할"))
    starts = forms.DateField(label=_("시작일"))
    ends = forms.DateField(label=_("종료일"), required=False)
    why = forms.CharField(label=_("초대하는 까닭"), max_length=200, required=False)
    rules = {
        "email": _("초대 링크를 이 주소로 보냅니다. 이 주소의 주인만 수락할 수 있습니다."),
        "role": _("내 역할보다 아래인 역할만 맡길 수 있습니다."),
        "ends": _("정하지 않으면 끝낼 때까지 이어집니다."),
    }

    def __init__(self, *arguments: Any, seats: Seats, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.seats = {key_of(place): (place, fitting) for place, fitting in seats}
        places = [(key, place.label) for key, (place, _roles) in self.seats.items()]
        self.fields["place"].choices = places if len(places) == 1 else [("", _("고르십시오")), *places]  # type: ignore[attr-defined]
        roles = {role for _place, fitting in seats for role in fitting}
        self.fields["role"].choices = [  # type: ignore[attr-defined]
            ("", _("고르십시오")),
            *((role.value, role.label) for role in Role if role in roles),
        ]
        self.fields["starts"].initial = timezone.localdate

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("place") and found.get("role"):
            place, fitting = self.seats[found["place"]]
            if Role(found["role"]) not in fitting:
                self.add_error(
                    "role", _("%(role)s 역할은 고른 곳에 둘 수 없습니다.") % {"role": Role(found["role"]).label}
                )
            found["place"], found["role"] = place, Role(found["role"])
        return found


class Why(Form):
    why = forms.CharField(label=_("까닭"), max_length=200)


class End(Form):
    on = forms.DateField(label=_("마지막 날"))
    why = forms.CharField(label=_("까닭"), max_length=200, help_text=_("예: 전보, 퇴직, 업무 바뀜"))
    rules = {"on": _("오늘을 고르면 지금 곧 들어올 수 없게 되고, 열려 있는 화면도 닫힙니다.")}

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.fields["on"].initial = timezone.localdate


class Transfer(Form):
    to = forms.ChoiceField(label=_("옮겨 갈 기관"))
    on = forms.DateField(label=_("옮기는 날"), help_text=_("예: 2027-03-01"))
    why = forms.CharField(label=_("까닭"), max_length=200, help_text=_("예: 정기 전보"))
    rules = {"on": _("그 전날까지는 지금 기관에, 그날부터는 새 기관에 속합니다. 계정은 그대로입니다.")}

    def __init__(self, *arguments: Any, places: Sequence[Organisation], **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.places = {str(each.pk): each for each in places}
        self.fields["to"].choices = [("", _("고르십시오")), *((key, each.label) for key, each in self.places.items())]  # type: ignore[attr-defined]

    def clean_to(self) -> Organisation:
        return self.places[self.cleaned_data["to"]]


class Waive(Form):
    district = forms.ChoiceField(label=_("지구"))
    since = forms.DateField(label=_("시작일"))
    until = forms.DateField(label=_("마지막 날"), required=False)
    why = forms.CharField(label=_("까닭"), max_length=300, help_text=_("예: 교육청 가상사설망 안에서만 열리는 설치"))
    rules = {
        "why": _("이 까닭은 그 지구의 모든 화면 아래에 보입니다."),
        "until": _("정하지 않으면 끝낼 때까지 이어집니다."),
    }

    def __init__(self, *arguments: Any, districts: Sequence[District], **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        self.districts = {str(each.pk): each for each in districts}
        self.fields["district"].choices = [(key, each.label) for key, each in self.districts.items()]  # type: ignore[attr-defined]
        self.fields["since"].initial = timezone.localdate

    def clean_district(self) -> District:
        return self.districts[self.cleaned_data["district"]]


class Join(Form):
    """The account of somebody new."""

    name = forms.CharField(label=_("이름"), max_length=80, widget=forms.TextInput(attrs={"autocomplete": "name"}))
    password = forms.CharField(
        label=_("비밀번호"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    again = forms.CharField(
        label=_("비밀번호 한 번 더"), strip=False, widget=forms.PasswordInput(attrs={"autocomplete": "new-password"})
    )
    rules = {"password": _("10자 이상, 흔한 말이나 숫자만은 안 됩니다.")}

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        password, again = found.get("password"), found.get("again")
        if password and again and password != again:
            self.add_error("again", _("두 비밀번호가 다릅니다."))
        elif password:
            try:
                password_validation.validate_password(password)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return found

"""allauth's forms of the second factor in the looks and words of the house."""

from typing import Any

from allauth.account.forms import ReauthenticateForm as PasswordAgain
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

from naru.web.forms import dress

CODE = {"inputmode": "numeric", "autocomplete": "one-time-code", "maxlength": "12", "spellcheck": "false"}


def _dress(form: forms.BaseForm, **labels: Any) -> None:
    for name, field in form.fields.items():
        dress(field)
        field.widget.attrs.pop("placeholder", None)
        if name in labels:
            field.label = labels[name]
    form.label_suffix = ""


class Authenticate(AuthenticateForm):
    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        _dress(self, code=_("코드"))
        self.fields["code"].widget.attrs.update(CODE, autofocus=True)


class Reauthenticate(ReauthenticateForm):
    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        _dress(self, code=_("코드"))
        self.fields["code"].widget.attrs.update(CODE, autofocus=True)


class ActivateApp(ActivateTOTPForm):
    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        _dress(self, code=_("앱에 보이는 여섯 자리 코드"))
        self.fields["code"].widget.attrs.update(CODE)


class AddKey(AddWebAuthnForm):
    """A passkey by default: it replaces the password, where a plain security key follows it."""

    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        _dress(self, name=_("이 키의 이름"), passwordless=_("비밀번호 없이 이 키만으로 로그인"))
        self.fields["passwordless"].initial = True
        self.fields["passwordless"].help_text = _("기기의 지문, 얼굴이나 잠금번호를 함께 확인합니다.")
        self.fields["credential"].error_messages["required"] = _("키를 읽지 못했습니다. 단추를 다시 눌러 주십시오.")


class NameKey(EditWebAuthnForm):
    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        _dress(self, name=_("이 키의 이름"))


class Password(PasswordAgain):
    def __init__(self, *arguments: Any, **keywords: Any) -> None:
        super().__init__(*arguments, **keywords)
        _dress(self, password=_("비밀번호"))

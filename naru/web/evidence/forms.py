"""Deciding on what was computed."""

from django import forms
from django.utils.translation import gettext_lazy as _

from naru.web.forms import Form


class Decide(Form):
    reason = forms.CharField(
        label=_("왜 그렇게 결정합니까"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("예: 운영위원회(11월 20일)에서 확인함"),
    )

"""Choices of admission."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class InvitationState(models.TextChoices):
    WAITING = "waiting", _("승인 대기")
    SENT = "sent", _("초대함")
    ACCEPTED = "accepted", _("수락함")
    REFUSED = "refused", _("승인하지 않음")
    WITHDRAWN = "withdrawn", _("거둠")

"""Invitations, and the districts that need no second factor for a time."""

import secrets

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.enums import Role
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.admission.enums import InvitationState
from naru.base.district.models import District, Organisation

OPEN = [InvitationState.WAITING, InvitationState.SENT]


def new_nonce() -> str:
    """What makes a link this one: changing it kills every link sent before."""
    return secrets.token_hex(12)


class Invitation(models.Model):
    """A role offered to the owner of an e-mail address; its link is signed, opens once and only until a day."""

    email = models.EmailField(_("이메일"))
    name = models.CharField(_("이름"), max_length=80)
    role = models.CharField(_("역할"), max_length=16, choices=Role.choices)
    organisation = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("기관")
    )
    district = models.ForeignKey(
        District, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("지구")
    )
    starts = models.DateField(_("시작일"))
    ends = models.DateField(_("종료일"), null=True, blank=True)
    why = models.CharField(_("초대하는 까닭"), max_length=200, blank=True)
    state = models.CharField(_("상태"), max_length=10, choices=InvitationState.choices)
    invited_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+", verbose_name=_("초대한 사람"))
    invited_at = models.DateTimeField(_("초대한 때"))
    decided_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("승인한 사람")
    )
    decided_at = models.DateTimeField(_("승인한 때"), null=True, blank=True)
    refusal = models.CharField(_("승인하지 않은 까닭"), max_length=200, blank=True)
    nonce = models.CharField(_("링크 값"), max_length=24, default=new_nonce, editable=False)
    expires_at = models.DateTimeField(_("링크 기한"), null=True, blank=True)
    sent_at = models.DateTimeField(_("이메일을 보낸 때"), null=True, blank=True)
    accepted_at = models.DateTimeField(_("수락한 때"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("수락한 사람")
    )

    class Meta:
        verbose_name = _("초대")
        ordering = ["-invited_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="admission_invitation_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(district__isnull=False),
                name="admission_invitation_has_a_place",
            ),
            models.UniqueConstraint(
                fields=["email", "role", "organisation"],
                condition=Q(state__in=OPEN, district__isnull=True),
                name="admission_invitation_is_open_once_in_an_organisation",
            ),
            models.UniqueConstraint(
                fields=["email", "role", "district"],
                condition=Q(state__in=OPEN, district__isnull=False),
                name="admission_invitation_is_open_once_in_a_district",
            ),
        ]

    class Privacy:
        inside = (
            "id",
            "role",
            "organisation",
            "district",
            "starts",
            "ends",
            "state",
            "invited_at",
            "decided_at",
            "expires_at",
            "sent_at",
            "accepted_at",
        )
        personal = ("email", "name", "why", "invited_by", "decided_by", "refusal", "accepted_by")
        sensitive = ("nonce",)

    class Access:
        read = Permission.ACCOUNTS_READ
        district = ("district",)
        member = ("organisation",)
        organisation = ("organisation",)

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.organisation or self.district}"


class Waiver(models.Model):
    """A district whose roles need no second factor for a time, and why: never silently, always dated."""

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="+", verbose_name=_("지구"))
    since = models.DateField(_("시작일"))
    until = models.DateField(_("종료일"), null=True, blank=True)
    why = models.CharField(_("까닭"), max_length=300)

    class Meta:
        verbose_name = _("2단계 인증 면제")
        ordering = ["-since", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(until__gte=F("since")),
                name="admission_waiver_ends_after_it_starts",
            ),
        ]

    class Privacy:
        open = ("id", "district", "since", "until", "why")

    class Access:
        read = Permission.ACCOUNTS_READ
        district = ("district",)

    def __str__(self) -> str:
        return f"{self.district} · {self.since}"

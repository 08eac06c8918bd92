"""Users sign in by e-mail; memberships say in which role, where and from when to when."""

from typing import ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.enums import Role
from naru.base.accounts.roles import Permission
from naru.base.district.models import District, Organisation


class UserManager(BaseUserManager["User"]):
    """Makes users by e-mail."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email: str | None) -> "User":
        return self.get(email=(email or "").lower())


class User(AbstractUser):
    """A person who signs in."""

    username = None  # type: ignore[assignment]
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(_("이메일"), unique=True)
    name = models.CharField(_("이름"), max_length=80)
    is_example = models.BooleanField(_("예시"), default=False)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects = UserManager()  # type: ignore[misc,assignment]

    class Meta:
        verbose_name = _("사용자")

    class Privacy:
        inside = ("id", "is_active", "is_staff", "is_superuser", "is_example", "date_joined", "groups")
        personal = ("email", "name", "last_login", "user_permissions")
        sensitive = ("password",)

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's role in an organisation for a period; district roles also name their district.

    `ends` is the last day that was meant; `ended_at` is the moment at which somebody ended it, and from then on
    nothing holds, whatever `ends` says.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships", verbose_name=_("사용자"))
    organisation = models.ForeignKey(
        Organisation,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("기관"),
    )
    district = models.ForeignKey(
        District, null=True, blank=True, on_delete=models.CASCADE, related_name="+", verbose_name=_("지구")
    )
    role = models.CharField(_("역할"), max_length=16, choices=Role.choices)
    starts = models.DateField(_("시작일"))
    ends = models.DateField(_("종료일"), null=True, blank=True)
    ended_at = models.DateTimeField(_("끝낸 때"), null=True, blank=True)

    class Meta:
        verbose_name = _("소속")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="accounts_membership_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(district__isnull=False) | Q(role=Role.ADMIN),
                name="accounts_membership_has_a_place",
            ),
        ]

    class Privacy:
        inside = ("id", "organisation", "district", "role", "starts", "ends", "ended_at")
        personal = ("user",)

    class Access:
        read = Permission.ACCOUNTS_READ
        district = ("district",)
        member = ("organisation",)
        organisation = ("organisation",)

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"

"""A person's own desk: nobody else reads or changes it, and it goes when the person's account goes."""

from typing import Self, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.models import User

M = TypeVar("M", bound=models.Model)


class Own(models.QuerySet[M]):
    """Rows that belong to one person."""

    def visible_to(self, viewer: User) -> Self:
        """Only the person's own; nothing for whoever is not signed in."""
        return self.filter(user=viewer) if viewer.is_authenticated else self.none()


class SavedFilter(models.Model):
    """A named view of one list: the query string of its address."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("사용자"))
    path = models.CharField(_("목록 주소"), max_length=200)
    name = models.CharField(_("이름"), max_length=60)
    query = models.CharField(_("조건"), max_length=500, blank=True)
    kept_at = models.DateTimeField(_("저장 시각"), auto_now=True)

    objects = Own.as_manager()

    class Meta:
        verbose_name = _("저장한 조건")
        ordering = ["path", "name"]
        constraints = [
            models.UniqueConstraint(fields=["user", "path", "name"], name="desk_savedfilter_name_is_kept_once"),
        ]

    class Privacy:
        inside = ("id", "path", "kept_at")
        personal = ("user", "name", "query")
        account = "user"

    def __str__(self) -> str:
        return self.name


class ColumnChoice(models.Model):
    """Which columns of one list a person wants to see, in the list's order."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("사용자"))
    path = models.CharField(_("목록 주소"), max_length=200)
    columns = models.JSONField(_("열"), default=list)

    objects = Own.as_manager()

    class Meta:
        verbose_name = _("고른 열")
        constraints = [
            models.UniqueConstraint(fields=["user", "path"], name="desk_columnchoice_is_kept_once"),
        ]

    class Privacy:
        inside = ("id", "path", "columns")
        personal = ("user",)
        account = "user"

    def __str__(self) -> str:
        return self.path


class DigestChoice(models.Model):
    """Whether a person wants the weekly mail of what waits for them, in which language, and when it went last."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("사용자"))
    is_wanted = models.BooleanField(_("받음"), default=False)
    language = models.CharField(_("언어"), max_length=5, default="ko")
    chosen_at = models.DateTimeField(_("고른 시각"), auto_now=True)
    last_sent_on = models.DateField(_("마지막으로 보낸 날"), null=True, blank=True)

    objects = Own.as_manager()

    class Meta:
        verbose_name = _("주간 알림 메일")

    class Privacy:
        inside = ("id", "is_wanted", "language", "chosen_at", "last_sent_on")
        personal = ("user",)
        account = "user"

    def __str__(self) -> str:
        return f"{self.user_id}"


class Seen(models.Model):
    """Something that a person was shown once and put away, such as the first visit of a role."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+", verbose_name=_("사용자"))
    what = models.CharField(_("본 것"), max_length=60)
    at = models.DateTimeField(_("시각"), auto_now_add=True)

    objects = Own.as_manager()

    class Meta:
        verbose_name = _("본 안내")
        constraints = [
            models.UniqueConstraint(fields=["user", "what"], name="desk_seen_is_kept_once"),
        ]

    class Privacy:
        inside = ("id", "what", "at")
        personal = ("user",)
        account = "user"

    def __str__(self) -> str:
        return self.what

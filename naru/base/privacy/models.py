"""Consent, links without an account, requests about one's own data, destruction, and pseudonymised exports.

The ground knows no learner: whose data a row is stands as ("people.learner", 12), as in the audit; the room people
asks who may see and do what.
"""

from datetime import date
from typing import Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.access import Guarded
from naru.base.accounts.roles import Permission
from naru.base.district.models import District, Organisation
from naru.base.privacy.encrypted import Encrypted
from naru.base.privacy.enums import (
    ConsentEnd,
    CorrectionState,
    DestructionState,
    Giver,
    How,
    LinkPurpose,
    LinkState,
    Purpose,
    RequestState,
)


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Words for consent."""

    def of(self, person_type: str, person_id: int) -> Self:
        return self.filter(person_type=person_type, person_id=person_id)

    def in_force(self, day: date) -> Self:
        """Given, not withdrawn, not run out on `day`."""
        return self.filter(ended_at__isnull=True, expires_on__gte=day)


class Consent(models.Model):
    """One consent: whose data, for what, to whom, by whom and in which words; until a day, or until withdrawn."""

    purpose = models.CharField(_("목적"), max_length=12, choices=Purpose.choices)
    person_type = models.CharField(_("사람 종류"), max_length=40)
    person_id = models.BigIntegerField(_("사람 번호"))
    recipient = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("받는 곳")
    )
    text_version = models.CharField(_("동의서 판"), max_length=12)
    giver = models.CharField(_("동의한 사람"), max_length=8, choices=Giver.choices)
    giver_name = Encrypted(_("동의한 사람 이름"), blank=True)
    giver_id = models.BigIntegerField(_("동의한 계정"), null=True, blank=True)
    how = models.CharField(_("방법"), max_length=5, choices=How.choices)
    evidence = models.CharField(_("증빙"), max_length=200, blank=True)
    given_at = models.DateTimeField(_("동의한 때"))
    expires_on = models.DateField(_("끝나는 날"))
    ended_at = models.DateTimeField(_("끝난 때"), null=True, blank=True)
    end_reason = models.CharField(_("끝난 까닭"), max_length=9, choices=ConsentEnd.choices, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("동의")
        ordering = ["-given_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["purpose", "person_type", "person_id", "giver", "recipient"],
                condition=Q(ended_at__isnull=True, recipient__isnull=False),
                name="privacy_consent_stands_once_for_each_recipient",
            ),
            models.UniqueConstraint(
                fields=["purpose", "person_type", "person_id", "giver"],
                condition=Q(ended_at__isnull=True, recipient__isnull=True),
                name="privacy_consent_stands_once",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, end_reason="") | Q(ended_at__isnull=False) & ~Q(end_reason=""),
                name="privacy_consent_end_has_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["person_type", "person_id", "purpose"], name="privacy_consent_person"),
        ]

    class Privacy:
        inside = (
            "id",
            "purpose",
            "person_type",
            "recipient",
            "text_version",
            "giver",
            "how",
            "given_at",
            "expires_on",
            "ended_at",
            "end_reason",
        )
        personal = ("person_id", "giver_id", "evidence")
        sensitive = ("giver_name",)

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.given_at:%Y-%m-%d}"


class ConsentRule(models.Model):
    """A district's own rule, from a day on: for this purpose, below this age, a guardian agrees as well (0: never)."""

    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="+", verbose_name=_("지구"))
    purpose = models.CharField(_("목적"), max_length=12, choices=Purpose.choices)
    since = models.DateField(_("적용 시작일"))
    below_age = models.PositiveSmallIntegerField(_("보호자 동의가 필요한 나이(만 미만)"))
    source = models.CharField(_("근거"), max_length=200)

    class Meta:
        verbose_name = _("보호자 동의 규칙")
        ordering = ["purpose", "-since"]
        constraints = [
            models.UniqueConstraint(fields=["district", "purpose", "since"], name="privacy_consentrule_is_dated_once"),
        ]

    class Privacy:
        open = ("id", "district", "purpose", "since", "below_age", "source")

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.since}"


class ConsentRequest(models.Model):
    """A guardian was asked to agree to something for one learner."""

    person_type = models.CharField(_("사람 종류"), max_length=40)
    person_id = models.BigIntegerField(_("사람 번호"))
    purpose = models.CharField(_("목적"), max_length=12, choices=Purpose.choices)
    recipient = models.ForeignKey(
        Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("받는 곳")
    )
    guardian_name = Encrypted(_("보호자 이름"))
    state = models.CharField(_("상태"), max_length=10, choices=RequestState.choices, default=RequestState.ASKED)
    asked_by_id = models.BigIntegerField(_("요청한 사람"))
    asked_at = models.DateTimeField(_("요청한 때"))
    answered_at = models.DateTimeField(_("답한 때"), null=True, blank=True)

    class Meta:
        verbose_name = _("보호자 동의 요청")
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["person_type", "person_id"], name="privacy_consentrequest_person")]

    class Privacy:
        inside = ("id", "person_type", "purpose", "recipient", "state", "asked_by_id", "asked_at", "answered_at")
        personal = ("person_id",)
        sensitive = ("guardian_name",)

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} {self.asked_at:%Y-%m-%d}"


class Link(models.Model):
    """A door without an account: one person, one purpose, one object, once or until a day.

    The token stands only in the address that was handed out; here is its SHA-256. `bound`: the SHA-256 of a secret in
    the browser that answered the check first; in any other browser the link opens nothing any more.
    """

    purpose = models.CharField(_("용도"), max_length=20, choices=LinkPurpose.choices)
    object_type = models.CharField(_("대상 종류"), max_length=40)
    object_id = models.BigIntegerField(_("대상 번호"))
    token_digest = models.CharField(_("토큰 해시"), max_length=64, unique=True)
    is_once = models.BooleanField(_("한 번만"), default=True)
    expires_at = models.DateTimeField(_("기한"))
    made_by_id = models.BigIntegerField(_("만든 사람"))
    made_at = models.DateTimeField(_("만든 때"), auto_now_add=True)
    opened_at = models.DateTimeField(_("처음 열린 때"), null=True)
    bound = models.CharField(_("열린 기기 해시"), max_length=64, blank=True)
    failures = models.PositiveSmallIntegerField(_("확인 실패"), default=0)
    used_at = models.DateTimeField(_("쓴 때"), null=True)
    revoked_at = models.DateTimeField(_("거둔 때"), null=True)

    class Meta:
        verbose_name = _("링크")
        ordering = ["-pk"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="privacy_link_object")]

    class Privacy:
        inside = (
            "id",
            "purpose",
            "object_type",
            "object_id",
            "token_digest",
            "is_once",
            "expires_at",
            "made_by_id",
            "made_at",
            "opened_at",
            "bound",
            "failures",
            "used_at",
            "revoked_at",
        )

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} #{self.pk}"

    def state_at(self, moment: object, most_failures: int) -> LinkState:
        if self.revoked_at is not None:
            return LinkState.REVOKED
        if self.used_at is not None and self.is_once:
            return LinkState.USED
        if self.failures >= most_failures:
            return LinkState.LOCKED
        return LinkState.EXPIRED if self.expires_at <= moment else LinkState.OPEN  # type: ignore[operator]


class Correction(models.Model):
    """A person asked to have their data corrected; somebody of the school answers within the days of the rule."""

    person_type = models.CharField(_("사람 종류"), max_length=40)
    person_id = models.BigIntegerField(_("사람 번호"))
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="+", verbose_name=_("답할 기관")
    )
    field = models.CharField(_("고칠 것"), max_length=40)
    wanted = Encrypted(_("바라는 값"))
    why = Encrypted(_("까닭"), blank=True)
    state = models.CharField(_("상태"), max_length=9, choices=CorrectionState.choices, default=CorrectionState.ASKED)
    asked_by_id = models.BigIntegerField(_("요청한 사람"))
    asked_on = models.DateField(_("요청일"))
    answer_by = models.DateField(_("답할 날"))
    answered_on = models.DateField(_("답한 날"), null=True, blank=True)
    answer = models.CharField(_("답"), max_length=300, blank=True)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("정정 요청")
        ordering = ["state", "answer_by", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person_type", "person_id", "field"],
                condition=Q(state=CorrectionState.ASKED),
                name="privacy_correction_is_asked_once",
            ),
        ]

    class Privacy:
        inside = ("id", "person_type", "organisation", "field", "state", "asked_on", "answer_by", "answered_on")
        personal = ("person_id", "asked_by_id", "answer")
        sensitive = ("wanted", "why")

    class Access:
        read = Permission.PRIVACY_ANSWER
        member = ("organisation",)
        organisation = ("organisation",)

    def __str__(self) -> str:
        return f"{self.field} {self.asked_on}"


class Destruction(models.Model):
    """What came due for destruction: listed first, then destroyed by a person's word, with its proof."""

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+", verbose_name=_("지구"))
    kind = models.CharField(_("종류"), max_length=20)
    state = models.CharField(_("상태"), max_length=8, choices=DestructionState.choices)
    due_before = models.DateField(_("기준일"))
    rule = models.CharField(_("근거"), max_length=300)
    rows = models.JSONField(_("대상 번호"), default=list, encoder=DjangoJSONEncoder)
    count = models.PositiveIntegerField(_("건수"))
    listed_by_id = models.BigIntegerField(_("찾은 사람"))
    listed_at = models.DateTimeField(_("찾은 때"))
    confirmed_by_id = models.BigIntegerField(_("확인한 사람"), null=True)
    confirmed_by = models.CharField(_("확인한 사람 이름"), max_length=120, blank=True)
    done_at = models.DateTimeField(_("파기한 때"), null=True)
    proof = models.JSONField(_("파기 증명"), default=dict, encoder=DjangoJSONEncoder)

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("파기")
        ordering = ["-pk"]

    class Privacy:
        inside = (
            "id",
            "district",
            "kind",
            "state",
            "due_before",
            "rule",
            "rows",
            "count",
            "listed_by_id",
            "listed_at",
            "confirmed_by_id",
            "done_at",
            "proof",
        )
        personal = ("confirmed_by",)

    class Access:
        read = Permission.PRIVACY_DESTROY
        district = ("district",)

    def __str__(self) -> str:
        return f"{self.kind} {self.due_before}"


class PseudonymExport(models.Model):
    """A pseudonymised file that was handed out for statistics: for what, what stands in it, how small cells were hidden.

    Kept three years after the file is destroyed (개인정보 보호법 제28조의4).
    """

    district = models.ForeignKey(District, on_delete=models.PROTECT, related_name="+", verbose_name=_("지구"))
    purpose = models.CharField(_("처리 목적"), max_length=300)
    recipient = models.CharField(_("제공받는 곳"), max_length=200, blank=True)
    columns = models.JSONField(_("항목"), default=list)
    rows = models.PositiveIntegerField(_("줄 수"))
    hidden = models.PositiveIntegerField(_("숨긴 줄 수"))
    least = models.PositiveSmallIntegerField(_("최소 인원"))
    digest = models.CharField(_("파일 해시"), max_length=64)
    made_by_id = models.BigIntegerField(_("만든 사람"))
    made_by = models.CharField(_("만든 사람 이름"), max_length=120)
    made_at = models.DateTimeField(_("만든 때"))
    destroy_by = models.DateField(_("파일을 파기할 날"))

    objects = Guarded.as_manager()

    class Meta:
        verbose_name = _("가명자료")
        ordering = ["-pk"]

    class Privacy:
        inside = (
            "id",
            "district",
            "purpose",
            "recipient",
            "columns",
            "rows",
            "hidden",
            "least",
            "digest",
            "made_by_id",
            "made_at",
            "destroy_by",
        )
        personal = ("made_by",)

    class Access:
        read = Permission.STATISTICS_EXPORT
        district = ("district",)

    def __str__(self) -> str:
        return f"{self.purpose} {self.made_at:%Y-%m-%d}"

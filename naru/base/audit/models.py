"""What was done, by whom, on what; append-only, without foreign keys so that nothing cascades into it.

Every row of `Event` and of `Look` is a link of a chain of hashes (see `chain.py`): `sequence` is its place, `digest`
covers its content and the digest before it.
"""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.roles import Permission
from naru.base.audit.enums import LookKind


class Head(models.Model):
    """The last link of a chain, and the link before its first row that is still kept."""

    chain = models.CharField(_("사슬"), max_length=10, primary_key=True)
    sequence = models.BigIntegerField(_("마지막 순번"), default=0)
    digest = models.CharField(_("마지막 해시"), max_length=64, blank=True)
    base_sequence = models.BigIntegerField(_("보관 시작 앞 순번"), default=0)
    base_digest = models.CharField(_("보관 시작 앞 해시"), max_length=64, blank=True)

    class Meta:
        verbose_name = _("감사 사슬의 머리")

    class Privacy:
        inside = ("chain", "sequence", "digest", "base_sequence", "base_digest")

    def __str__(self) -> str:
        return f"{self.chain} {self.sequence}"


class Linked(models.Model):
    """A row of a chain. `sequence` and `digest` are set at the end of the transaction that writes the row."""

    sequence = models.BigIntegerField(_("순번"), null=True, unique=True, editable=False)
    content = models.CharField(_("내용 해시"), max_length=64, blank=True, default="", editable=False)
    digest = models.CharField(_("사슬 해시"), max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True


class Event(Linked):
    """One deed: who, what, on which, before and after, when, why.

    The content hash covers the personal columns through `personal_digest`, which is salted: when the law asks to
    destroy them, they and the salt go, and the chain still holds.
    """

    at = models.DateTimeField(_("시각"), db_index=True)
    actor_id = models.BigIntegerField(_("행위자 번호"), null=True)
    actor = models.CharField(_("행위자"), max_length=120)
    verb = models.CharField(_("행위"), max_length=60)
    object_type = models.CharField(_("대상 종류"), max_length=60)
    object_id = models.BigIntegerField(_("대상 번호"), null=True)
    object_label = models.CharField(_("대상"), max_length=200)
    district_id = models.BigIntegerField(_("지구 번호"), null=True, db_index=True)
    before = models.JSONField(_("이전"), default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(_("이후"), default=dict, encoder=DjangoJSONEncoder)
    why = models.CharField(_("이유"), max_length=500, blank=True)
    salt = models.CharField(_("소금값"), max_length=32, blank=True, editable=False)
    personal_digest = models.CharField(_("개인정보 해시"), max_length=64, blank=True, editable=False)
    erased_on = models.DateField(_("개인정보 파기일"), null=True, editable=False)

    class Meta:
        verbose_name = _("감사 기록")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["object_type", "object_id"], name="audit_event_object")]

    class Privacy:
        inside = (
            "id",
            "sequence",
            "content",
            "digest",
            "at",
            "actor_id",
            "verb",
            "object_type",
            "object_id",
            "district_id",
            "salt",
            "personal_digest",
            "erased_on",
        )
        personal = ("actor", "object_label", "before", "after", "why")

    class Access:
        read = Permission.AUDIT_READ
        district = ("district_id",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.verb}"


class Look(Linked):
    """One look at persons' data: who, when, from which network address, at what page; at whose, its `LookedAt` say.

    `why`: the reason that was asked for on a download. `subjects` covers the `LookedAt` rows in the content hash.
    """

    at = models.DateTimeField(_("시각"), db_index=True)
    actor_id = models.BigIntegerField(_("본 사람 번호"))
    actor = models.CharField(_("본 사람"), max_length=120)
    role = models.CharField(_("본 사람의 역할"), max_length=120, blank=True)
    kind = models.CharField(_("행위"), max_length=10, choices=LookKind.choices)
    place = models.CharField(_("화면"), max_length=120)
    address = models.CharField(_("접속지"), max_length=45, blank=True)
    district_id = models.BigIntegerField(_("지구 번호"), null=True, db_index=True)
    persons = models.PositiveIntegerField(_("사람 수"), default=0)
    is_masked = models.BooleanField(_("이름 가림"), default=False)
    why = models.CharField(_("이유"), max_length=500, blank=True)
    subjects = models.CharField(_("대상 해시"), max_length=64, editable=False)

    class Meta:
        verbose_name = _("접속기록")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["actor_id", "at"], name="audit_look_actor")]

    class Privacy:
        inside = (
            "id",
            "sequence",
            "content",
            "digest",
            "at",
            "actor_id",
            "role",
            "kind",
            "place",
            "district_id",
            "persons",
            "is_masked",
            "subjects",
        )
        personal = ("actor", "address", "why")

    class Access:
        read = Permission.AUDIT_READ
        district = ("district_id",)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.get_kind_display()}"


class LookedAt(models.Model):
    """A person whose data was shown: "people.learner" 12."""

    look = models.ForeignKey(Look, on_delete=models.CASCADE, related_name="looked_at", verbose_name=_("접속기록"))
    person_type = models.CharField(_("사람 종류"), max_length=40)
    person_id = models.BigIntegerField(_("사람 번호"))

    class Meta:
        verbose_name = _("접속기록의 대상")
        indexes = [models.Index(fields=["person_type", "person_id", "look"], name="audit_lookedat_person")]

    class Privacy:
        inside = ("id", "look", "person_type", "person_id")

    def __str__(self) -> str:
        return f"{self.person_type} {self.person_id}"


class Review(models.Model):
    """A month's access log, reviewed and signed by a person; `found` is what the rules pointed at on that day."""

    district_id = models.BigIntegerField(_("지구 번호"))
    month = models.DateField(_("달"))
    looks = models.PositiveIntegerField(_("기록 수"))
    found = models.JSONField(_("살펴볼 것"), default=list, encoder=DjangoJSONEncoder)
    head_sequence = models.BigIntegerField(_("사슬 순번"))
    head_digest = models.CharField(_("사슬 해시"), max_length=64)
    note = models.CharField(_("점검 의견"), max_length=1000)
    signed_by_id = models.BigIntegerField(_("점검자 번호"))
    signed_by = models.CharField(_("점검자"), max_length=120)
    signed_at = models.DateTimeField(_("점검 시각"))

    class Meta:
        verbose_name = _("접속기록 점검")
        ordering = ["-month"]
        constraints = [
            models.UniqueConstraint(fields=["district_id", "month"], name="audit_review_is_signed_once"),
        ]

    class Privacy:
        inside = ("id", "district_id", "month", "looks", "head_sequence", "head_digest", "signed_by_id", "signed_at")
        personal = ("found", "note", "signed_by")

    class Access:
        read = Permission.AUDIT_READ
        district = ("district_id",)

    def __str__(self) -> str:
        return f"{self.month:%Y-%m}"

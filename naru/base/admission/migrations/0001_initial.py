import django.db.models.deletion
import naru.base.admission.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("district", "0001_squashed_0002_long_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("email", models.EmailField(max_length=254, verbose_name="이메일")),
                ("name", models.CharField(max_length=80, verbose_name="이름")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("coordinator", "지구 코디네이터"),
                            ("reader", "지구 열람자"),
                            ("school_lead", "학교 책임자"),
                            ("teacher", "직업계고 교사"),
                            ("student", "학생·졸업생"),
                            ("guardian", "보호자"),
                            ("firm_hr", "기업 인사담당자"),
                            ("trainer", "기업현장교사"),
                            ("university", "대학 담당자"),
                            ("office", "교육청"),
                            ("city", "시청"),
                            ("ministry", "교육부"),
                            ("auditor", "감사자"),
                            ("dpo", "개인정보 보호책임자"),
                            ("admin", "설치 관리자"),
                        ],
                        max_length=16,
                        verbose_name="역할",
                    ),
                ),
                ("starts", models.DateField(verbose_name="시작일")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="종료일")),
                ("why", models.CharField(blank=True, max_length=200, verbose_name="초대하는 까닭")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "승인 대기"),
                            ("sent", "초대함"),
                            ("accepted", "수락함"),
                            ("refused", "승인하지 않음"),
                            ("withdrawn", "거둠"),
                        ],
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("invited_at", models.DateTimeField(verbose_name="초대한 때")),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="승인한 때")),
                ("refusal", models.CharField(blank=True, max_length=200, verbose_name="승인하지 않은 까닭")),
                (
                    "nonce",
                    models.CharField(
                        default=naru.base.admission.models.new_nonce,
                        editable=False,
                        max_length=24,
                        verbose_name="링크 값",
                    ),
                ),
                ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="링크 기한")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="이메일을 보낸 때")),
                ("accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="수락한 때")),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="수락한 사람",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="승인한 사람",
                    ),
                ),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="district.district",
                        verbose_name="지구",
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="초대한 사람",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="district.organisation",
                        verbose_name="기관",
                    ),
                ),
            ],
            options={
                "verbose_name": "초대",
                "ordering": ["-invited_at", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"),
                        name="admission_invitation_ends_after_it_starts",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("organisation__isnull", False), ("district__isnull", False), _connector="OR"
                        ),
                        name="admission_invitation_has_a_place",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("district__isnull", True), ("state__in", ["waiting", "sent"])),
                        fields=("email", "role", "organisation"),
                        name="admission_invitation_is_open_once_in_an_organisation",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("district__isnull", False), ("state__in", ["waiting", "sent"])),
                        fields=("email", "role", "district"),
                        name="admission_invitation_is_open_once_in_a_district",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Waiver",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(verbose_name="시작일")),
                ("until", models.DateField(blank=True, null=True, verbose_name="종료일")),
                ("why", models.CharField(max_length=300, verbose_name="까닭")),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="district.district",
                        verbose_name="지구",
                    ),
                ),
            ],
            options={
                "verbose_name": "2단계 인증 면제",
                "ordering": ["-since", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="admission_waiver_ends_after_it_starts",
                    )
                ],
            },
        ),
    ]

import django.db.models.deletion
import naru.domain.evidence.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("evidence", "0001_initial"), ("evidence", "0002_citation")]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("district", "0001_squashed_0002_long_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="Citation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "key",
                    models.CharField(
                        default=naru.domain.evidence.models.new_key,
                        max_length=10,
                        unique=True,
                        verbose_name="인용 번호",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="사업연도")),
                ("measure", models.CharField(max_length=60, verbose_name="지표")),
                ("as_of", models.DateField(verbose_name="기준일")),
                ("content", models.JSONField(verbose_name="내용")),
                ("digest", models.CharField(max_length=64, unique=True, verbose_name="지문")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="만든 시각")),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="district.district",
                        verbose_name="지구",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="만든 사람",
                    ),
                ),
            ],
            options={
                "verbose_name": "인용",
                "ordering": ["-made_at", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Finding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="사업연도")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("said_hired", "수요 대비 채용"),
                            ("pledged_kept", "약속 대비 이행"),
                            ("cost_outcome", "성과당 비용"),
                            ("narrowest", "가장 좁은 곳"),
                        ],
                        max_length=12,
                        verbose_name="종류",
                    ),
                ),
                ("subject", models.CharField(max_length=80, verbose_name="대상")),
                ("subject_label", models.CharField(max_length=200, verbose_name="대상 이름")),
                ("figures", models.JSONField(default=dict, verbose_name="수치")),
                ("definition_version", models.CharField(max_length=20, verbose_name="정의 판")),
                ("computed_on", models.DateField(verbose_name="계산일")),
                (
                    "state",
                    models.CharField(
                        choices=[("proposed", "제안"), ("confirmed", "확정"), ("dismissed", "기각")],
                        default="proposed",
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="결정일")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="결정 이유")),
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
                "verbose_name": "근거",
                "ordering": ["-year", "kind", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("district", "year", "kind", "subject"), name="evidence_finding_stands_once"
                    )
                ],
            },
        ),
    ]

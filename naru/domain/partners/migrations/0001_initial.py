import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("district", "0001_squashed_0002_long_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="Agreement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, verbose_name="협약 코드")),
                ("title", models.CharField(max_length=200, verbose_name="협약 이름")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("employment", "채용 협약"),
                            ("practicum", "현장실습 협약"),
                            ("curriculum", "교육과정 협약"),
                            ("credit", "학점 연계 협약"),
                            ("general", "포괄 협약"),
                        ],
                        max_length=12,
                        verbose_name="종류",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "작성 중"),
                            ("signing", "서명 중"),
                            ("active", "발효"),
                            ("ended", "종료"),
                            ("cancelled", "해지"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("starts", models.DateField(verbose_name="시작일")),
                ("ends", models.DateField(verbose_name="종료일")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="출처")),
                ("is_example", models.BooleanField(default=False, verbose_name="예시")),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="district.district",
                        verbose_name="지구",
                    ),
                ),
            ],
            options={
                "verbose_name": "협약",
                "ordering": ["-starts", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("district", "code"), name="partners_agreement_code_is_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gte", models.F("starts"))),
                        name="partners_agreement_ends_after_start",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Party",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("signed_on", models.DateField(blank=True, null=True, verbose_name="서명일")),
                ("signatory", models.CharField(blank=True, max_length=80, verbose_name="서명자")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="parties",
                        to="partners.agreement",
                        verbose_name="협약",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="district.organisation",
                        verbose_name="당사자",
                    ),
                ),
            ],
            options={
                "verbose_name": "협약 당사자",
                "constraints": [
                    models.UniqueConstraint(fields=("agreement", "organisation"), name="partners_party_stands_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Pledge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("hires", "채용 인원"),
                            ("practicum_seats", "현장실습 자리"),
                            ("training_seats", "교육 자리"),
                            ("credit_courses", "학점 과목"),
                        ],
                        max_length=16,
                        verbose_name="종류",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="사업연도")),
                ("amount", models.PositiveIntegerField(verbose_name="약속 수량")),
                (
                    "agreement",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pledges",
                        to="partners.agreement",
                        verbose_name="협약",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="district.organisation",
                        verbose_name="약속한 기관",
                    ),
                ),
            ],
            options={
                "verbose_name": "약속",
                "ordering": ["year", "kind", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("agreement", "organisation", "kind", "year"), name="partners_pledge_is_made_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Keeping",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="이행일")),
                ("amount", models.PositiveIntegerField(verbose_name="이행 수량")),
                ("evidence", models.CharField(max_length=200, verbose_name="증빙")),
                (
                    "pledge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keepings",
                        to="partners.pledge",
                        verbose_name="약속",
                    ),
                ),
            ],
            options={
                "verbose_name": "이행",
                "ordering": ["on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("pledge", "on", "evidence"), name="partners_keeping_is_recorded_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="partners_keeping_amount_is_positive"
                    ),
                ],
            },
        ),
    ]

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("district", "0001_squashed_0002_long_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="Fund",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, verbose_name="재원 코드")),
                ("name", models.CharField(max_length=120, verbose_name="재원 이름")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("special_grant", "특별교부금"),
                            ("matching", "대응투자"),
                            ("city", "시 예산"),
                            ("office", "교육청 예산"),
                            ("zone", "교육발전특구"),
                            ("other", "기타"),
                        ],
                        max_length=16,
                        verbose_name="재원 종류",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="사업연도")),
                ("amount", models.BigIntegerField(verbose_name="금액(원)")),
                ("conditions", models.TextField(blank=True, verbose_name="조건")),
                ("reference", models.CharField(blank=True, max_length=200, verbose_name="출처")),
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
                "verbose_name": "재원",
                "ordering": ["-year", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("district", "code"), name="budget_fund_code_is_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)), name="budget_fund_amount_is_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Line",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, verbose_name="예산항목 코드")),
                ("title", models.CharField(max_length=160, verbose_name="예산항목 이름")),
                (
                    "task_group",
                    models.CharField(
                        choices=[
                            ("cooperation", "협력 체계 구축"),
                            ("pathway", "지역인재 성장경로 구축"),
                            ("foundation", "지속 혁신 기반 조성"),
                        ],
                        max_length=12,
                        verbose_name="추진과제",
                    ),
                ),
                (
                    "item",
                    models.CharField(
                        choices=[
                            ("curriculum", "교육과정·교재 개발"),
                            ("operation", "프로그램 운영"),
                            ("instructor", "강사·멘토 수당"),
                            ("equipment", "기자재"),
                            ("teacher_training", "교원 연수"),
                            ("firm_discovery", "기업 발굴"),
                            ("allowance", "학생 지원금"),
                            ("staff", "지원센터 인건비"),
                            ("meeting", "회의비"),
                            ("promotion", "홍보비"),
                            ("evaluation", "평가·성과관리"),
                        ],
                        max_length=20,
                        verbose_name="비목",
                    ),
                ),
                ("amount", models.BigIntegerField(verbose_name="배정액(원)")),
                (
                    "fund",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lines",
                        to="budget.fund",
                        verbose_name="재원",
                    ),
                ),
            ],
            options={
                "verbose_name": "예산항목",
                "ordering": ["fund", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("fund", "code"), name="budget_line_code_is_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)), name="budget_line_amount_is_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, verbose_name="집행 코드")),
                (
                    "kind",
                    models.CharField(
                        choices=[("commit", "원인행위"), ("spend", "지출"), ("return", "반납")],
                        max_length=8,
                        verbose_name="구분",
                    ),
                ),
                ("on", models.DateField(verbose_name="일자")),
                ("amount", models.BigIntegerField(verbose_name="금액(원)")),
                ("memo", models.CharField(blank=True, max_length=200, verbose_name="적요")),
                ("evidence", models.CharField(blank=True, max_length=200, verbose_name="증빙")),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="entries",
                        to="budget.line",
                        verbose_name="예산항목",
                    ),
                ),
            ],
            options={
                "verbose_name": "집행",
                "ordering": ["-on", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("line", "code"), name="budget_entry_code_is_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("amount__gt", 0)), name="budget_entry_amount_is_positive"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Return",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="사업연도")),
                ("finding", models.BigIntegerField(verbose_name="근거 번호")),
                ("measure", models.CharField(max_length=60, verbose_name="지표")),
                ("outcomes", models.PositiveIntegerField(verbose_name="성과 수")),
                ("won_each", models.BigIntegerField(null=True, verbose_name="성과당 비용(원)")),
                ("recorded_on", models.DateField(verbose_name="기록일")),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="returns",
                        to="budget.line",
                        verbose_name="예산항목",
                    ),
                ),
            ],
            options={
                "verbose_name": "환류",
                "ordering": ["-year", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("line", "finding"), name="budget_return_is_recorded_once")
                ],
            },
        ),
    ]

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("credit", "0001_initial"), ("credit", "0002_long_lists")]

    initial = True

    dependencies = [
        ("district", "0001_squashed_0002_long_lists"),
        ("people", "0001_squashed_0004_persons_are_found_by_an_index"),
    ]

    operations = [
        migrations.CreateModel(
            name="Award",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, verbose_name="학점 코드")),
                (
                    "basis",
                    models.CharField(
                        choices=[
                            ("other_institution", "다른 학교·학점은행 학점"),
                            ("joint_course", "고교·대학 연계 과목"),
                            ("industry_work", "산업체 학습·근무"),
                        ],
                        max_length=20,
                        verbose_name="인정 근거",
                    ),
                ),
                ("course", models.CharField(max_length=160, verbose_name="과목·학습 이름")),
                ("hours", models.PositiveSmallIntegerField(verbose_name="시간")),
                ("credits", models.PositiveSmallIntegerField(verbose_name="학점")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("registered", "수강 중"),
                            ("completed", "이수"),
                            ("awarded", "학점 인정"),
                            ("refused", "불인정"),
                        ],
                        default="registered",
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("registered_on", models.DateField(verbose_name="등록일")),
                ("completed_on", models.DateField(blank=True, null=True, verbose_name="이수일")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="결정일")),
                ("document", models.CharField(blank=True, max_length=200, verbose_name="결정 문서")),
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
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.learner",
                        verbose_name="학생",
                    ),
                ),
                (
                    "university",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="district.organisation",
                        verbose_name="인정 대학",
                    ),
                ),
            ],
            options={
                "verbose_name": "학점 인정",
                "ordering": ["-registered_on", "code"],
                "indexes": [
                    models.Index(
                        models.OrderBy(models.F("registered_on"), descending=True),
                        models.OrderBy(models.F("code")),
                        models.OrderBy(models.F("id")),
                        name="credit_award_list",
                    ),
                    models.Index(fields=["state", "district"], name="credit_award_state"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("district", "code"), name="credit_award_code_is_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "awarded"), _negated=True),
                            models.Q(
                                ("completed_on__isnull", False),
                                ("decided_on__isnull", False),
                                models.Q(("document", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="credit_award_only_after_completion_and_decision",
                    ),
                    models.CheckConstraint(condition=models.Q(("credits__gt", 0)), name="credit_award_has_credits"),
                ],
            },
        ),
    ]

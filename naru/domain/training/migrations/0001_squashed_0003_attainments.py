import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("training", "0001_initial"), ("training", "0002_long_lists"), ("training", "0003_attainments")]

    initial = True

    dependencies = [
        ("budget", "0001_initial"),
        ("competency", "0001_squashed_0002_editions_links_texts"),
        ("district", "0001_squashed_0002_long_lists"),
        ("people", "0001_squashed_0004_persons_are_found_by_an_index"),
    ]

    operations = [
        migrations.CreateModel(
            name="Funding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("amount", models.PositiveBigIntegerField(verbose_name="금액(원)")),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="budget.line",
                        verbose_name="예산항목",
                    ),
                ),
            ],
            options={
                "verbose_name": "과정 재원",
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, verbose_name="과정 코드")),
                ("name", models.CharField(max_length=160, verbose_name="과정 이름")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("industry", "산업체 연계 교육"),
                            ("camp", "방학 집중과정"),
                            ("practicum", "현장실습"),
                            ("teacher", "교원 연수"),
                            ("credit", "대학 연계 과정"),
                        ],
                        max_length=10,
                        verbose_name="종류",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="사업연도")),
                ("capacity", models.PositiveIntegerField(verbose_name="정원")),
                ("hours", models.PositiveSmallIntegerField(verbose_name="시간")),
                ("opens_on", models.DateField(verbose_name="신청 시작")),
                ("closes_on", models.DateField(verbose_name="신청 마감")),
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
                (
                    "lines",
                    models.ManyToManyField(
                        related_name="+", through="training.Funding", to="budget.line", verbose_name="예산항목"
                    ),
                ),
                (
                    "provider",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="district.organisation",
                        verbose_name="운영 기관",
                    ),
                ),
            ],
            options={
                "verbose_name": "교육과정 프로그램",
                "ordering": ["-starts", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("district", "code"), name="training_programme_code_is_unique"),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gte", models.F("starts"))),
                        name="training_programme_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("closes_on__gte", models.F("opens_on"))),
                        name="training_programme_window_is_ordered",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="funding",
            name="programme",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="fundings",
                to="training.programme",
                verbose_name="과정",
            ),
        ),
        migrations.CreateModel(
            name="Enrolment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("enrolled", "참여 확정"),
                            ("waiting", "대기"),
                            ("completed", "수료"),
                            ("incomplete", "미수료"),
                            ("withdrawn", "취소"),
                        ],
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("signed_up_at", models.DateTimeField(verbose_name="신청 시각")),
                (
                    "hours_done",
                    models.DecimalField(decimal_places=1, default=0, max_digits=6, verbose_name="이수 시간"),
                ),
                ("completed_on", models.DateField(blank=True, null=True, verbose_name="수료일")),
                ("evidence", models.CharField(blank=True, max_length=200, verbose_name="증빙")),
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
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="enrolments",
                        to="training.programme",
                        verbose_name="과정",
                    ),
                ),
            ],
            options={
                "verbose_name": "과정 참여",
                "ordering": ["programme", "signed_up_at", "pk"],
                "indexes": [
                    models.Index(fields=["programme", "state"], name="training_enrolment_state"),
                    models.Index(fields=["state", "programme"], name="training_enrolment_waiting"),
                    models.Index(fields=["signed_up_at", "id"], name="training_enrolment_list"),
                    models.Index(
                        models.OrderBy(models.F("completed_on"), descending=True),
                        models.OrderBy(models.F("id")),
                        name="training_enrolment_completed",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "learner"), name="training_enrolment_stands_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "completed"), _negated=True),
                            models.Q(
                                ("completed_on__isnull", False),
                                models.Q(("evidence", ""), _negated=True),
                                ("hours_done__gt", 0),
                            ),
                            _connector="OR",
                        ),
                        name="training_enrolment_completion_has_hours_and_evidence",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="날짜")),
                ("starts", models.TimeField(verbose_name="시작 시각")),
                ("ends", models.TimeField(verbose_name="끝 시각")),
                ("place", models.CharField(blank=True, max_length=160, verbose_name="장소")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to="training.programme",
                        verbose_name="과정",
                    ),
                ),
            ],
            options={
                "verbose_name": "차시",
                "ordering": ["on", "starts"],
                "constraints": [
                    models.UniqueConstraint(fields=("programme", "on", "starts"), name="training_session_stands_once"),
                    models.CheckConstraint(
                        condition=models.Q(("ends__gt", models.F("starts"))), name="training_session_ends_after_start"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attainment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="자격 이름")),
                ("reached_on", models.DateField(verbose_name="딴 날·이룬 날")),
                ("evidence", models.CharField(max_length=200, verbose_name="증빙")),
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
                    "unit",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="competency.unit",
                        verbose_name="능력단위",
                    ),
                ),
            ],
            options={
                "verbose_name": "갖춘 것",
                "ordering": ["learner", "name"],
                "constraints": [
                    models.UniqueConstraint(fields=("learner", "name"), name="training_attainment_stands_once"),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="training_attainment_has_a_name"
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="funding",
            constraint=models.UniqueConstraint(fields=("programme", "line"), name="training_funding_stands_once"),
        ),
    ]

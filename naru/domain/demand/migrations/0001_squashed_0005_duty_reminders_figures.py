import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("demand", "0001_initial"),
        ("demand", "0002_ledger_and_survey"),
        ("demand", "0003_postings"),
        ("demand", "0004_one_list_of_shifts"),
        ("demand", "0005_duty_reminders_figures"),
    ]

    initial = True

    dependencies = [
        ("competency", "0001_squashed_0002_editions_links_texts"),
        ("district", "0001_squashed_0002_long_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="Ask",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "답을 기다림"), ("answered", "답함")],
                        default="asked",
                        max_length=8,
                        verbose_name="상태",
                    ),
                ),
                ("check_digest", models.CharField(blank=True, max_length=64, verbose_name="확인 번호 해시")),
                ("sent_on", models.DateField(blank=True, null=True, verbose_name="링크를 만든 날")),
                ("reminders", models.PositiveSmallIntegerField(default=0, verbose_name="독촉")),
                ("reminded_on", models.DateField(blank=True, null=True, verbose_name="마지막 독촉")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="알릴 이메일")),
                ("mailed_on", models.DateField(blank=True, null=True, verbose_name="마지막 메일")),
                ("is_muted", models.BooleanField(default=False, verbose_name="메일 그만 받기")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="답한 때")),
                ("answers", models.PositiveSmallIntegerField(default=0, verbose_name="답한 횟수")),
                (
                    "firm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="district.organisation",
                        verbose_name="기업",
                    ),
                ),
            ],
            options={
                "verbose_name": "물은 기업",
                "ordering": ["survey", "firm__name"],
            },
        ),
        migrations.CreateModel(
            name="Figure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("industry", models.CharField(max_length=120, verbose_name="업종")),
                ("province", models.CharField(max_length=40, verbose_name="시도")),
                ("month", models.DateField(verbose_name="기준월")),
                ("persons", models.PositiveIntegerField(verbose_name="가입자")),
                ("source", models.CharField(max_length=200, verbose_name="출처")),
                ("dataset", models.CharField(blank=True, max_length=40, verbose_name="데이터셋")),
                ("note", models.CharField(blank=True, max_length=600, verbose_name="읽을 때 알 것")),
            ],
            options={
                "verbose_name": "공공 고용 통계",
                "ordering": ["-month", "-persons", "industry", "province"],
                "constraints": [
                    models.UniqueConstraint(fields=("industry", "province", "month"), name="demand_figure_stands_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Need",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, verbose_name="수요 코드")),
                ("year", models.PositiveSmallIntegerField(verbose_name="채용 연도")),
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
                    "firm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="district.organisation",
                        verbose_name="기업",
                    ),
                ),
                (
                    "occupation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="competency.occupation",
                        verbose_name="직업",
                    ),
                ),
            ],
            options={
                "verbose_name": "수요",
                "ordering": ["year", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("district", "code"), name="demand_need_code_is_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="Posting",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=200, verbose_name="제목")),
                ("body", models.TextField(blank=True, verbose_name="글")),
                ("seats", models.PositiveIntegerField(blank=True, null=True, verbose_name="모집 인원")),
                ("posted_on", models.DateField(verbose_name="올라온 날")),
                ("expires_on", models.DateField(verbose_name="마감일")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="출처")),
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
                    "firm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="district.organisation",
                        verbose_name="기업",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="demand.posting",
                        verbose_name="같은 공고",
                    ),
                ),
                (
                    "occupation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="competency.occupation",
                        verbose_name="직업",
                    ),
                ),
            ],
            options={
                "verbose_name": "모은 채용공고",
                "ordering": ["-posted_on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("expires_on__gte", models.F("posted_on"))),
                        name="demand_posting_ends_after_it_begins",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Revision",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="차수")),
                ("headcount", models.PositiveIntegerField(verbose_name="인원")),
                (
                    "confidence",
                    models.CharField(
                        choices=[
                            ("idea", "구상"),
                            ("planned", "계획"),
                            ("budgeted", "예산 반영"),
                            ("contracted", "계약·확정"),
                        ],
                        max_length=12,
                        verbose_name="확실성",
                    ),
                ),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("survey", "수요조사"),
                            ("agreement", "협약"),
                            ("posting", "채용공고"),
                            ("interview", "면담"),
                            ("statistic", "공공통계"),
                        ],
                        max_length=12,
                        verbose_name="출처",
                    ),
                ),
                ("said_on", models.DateField(verbose_name="밝힌 날")),
                ("complex", models.CharField(blank=True, max_length=80, verbose_name="산업단지")),
                ("quarter", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="분기")),
                ("level", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="수준")),
                (
                    "shift",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("day", "주간"),
                            ("two", "2교대"),
                            ("three", "3교대"),
                            ("four", "4조 교대"),
                            ("night", "야간"),
                        ],
                        max_length=8,
                        verbose_name="근무 형태",
                    ),
                ),
                ("duty", models.TextField(blank=True, verbose_name="하는 일")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="바뀐 까닭")),
                ("is_current", models.BooleanField(default=True, verbose_name="현재")),
                (
                    "ask",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="demand.ask",
                        verbose_name="답한 수요조사",
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="revisions",
                        to="demand.need",
                        verbose_name="수요",
                    ),
                ),
            ],
            options={
                "verbose_name": "수요 차수",
                "ordering": ["need", "-number"],
                "constraints": [
                    models.UniqueConstraint(fields=("need", "number"), name="demand_revision_number_is_unique"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_current", True)),
                        fields=("need",),
                        name="demand_revision_one_is_current",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("quarter__isnull", True), ("quarter__range", (1, 4)), _connector="OR"),
                        name="demand_revision_quarter_is_1_to_4",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("level__isnull", True), ("level__range", (1, 8)), _connector="OR"),
                        name="demand_revision_level_is_1_to_8",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Signal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("accuracy", "수요 대비 채용"), ("unfilled", "미충원"), ("surplus", "초과 공급")],
                        max_length=12,
                        verbose_name="종류",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="사업연도")),
                ("finding", models.BigIntegerField(verbose_name="근거 번호")),
                ("said", models.PositiveIntegerField(verbose_name="밝힌 인원")),
                ("hired", models.PositiveIntegerField(verbose_name="채용 인원")),
                ("recorded_on", models.DateField(verbose_name="기록일")),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="district.district",
                        verbose_name="지구",
                    ),
                ),
                (
                    "firm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="district.organisation",
                        verbose_name="기업",
                    ),
                ),
            ],
            options={
                "verbose_name": "신호",
                "ordering": ["-year", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("finding", "firm", "kind"), name="demand_signal_is_recorded_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Survey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=120, verbose_name="제목")),
                ("year", models.PositiveSmallIntegerField(verbose_name="채용 연도")),
                ("opens_on", models.DateField(verbose_name="시작일")),
                ("due_on", models.DateField(verbose_name="답할 기한")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "답을 받는 중"), ("closed", "마감")],
                        default="open",
                        max_length=8,
                        verbose_name="상태",
                    ),
                ),
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
                "verbose_name": "수요조사",
                "ordering": ["-opens_on", "-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("due_on__gte", models.F("opens_on"))),
                        name="demand_survey_ends_after_it_opens",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="ask",
            name="survey",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="asks",
                to="demand.survey",
                verbose_name="수요조사",
            ),
        ),
        migrations.CreateModel(
            name="Track",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="사업연도")),
                ("said", models.PositiveIntegerField(verbose_name="밝힌 인원")),
                ("hired", models.PositiveIntegerField(verbose_name="채용 인원")),
                ("version", models.CharField(max_length=20, verbose_name="정의의 판")),
                ("counted_on", models.DateField(verbose_name="센 날")),
                (
                    "district",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="district.district",
                        verbose_name="지구",
                    ),
                ),
                (
                    "firm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="district.organisation",
                        verbose_name="기업",
                    ),
                ),
                (
                    "occupation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="competency.occupation",
                        verbose_name="직업",
                    ),
                ),
            ],
            options={
                "verbose_name": "밝힌 인원과 채용",
                "ordering": ["firm", "occupation", "year"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("district", "firm", "occupation", "year"), name="demand_track_is_counted_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="WantedUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("importance", models.PositiveSmallIntegerField(default=3, verbose_name="중요도")),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wanted",
                        to="demand.revision",
                        verbose_name="수요 차수",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="competency.unit",
                        verbose_name="능력단위",
                    ),
                ),
            ],
            options={
                "verbose_name": "필요 능력단위",
                "constraints": [
                    models.UniqueConstraint(fields=("revision", "unit"), name="demand_wantedunit_stands_once"),
                    models.CheckConstraint(
                        condition=models.Q(("importance__range", (1, 5))), name="demand_wantedunit_importance_is_1_to_5"
                    ),
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="ask",
            constraint=models.UniqueConstraint(fields=("survey", "firm"), name="demand_ask_firm_is_asked_once"),
        ),
    ]

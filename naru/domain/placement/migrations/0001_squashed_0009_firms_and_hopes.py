import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("placement", "0001_initial"),
        ("placement", "0002_long_lists"),
        ("placement", "0003_rounds"),
        ("placement", "0004_one_list_of_shifts"),
        ("placement", "0005_licences_and_units"),
        ("placement", "0006_reserves"),
        ("placement", "0007_opened_on_and_benefits"),
        ("placement", "0008_interviews"),
        ("placement", "0009_firms_and_hopes"),
    ]

    initial = True

    dependencies = [
        ("competency", "0001_squashed_0002_editions_links_texts"),
        ("demand", "0001_squashed_0005_duty_reminders_figures"),
        ("district", "0001_squashed_0002_long_lists"),
        ("jobs", "0001_squashed_0002_long_work"),
        ("partners", "0001_initial"),
        ("people", "0001_squashed_0004_persons_are_found_by_an_index"),
    ]

    operations = [
        migrations.CreateModel(
            name="MatchRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="번호")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("student", "학생에게 가장 좋은 안정 배정"),
                            ("firm", "기업에 가장 좋은 안정 배정"),
                            ("largest", "가장 많이 배정하는 안정 배정"),
                            ("welfare", "희망 순위 합이 가장 작은 배정"),
                        ],
                        max_length=8,
                        verbose_name="계산 방법",
                    ),
                ),
                ("seed", models.PositiveBigIntegerField(verbose_name="추첨 씨앗")),
                ("asked_at", models.DateTimeField(verbose_name="요청 시각")),
                ("asked_by_id", models.BigIntegerField(verbose_name="요청한 계정")),
                ("asked_by", models.CharField(max_length=120, verbose_name="요청한 사람")),
                ("made_at", models.DateTimeField(blank=True, null=True, verbose_name="계산한 때")),
                ("engine", models.CharField(blank=True, max_length=64, verbose_name="계산기 해시")),
                ("input_digest", models.CharField(blank=True, max_length=64, verbose_name="입력 해시")),
                ("learners", models.PositiveIntegerField(default=0, verbose_name="학생 수")),
                ("matched", models.PositiveIntegerField(default=0, verbose_name="배정")),
                ("unmatched", models.PositiveIntegerField(default=0, verbose_name="미배정")),
                ("seats_left", models.PositiveIntegerField(default=0, verbose_name="남은 자리")),
                ("blocking", models.PositiveIntegerField(default=0, verbose_name="막는 짝")),
                ("is_optimal", models.BooleanField(default=False, verbose_name="최적 증명")),
                ("ranks", models.JSONField(default=dict, verbose_name="몇 순위를 얻었나")),
                (
                    "work",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="jobs.run",
                    ),
                ),
            ],
            options={
                "verbose_name": "매칭 계산",
                "ordering": ["round", "-number"],
            },
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, verbose_name="공고 코드")),
                ("title", models.CharField(max_length=160, verbose_name="공고 제목")),
                ("year", models.PositiveSmallIntegerField(verbose_name="사업연도")),
                ("seats", models.PositiveSmallIntegerField(verbose_name="모집 인원")),
                ("wage", models.PositiveIntegerField(blank=True, null=True, verbose_name="연봉(원)")),
                ("deadline", models.DateField(verbose_name="마감일")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "작성 중"),
                            ("checked", "확인함"),
                            ("open", "모집 중"),
                            ("closed", "마감"),
                            ("filled", "충원"),
                        ],
                        default="draft",
                        max_length=8,
                        verbose_name="상태",
                    ),
                ),
                ("opened_on", models.DateField(blank=True, null=True, verbose_name="연 날")),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="입사 예정일")),
                ("hours", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="한 주 근로시간")),
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
                        max_length=5,
                        verbose_name="근무 형태",
                    ),
                ),
                ("workplace", models.CharField(blank=True, max_length=160, verbose_name="일하는 곳")),
                ("has_dormitory", models.BooleanField(default=False, verbose_name="기숙사")),
                ("has_commuting_aid", models.BooleanField(default=False, verbose_name="통근 지원")),
                ("required_licences", models.CharField(blank=True, max_length=200, verbose_name="꼭 필요한 자격")),
                ("wanted_licences", models.CharField(blank=True, max_length=200, verbose_name="있으면 좋은 자격")),
                (
                    "units_bind",
                    models.BooleanField(default=False, verbose_name="꼭 필요한 능력단위가 없으면 뽑지 않음"),
                ),
                (
                    "least_age",
                    models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="입사일의 최소 나이"),
                ),
                ("is_harmful", models.BooleanField(default=False, verbose_name="18세 미만 금지 업무")),
                ("has_military_service", models.BooleanField(default=False, verbose_name="병역지정업체")),
                ("benefits", models.CharField(blank=True, max_length=300, verbose_name="복리후생")),
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
                    "firm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="district.organisation",
                        verbose_name="기업",
                    ),
                ),
                (
                    "need",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="demand.need",
                        verbose_name="수요",
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
                "verbose_name": "채용공고",
                "ordering": ["-year", "code"],
            },
        ),
        migrations.CreateModel(
            name="OpeningUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_required", models.BooleanField(default=False, verbose_name="꼭 필요")),
                (
                    "opening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="placement.opening",
                        verbose_name="채용공고",
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
                "verbose_name": "공고의 능력단위",
                "ordering": ["opening", "-is_required", "unit"],
                "constraints": [
                    models.UniqueConstraint(fields=("opening", "unit"), name="placement_openingunit_stands_once")
                ],
            },
        ),
        migrations.AddField(
            model_name="opening",
            name="units",
            field=models.ManyToManyField(
                related_name="+", through="placement.OpeningUnit", to="competency.unit", verbose_name="능력단위"
            ),
        ),
        migrations.CreateModel(
            name="Placement",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("starts", models.DateField(verbose_name="입사일")),
                ("ends", models.DateField(blank=True, null=True, verbose_name="퇴사일")),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("resigned", "본인 사정 퇴사"),
                            ("study", "진학"),
                            ("military", "입대"),
                            ("contract_end", "계약 만료"),
                            ("dismissed", "권고사직·해고"),
                            ("closure", "폐업·사업 축소"),
                            ("other", "기타"),
                        ],
                        max_length=14,
                        verbose_name="퇴사 사유",
                    ),
                ),
                ("is_insured", models.BooleanField(default=False, verbose_name="보험 가입 확인")),
                ("is_example", models.BooleanField(default=False, verbose_name="예시")),
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
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.learner",
                        verbose_name="학생",
                    ),
                ),
                (
                    "opening",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="placement.opening",
                        verbose_name="채용공고",
                    ),
                ),
            ],
            options={
                "verbose_name": "취업",
                "ordering": ["-starts", "pk"],
                "indexes": [models.Index(fields=["starts", "id"], name="placement_placement_list")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("learner", "firm", "starts"), name="placement_placement_stands_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ends__isnull", True), ("ends__gte", models.F("starts")), _connector="OR"),
                        name="placement_placement_ends_after_start",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ends__isnull", True), ("end_reason", "")),
                            models.Q(("ends__isnull", False), models.Q(("end_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="placement_placement_end_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Preference",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("complex", models.CharField(blank=True, max_length=80, verbose_name="희망 산업단지")),
                ("home", models.CharField(blank=True, max_length=80, verbose_name="사는 곳")),
                ("minutes", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="통근 한도(분)")),
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
                        max_length=5,
                        verbose_name="희망 근무 형태",
                    ),
                ),
                ("wants_dormitory", models.BooleanField(default=False, verbose_name="기숙사 희망")),
                ("saved_on", models.DateField(verbose_name="적은 날")),
                ("advice", models.CharField(blank=True, max_length=500, verbose_name="조언")),
                ("advised_on", models.DateField(blank=True, null=True, verbose_name="조언한 날")),
                ("adviser", models.CharField(blank=True, max_length=120, verbose_name="조언한 사람")),
                (
                    "learner",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="people.learner",
                        verbose_name="학생",
                    ),
                ),
            ],
            options={
                "verbose_name": "희망 조건",
                "ordering": ["-saved_on", "pk"],
            },
        ),
        migrations.CreateModel(
            name="PreferredOccupation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                    "occupation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="competency.occupation",
                        verbose_name="직업",
                    ),
                ),
                (
                    "preference",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="hoped",
                        to="placement.preference",
                        verbose_name="희망 조건",
                    ),
                ),
            ],
            options={
                "verbose_name": "희망 직업",
                "ordering": ["preference", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("preference", "occupation"), name="placement_preferredoccupation_stands_once"
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="preference",
            name="occupations",
            field=models.ManyToManyField(
                related_name="+",
                through="placement.PreferredOccupation",
                to="competency.occupation",
                verbose_name="희망 직업",
            ),
        ),
        migrations.CreateModel(
            name="Reserve",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="번호")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("agreement", "협약 학교의 학생"),
                            ("school", "한 학교의 학생"),
                            ("district", "지구의 학생"),
                            ("women", "여학생"),
                            ("graduates", "졸업생"),
                        ],
                        max_length=9,
                        verbose_name="누구에게",
                    ),
                ),
                ("seats", models.PositiveSmallIntegerField(verbose_name="자리")),
                (
                    "agreement",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.agreement",
                        verbose_name="협약",
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="district.district",
                        verbose_name="지구",
                    ),
                ),
                (
                    "opening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reserves",
                        to="placement.opening",
                        verbose_name="채용공고",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="district.organisation",
                        verbose_name="학교",
                    ),
                ),
            ],
            options={
                "verbose_name": "우선배정석",
                "ordering": ["opening", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("opening", "number"), name="placement_reserve_number_is_unique"),
                    models.CheckConstraint(condition=models.Q(("seats__gt", 0)), name="placement_reserve_has_a_seat"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("agreement__isnull", False),
                                ("home__isnull", True),
                                ("kind", "agreement"),
                                ("school__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", True),
                                ("home__isnull", True),
                                ("kind", "school"),
                                ("school__isnull", False),
                            ),
                            models.Q(
                                ("agreement__isnull", True),
                                ("home__isnull", False),
                                ("kind", "district"),
                                ("school__isnull", True),
                            ),
                            models.Q(
                                ("agreement__isnull", True),
                                ("home__isnull", True),
                                ("kind__in", ("women", "graduates")),
                                ("school__isnull", True),
                            ),
                            _connector="OR",
                        ),
                        name="placement_reserve_names_its_group",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Round",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, verbose_name="회차 코드")),
                ("title", models.CharField(max_length=120, verbose_name="회차 이름")),
                ("year", models.PositiveSmallIntegerField(verbose_name="사업연도")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("announced", "예고"),
                            ("wishes", "희망 받는 중"),
                            ("ranking", "기업 심사 중"),
                            ("frozen", "입력 확정"),
                            ("computed", "계산함"),
                            ("reviewed", "검토함"),
                            ("confirmed", "결과 확정"),
                            ("offered", "제안 보냄"),
                            ("closed", "마침"),
                            ("cancelled", "취소함"),
                        ],
                        default="announced",
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("wishes_from", models.DateField(verbose_name="희망 받기 시작")),
                ("wishes_until", models.DateField(verbose_name="희망 마감")),
                ("ranks_until", models.DateField(verbose_name="기업 심사 마감")),
                ("answer_by", models.DateField(verbose_name="제안 답변 기한")),
                (
                    "method",
                    models.CharField(
                        choices=[
                            ("student", "학생에게 가장 좋은 안정 배정"),
                            ("firm", "기업에 가장 좋은 안정 배정"),
                            ("largest", "가장 많이 배정하는 안정 배정"),
                            ("welfare", "희망 순위 합이 가장 작은 배정"),
                        ],
                        default="student",
                        max_length=8,
                        verbose_name="계산 방법",
                    ),
                ),
                ("seed", models.PositiveBigIntegerField(verbose_name="추첨 씨앗")),
                ("most_wishes", models.PositiveSmallIntegerField(default=10, verbose_name="희망 최대 개수")),
                ("is_blind", models.BooleanField(default=False, verbose_name="첫 심사는 이름을 가림")),
                ("shows_refusals", models.BooleanField(default=True, verbose_name="받지 않은 까닭을 학생에게 보임")),
                ("frozen_at", models.DateTimeField(blank=True, null=True, verbose_name="확정 입력 시각")),
                ("confirmed_by_id", models.BigIntegerField(blank=True, null=True, verbose_name="확정한 사람")),
                ("confirmed_by", models.CharField(blank=True, max_length=120, verbose_name="확정한 사람 이름")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="확정한 때")),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="확정한 까닭")),
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
                    "previous",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="following",
                        to="placement.round",
                        verbose_name="앞 회차",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="placement.matchrun",
                        verbose_name="계산",
                    ),
                ),
            ],
            options={
                "verbose_name": "매칭 회차",
                "ordering": ["-wishes_from", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("district", "code"), name="placement_round_code_is_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("wishes_from__lte", models.F("wishes_until")),
                            ("wishes_until__lt", models.F("ranks_until")),
                            ("ranks_until__lt", models.F("answer_by")),
                        ),
                        name="placement_round_days_are_in_order",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("most_wishes__gt", 0)), name="placement_round_takes_a_wish"
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="matchrun",
            name="round",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="runs",
                to="placement.round",
                verbose_name="매칭 회차",
            ),
        ),
        migrations.CreateModel(
            name="Application",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("applied", "지원"),
                            ("reviewing", "심사 중"),
                            ("preparing", "채용 전 준비"),
                            ("postponed", "결정 미룸"),
                            ("pool", "다음 기회 명단"),
                            ("offered", "채용 제안"),
                            ("accepted", "수락"),
                            ("declined", "거절"),
                            ("refused", "불합격"),
                            ("withdrawn", "지원 취소"),
                            ("obsolete", "다른 곳 채용으로 종료"),
                            ("lapsed", "답변 기한 지남"),
                        ],
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("applied_on", models.DateField(verbose_name="지원일")),
                ("offered_on", models.DateField(blank=True, null=True, verbose_name="제안일")),
                ("answer_by", models.DateField(blank=True, null=True, verbose_name="답변 기한")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="답변일")),
                ("decide_by", models.DateField(blank=True, null=True, verbose_name="기업이 답할 날")),
                (
                    "refusal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("criteria", "선발 기준 미달"),
                            ("filled", "모집 인원 충족"),
                            ("licence", "필요 자격 미보유"),
                            ("cancelled", "채용 계획 취소"),
                            ("no_show", "면접 불참"),
                            ("other", "기타"),
                        ],
                        max_length=10,
                        verbose_name="불합격 사유",
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
                    "opening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="placement.opening",
                        verbose_name="채용공고",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="applications",
                        to="placement.round",
                        verbose_name="매칭 회차",
                    ),
                ),
            ],
            options={
                "verbose_name": "지원",
                "ordering": ["-applied_on", "pk"],
                "indexes": [
                    models.Index(fields=["state", "opening", "answer_by"], name="placement_application_state"),
                    models.Index(
                        models.OrderBy(models.F("answer_by")),
                        models.OrderBy(models.F("applied_on"), descending=True),
                        models.OrderBy(models.F("id")),
                        name="placement_application_list",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("opening", "learner"), name="placement_application_stands_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "accepted")),
                        fields=("learner",),
                        name="placement_application_learner_accepts_one",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state__in", ("reviewing", "preparing", "postponed", "pool")), _negated=True),
                            ("decide_by__isnull", False),
                            _connector="OR",
                        ),
                        name="placement_application_step_says_until_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoundOpening",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seats", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="이 회차의 자리")),
                ("reserved", models.JSONField(default=dict, verbose_name="이 회차의 우선배정석")),
                ("criteria_on", models.DateField(blank=True, null=True, verbose_name="기준 밝힌 날")),
                ("revealed_on", models.DateField(blank=True, null=True, verbose_name="이름을 연 날")),
                ("ranked_on", models.DateField(blank=True, null=True, verbose_name="심사를 낸 날")),
                (
                    "opening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="placement.opening",
                        verbose_name="채용공고",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="places",
                        to="placement.round",
                        verbose_name="매칭 회차",
                    ),
                ),
            ],
            options={
                "verbose_name": "회차의 공고",
                "ordering": ["opening__firm__name", "opening__code"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "opening"), name="placement_roundopening_stands_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Proposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("choice_rank", models.PositiveSmallIntegerField(default=0, verbose_name="희망 순위")),
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
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="placement.matchrun",
                        verbose_name="매칭 계산",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="placement.roundopening",
                        verbose_name="공고",
                    ),
                ),
            ],
            options={
                "verbose_name": "배정안",
                "ordering": ["run", "learner"],
                "constraints": [
                    models.UniqueConstraint(fields=("run", "learner"), name="placement_proposal_stands_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Pair",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("choice_rank", models.PositiveSmallIntegerField(verbose_name="희망 순위")),
                ("priority_rank", models.PositiveIntegerField(default=0, verbose_name="기업 순위")),
                (
                    "exclusion",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "없음"),
                            (1, "기업에 자료를 보이는 데 동의하지 않음"),
                            (2, "일할 수 있는 나이가 아님"),
                            (3, "18세 미만에게 금지된 일"),
                            (4, "18세 미만의 야간 근로"),
                            (5, "18세 미만의 근로시간"),
                            (6, "공고의 나이 조건"),
                            (7, "기업이 순위를 매기지 않음"),
                            (8, "기업이 받지 않기로 함"),
                            (9, "지원센터가 제외함"),
                            (10, "꼭 필요한 자격이 없음"),
                            (11, "꼭 필요한 능력단위를 이루지 못함"),
                        ],
                        default=0,
                        verbose_name="제외 규칙",
                    ),
                ),
                ("lacking", models.CharField(blank=True, max_length=200, verbose_name="갖추지 못한 것")),
                (
                    "unacceptable",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("criteria", "밝힌 기준에 미치지 못함"),
                            ("licence", "필요한 자격이 없음"),
                            ("shift", "근무 시간이나 교대를 할 수 없음"),
                            ("documents", "확인할 자료가 없음"),
                            ("no_show", "면접에 오지 않음"),
                            ("other", "그 밖의 까닭"),
                        ],
                        max_length=10,
                        verbose_name="받지 않는 까닭",
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
                    "reserve",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="placement.reserve",
                        verbose_name="우선배정석",
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pairs",
                        to="placement.round",
                        verbose_name="매칭 회차",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="pairs",
                        to="placement.roundopening",
                        verbose_name="공고",
                    ),
                ),
            ],
            options={
                "verbose_name": "확정 입력",
                "ordering": ["round", "learner", "choice_rank"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "learner", "place"), name="placement_pair_stands_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="번호")),
                ("name", models.CharField(max_length=80, verbose_name="기준")),
                ("weight", models.PositiveSmallIntegerField(verbose_name="비중(%)")),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="placement.roundopening",
                        verbose_name="공고",
                    ),
                ),
            ],
            options={
                "verbose_name": "선발 기준",
                "ordering": ["place", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("place", "number"), name="placement_criterion_stands_once"),
                    models.CheckConstraint(
                        condition=models.Q(("weight__gt", 0), ("weight__lte", 100)),
                        name="placement_criterion_weight_is_a_share",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Bar",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.CharField(max_length=300, verbose_name="까닭")),
                ("made_at", models.DateTimeField(verbose_name="정한 때")),
                ("by_id", models.BigIntegerField(verbose_name="정한 계정")),
                ("by_name", models.CharField(max_length=120, verbose_name="정한 사람")),
                ("lifted_at", models.DateTimeField(blank=True, null=True, verbose_name="푼 때")),
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
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="bars",
                        to="placement.round",
                        verbose_name="매칭 회차",
                    ),
                ),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="placement.roundopening",
                        verbose_name="공고",
                    ),
                ),
            ],
            options={
                "verbose_name": "제외한 짝",
                "ordering": ["round", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("lifted_at__isnull", True)),
                        fields=("place", "learner"),
                        name="placement_bar_stands_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Assessment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("points", models.JSONField(default=dict, verbose_name="기준별 점수")),
                ("total", models.PositiveIntegerField(default=0, verbose_name="가중 합계")),
                (
                    "unacceptable",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("criteria", "밝힌 기준에 미치지 못함"),
                            ("licence", "필요한 자격이 없음"),
                            ("shift", "근무 시간이나 교대를 할 수 없음"),
                            ("documents", "확인할 자료가 없음"),
                            ("no_show", "면접에 오지 않음"),
                            ("other", "그 밖의 까닭"),
                        ],
                        max_length=10,
                        verbose_name="받지 않는 까닭",
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
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assessments",
                        to="placement.roundopening",
                        verbose_name="공고",
                    ),
                ),
            ],
            options={
                "verbose_name": "지원자 심사",
                "ordering": ["place", "-total", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("place", "learner"), name="placement_assessment_stands_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SeatResult",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("seats", models.PositiveSmallIntegerField(verbose_name="자리")),
                ("filled", models.PositiveSmallIntegerField(verbose_name="배정")),
                (
                    "left",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "남은 자리가 없습니다"),
                            (1, "이 공고를 희망한 학생이 없습니다"),
                            (2, "희망한 학생 가운데 짝이 될 수 있는 사람이 없습니다"),
                            (3, "받을 수 있는 학생이 모두 더 바라거나 같은 곳에 배정되었습니다"),
                            (4, "따로 둔 자리이거나 전체 합을 위해 비웠습니다"),
                        ],
                        verbose_name="남은 까닭",
                    ),
                ),
                ("last", models.PositiveIntegerField(default=0, verbose_name="마지막 순위")),
                ("reserves", models.JSONField(default=list, verbose_name="우선배정석의 결과")),
                (
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="placement.roundopening",
                        verbose_name="공고",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="placement.matchrun",
                        verbose_name="매칭 계산",
                    ),
                ),
            ],
            options={
                "verbose_name": "공고의 배정 결과",
                "ordering": ["run", "place"],
                "constraints": [
                    models.UniqueConstraint(fields=("run", "place"), name="placement_seatresult_stands_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Unreached",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("choice_rank", models.PositiveSmallIntegerField(verbose_name="희망 순위")),
                ("priority_rank", models.PositiveIntegerField(default=0, verbose_name="기업 순위")),
                (
                    "reason",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "짝이 될 수 없음"),
                            (1, "앞선 사람으로 찼음"),
                            (2, "같은 순위에서 추첨"),
                            (3, "따로 둔 자리"),
                            (4, "자리가 없음"),
                            (5, "전체 합을 위해 비켜 감"),
                        ],
                        verbose_name="까닭",
                    ),
                ),
                (
                    "exclusion",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (0, "없음"),
                            (1, "기업에 자료를 보이는 데 동의하지 않음"),
                            (2, "일할 수 있는 나이가 아님"),
                            (3, "18세 미만에게 금지된 일"),
                            (4, "18세 미만의 야간 근로"),
                            (5, "18세 미만의 근로시간"),
                            (6, "공고의 나이 조건"),
                            (7, "기업이 순위를 매기지 않음"),
                            (8, "기업이 받지 않기로 함"),
                            (9, "지원센터가 제외함"),
                            (10, "꼭 필요한 자격이 없음"),
                            (11, "꼭 필요한 능력단위를 이루지 못함"),
                        ],
                        default=0,
                        verbose_name="제외 규칙",
                    ),
                ),
                (
                    "unacceptable",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("criteria", "밝힌 기준에 미치지 못함"),
                            ("licence", "필요한 자격이 없음"),
                            ("shift", "근무 시간이나 교대를 할 수 없음"),
                            ("documents", "확인할 자료가 없음"),
                            ("no_show", "면접에 오지 않음"),
                            ("other", "그 밖의 까닭"),
                        ],
                        max_length=10,
                        verbose_name="받지 않는 까닭",
                    ),
                ),
                (
                    "words",
                    models.CharField(blank=True, max_length=300, verbose_name="지원센터의 까닭이나 갖추지 못한 것"),
                ),
                ("above", models.PositiveIntegerField(default=0, verbose_name="앞선 사람")),
                ("equal", models.PositiveIntegerField(default=0, verbose_name="같은 순위")),
                ("last", models.PositiveIntegerField(default=0, verbose_name="마지막 순위")),
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
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="placement.roundopening",
                        verbose_name="공고",
                    ),
                ),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="unreached",
                        to="placement.matchrun",
                        verbose_name="매칭 계산",
                    ),
                ),
            ],
            options={
                "verbose_name": "이르지 못한 희망",
                "ordering": ["run", "learner", "choice_rank"],
                "constraints": [
                    models.UniqueConstraint(fields=("run", "learner", "place"), name="placement_unreached_stands_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="WishList",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("draft", "작성 중"), ("submitted", "냈음"), ("withdrawn", "거둠")],
                        default="draft",
                        max_length=9,
                        verbose_name="상태",
                    ),
                ),
                ("saved_at", models.DateTimeField(verbose_name="저장한 때")),
                ("submitted_on", models.DateField(blank=True, null=True, verbose_name="낸 날")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="거둔 날")),
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
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="lists",
                        to="placement.round",
                        verbose_name="매칭 회차",
                    ),
                ),
            ],
            options={
                "verbose_name": "희망 목록",
                "ordering": ["-saved_at", "-pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("round", "learner"), name="placement_wishlist_stands_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Wish",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rank", models.PositiveSmallIntegerField(verbose_name="희망 순위")),
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
                    "place",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="wishes",
                        to="placement.roundopening",
                        verbose_name="공고",
                    ),
                ),
                (
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wishes",
                        to="placement.wishlist",
                        verbose_name="희망 목록",
                    ),
                ),
            ],
            options={
                "verbose_name": "희망",
                "ordering": ["list", "rank"],
                "constraints": [
                    models.UniqueConstraint(fields=("list", "place"), name="placement_wish_stands_once"),
                    models.UniqueConstraint(fields=("list", "rank"), name="placement_wish_rank_is_given_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Advice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("words", models.CharField(max_length=500, verbose_name="조언")),
                ("said_on", models.DateField(verbose_name="조언한 날")),
                ("by_id", models.BigIntegerField(verbose_name="조언한 계정")),
                ("by_name", models.CharField(max_length=120, verbose_name="조언한 사람")),
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
                    "list",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="advice",
                        to="placement.wishlist",
                        verbose_name="희망 목록",
                    ),
                ),
            ],
            options={
                "verbose_name": "희망 조언",
                "ordering": ["list", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="Yardstick",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("size", "규모: 상시근로자 몇 명 이상"),
                            ("wage", "임금: 지역 중위 연봉의 몇 % 이상"),
                            ("insurance", "4대 보험: 모두 가입"),
                            ("tenure", "근속: 평균 몇 년 이상"),
                            ("accidents", "산업재해: 재해율 몇 % 이하"),
                            ("arrears", "임금 체불: 공개된 명단에 없음"),
                            ("median", "지역 중위 연봉(원)"),
                            ("bars", "체불 명단 기업의 공고를 열지 않음"),
                        ],
                        max_length=9,
                        verbose_name="기준",
                    ),
                ),
                ("since", models.DateField(verbose_name="적용 시작일")),
                ("value", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="값")),
                ("source", models.CharField(max_length=200, verbose_name="출처")),
                ("is_verified", models.BooleanField(default=False, verbose_name="원문 확인")),
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
                "verbose_name": "우수 기업 기준",
                "ordering": ["kind", "-since"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("district", "kind", "since"), name="placement_yardstick_stands_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value__gte", 0)), name="placement_yardstick_is_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Commute",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("origin", models.CharField(max_length=80, verbose_name="사는 곳")),
                ("destination", models.CharField(max_length=160, verbose_name="일하는 곳")),
                ("minutes", models.PositiveSmallIntegerField(verbose_name="걸리는 시간(분)")),
                ("on", models.DateField(verbose_name="기준일")),
                ("source", models.CharField(max_length=200, verbose_name="출처")),
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
                "verbose_name": "통근 시간",
                "ordering": ["origin", "destination"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("district", "origin", "destination"), name="placement_commute_stands_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("minutes__gt", 0), ("minutes__lte", 600)),
                        name="placement_commute_is_a_way_of_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FirmFact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "measure",
                    models.CharField(
                        choices=[
                            ("size", "규모"),
                            ("wage", "임금"),
                            ("insurance", "4대 보험"),
                            ("tenure", "근속"),
                            ("accidents", "산업재해"),
                            ("arrears", "임금 체불"),
                        ],
                        max_length=9,
                        verbose_name="항목",
                    ),
                ),
                ("year", models.PositiveSmallIntegerField(verbose_name="사업연도")),
                ("value", models.DecimalField(decimal_places=2, max_digits=14, verbose_name="값")),
                ("on", models.DateField(verbose_name="기준일")),
                ("source", models.CharField(max_length=200, verbose_name="출처")),
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
            ],
            options={
                "verbose_name": "기업 사실",
                "ordering": ["firm", "measure", "-year"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("district", "firm", "measure", "year"), name="placement_firmfact_stands_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("value__gte", 0)), name="placement_firmfact_is_not_negative"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Interview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="면접 날짜")),
                ("at", models.TimeField(verbose_name="면접 시각")),
                ("where", models.CharField(max_length=160, verbose_name="면접 장소")),
                ("words", models.CharField(blank=True, max_length=200, verbose_name="준비할 것")),
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
                    "opening",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="placement.opening",
                        verbose_name="채용공고",
                    ),
                ),
            ],
            options={
                "verbose_name": "면접",
                "ordering": ["on", "at", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("opening", "learner"), name="placement_interview_stands_once")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="opening",
            constraint=models.UniqueConstraint(fields=("district", "code"), name="placement_opening_code_is_unique"),
        ),
        migrations.AddConstraint(
            model_name="opening",
            constraint=models.CheckConstraint(
                condition=models.Q(("seats__gt", 0)), name="placement_opening_has_a_seat"
            ),
        ),
        migrations.AddConstraint(
            model_name="opening",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("hours__isnull", True), models.Q(("hours__gt", 0), ("hours__lte", 68)), _connector="OR"
                ),
                name="placement_opening_hours_are_a_week",
            ),
        ),
        migrations.AddConstraint(
            model_name="preference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("minutes__isnull", True), models.Q(("minutes__gt", 0), ("minutes__lte", 600)), _connector="OR"
                ),
                name="placement_preference_way_is_of_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="preference",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("advice", ""), ("advised_on__isnull", True)),
                    models.Q(models.Q(("advice", ""), _negated=True), ("advised_on__isnull", False)),
                    _connector="OR",
                ),
                name="placement_preference_advice_has_a_day",
            ),
        ),
        migrations.AddConstraint(
            model_name="matchrun",
            constraint=models.UniqueConstraint(fields=("round", "number"), name="placement_matchrun_number_is_unique"),
        ),
    ]

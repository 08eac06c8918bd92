import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("curriculum", "0001_initial"),
        ("curriculum", "0002_tables_planning_and_requests"),
        ("curriculum", "0003_school_kinds_and_targets"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("competency", "0001_squashed_0002_editions_links_texts"),
        ("demand", "0001_squashed_0005_duty_reminders_figures"),
        ("district", "0001_squashed_0002_long_lists"),
        ("jobs", "0001_squashed_0002_long_work"),
    ]

    operations = [
        migrations.CreateModel(
            name="Option",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="대안")),
                ("title", models.CharField(max_length=120, verbose_name="이름")),
                (
                    "coverage",
                    models.DecimalField(decimal_places=1, max_digits=6, null=True, verbose_name="다루는 수요(%)"),
                ),
                ("change", models.DecimalField(decimal_places=1, max_digits=8, verbose_name="바뀌는 양")),
                ("cost", models.PositiveBigIntegerField(default=0, verbose_name="비용(원)")),
                ("is_proved", models.BooleanField(default=False, verbose_name="최선임을 증명")),
                ("detail", models.JSONField(default=dict, verbose_name="내용")),
                ("chosen_on", models.DateField(blank=True, null=True, verbose_name="고른 날")),
                ("why", models.CharField(blank=True, max_length=300, verbose_name="고른 까닭")),
            ],
            options={
                "verbose_name": "대안",
                "ordering": ["study", "number"],
            },
        ),
        migrations.CreateModel(
            name="Campaign",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, verbose_name="공모 코드")),
                ("name", models.CharField(max_length=160, verbose_name="공모 이름")),
                (
                    "scope",
                    models.CharField(
                        choices=[("local", "교육청 자체"), ("national", "교육부 재구조화")],
                        max_length=8,
                        verbose_name="주관",
                    ),
                ),
                ("intake_year", models.PositiveSmallIntegerField(verbose_name="개편 입학연도")),
                ("opens_on", models.DateField(verbose_name="제안 시작")),
                ("closes_on", models.DateField(verbose_name="제안 마감")),
                ("review_by", models.DateField(verbose_name="교육청 검토")),
                ("decide_by", models.DateField(verbose_name="선정")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="출처")),
                ("is_example", models.BooleanField(default=False, verbose_name="예시")),
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
                "verbose_name": "학과 개편 공모",
                "ordering": ["-opens_on", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("district", "code"), name="curriculum_campaign_code_is_unique"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("closes_on__gte", models.F("opens_on")),
                            ("review_by__gte", models.F("closes_on")),
                            ("decide_by__gte", models.F("review_by")),
                        ),
                        name="curriculum_campaign_days_are_in_order",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Course",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, verbose_name="과목 코드")),
                ("name", models.CharField(max_length=160, verbose_name="과목 이름")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("general", "보통교과"),
                            ("vocational", "전문교과"),
                            ("local", "지역 과목"),
                            ("joint", "대학 연계 과목"),
                            ("site", "훈련기관 과목"),
                            ("firm", "기업 과목"),
                            ("activity", "창의적 체험활동"),
                        ],
                        max_length=10,
                        verbose_name="종류",
                    ),
                ),
                ("credits", models.PositiveSmallIntegerField(verbose_name="학점")),
                ("hours", models.PositiveSmallIntegerField(verbose_name="시간")),
                ("since", models.PositiveSmallIntegerField(verbose_name="적용 입학연도")),
                ("until", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="마지막 입학연도")),
                ("is_candidate", models.BooleanField(default=False, verbose_name="편성 후보")),
                ("is_required", models.BooleanField(default=False, verbose_name="반드시 편성")),
                ("terms", models.PositiveSmallIntegerField(default=1, verbose_name="나누어 가르치는 학기 수")),
                ("first_term", models.PositiveSmallIntegerField(default=1, verbose_name="가장 이른 학기(1–6)")),
                ("alternative", models.CharField(blank=True, max_length=40, verbose_name="택일 묶음")),
                ("subject", models.CharField(blank=True, max_length=60, verbose_name="담당 교과")),
                ("cost", models.PositiveBigIntegerField(default=0, verbose_name="한 해 운영비(원)")),
                ("university_credits", models.PositiveSmallIntegerField(default=0, verbose_name="대학 인정 학점")),
                (
                    "approval",
                    models.CharField(
                        choices=[
                            ("none", "승인 신청 전"),
                            ("asked", "승인 심사 중"),
                            ("approved", "승인"),
                            ("refused", "불승인"),
                        ],
                        default="none",
                        max_length=8,
                        verbose_name="지역 과목 승인",
                    ),
                ),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="승인일")),
                ("document", models.CharField(blank=True, max_length=200, verbose_name="승인 문서")),
                ("is_example", models.BooleanField(default=False, verbose_name="예시")),
                (
                    "provider",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="district.organisation",
                        verbose_name="함께 가르치는 기관",
                    ),
                ),
            ],
            options={
                "verbose_name": "과목",
                "ordering": ["department", "code"],
            },
        ),
        migrations.CreateModel(
            name="CourseEquipment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="needs",
                        to="curriculum.course",
                        verbose_name="과목",
                    ),
                ),
            ],
            options={
                "verbose_name": "과목 시설·기자재",
            },
        ),
        migrations.CreateModel(
            name="CourseUnit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="이르는 수준")),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="units",
                        to="curriculum.course",
                        verbose_name="과목",
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
                "verbose_name": "과목 능력단위",
                "constraints": [
                    models.UniqueConstraint(fields=("course", "unit"), name="curriculum_courseunit_stands_once"),
                    models.CheckConstraint(
                        condition=models.Q(("level__isnull", True), ("level__range", (1, 8)), _connector="OR"),
                        name="curriculum_courseunit_level_is_1_to_8",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Department",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, verbose_name="학과 코드")),
                ("name", models.CharField(max_length=120, verbose_name="학과 이름")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "준비 중"),
                            ("open", "운영 중"),
                            ("closing", "폐과 진행"),
                            ("closed", "폐과"),
                        ],
                        max_length=8,
                        verbose_name="상태",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[("specialised", "특성화고"), ("meister", "마이스터고"), ("general", "일반고 직업반")],
                        max_length=12,
                        verbose_name="학교 유형",
                    ),
                ),
                ("is_industry", models.BooleanField(default=False, verbose_name="전략산업 학과")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="출처")),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="district.organisation",
                        verbose_name="학교",
                    ),
                ),
            ],
            options={
                "verbose_name": "학과",
                "ordering": ["school", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("school", "code"), name="curriculum_department_code_is_unique")
                ],
            },
        ),
        migrations.AddField(
            model_name="course",
            name="department",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="courses",
                to="curriculum.department",
                verbose_name="학과",
            ),
        ),
        migrations.CreateModel(
            name="Equipment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, verbose_name="시설·기자재 코드")),
                ("name", models.CharField(max_length=120, verbose_name="이름")),
                ("is_there", models.BooleanField(default=True, verbose_name="갖추어 있음")),
                ("cost", models.PositiveBigIntegerField(default=0, verbose_name="갖추는 데 드는 돈(원)")),
                ("is_example", models.BooleanField(default=False, verbose_name="예시")),
                (
                    "courses",
                    models.ManyToManyField(
                        related_name="equipment", through="curriculum.CourseEquipment", to="curriculum.course"
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="district.organisation",
                        verbose_name="학교",
                    ),
                ),
            ],
            options={
                "verbose_name": "시설·기자재",
                "ordering": ["school", "code"],
                "constraints": [
                    models.UniqueConstraint(fields=("school", "code"), name="curriculum_equipment_code_is_unique")
                ],
            },
        ),
        migrations.AddField(
            model_name="courseequipment",
            name="equipment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="needed_by",
                to="curriculum.equipment",
                verbose_name="시설·기자재",
            ),
        ),
        migrations.CreateModel(
            name="OfficialDomain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("revision", models.CharField(max_length=8, verbose_name="개정")),
                ("track", models.CharField(max_length=60, verbose_name="교과(군)")),
                ("subject", models.CharField(max_length=120, verbose_name="과목")),
                ("code", models.CharField(max_length=40, verbose_name="영역 코드")),
                ("domain", models.CharField(max_length=160, verbose_name="영역")),
                ("standards", models.PositiveIntegerField(verbose_name="성취기준 수")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="출처")),
            ],
            options={
                "verbose_name": "국가 교육과정 영역",
                "ordering": ["revision", "track", "subject", "code", "domain"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("revision", "track", "subject", "code", "domain"),
                        name="curriculum_officialdomain_stands_once",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Prerequisite",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "after",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="prerequisites",
                        to="curriculum.course",
                        verbose_name="나중",
                    ),
                ),
                (
                    "before",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="followers",
                        to="curriculum.course",
                        verbose_name="먼저",
                    ),
                ),
            ],
            options={
                "verbose_name": "선수 과목",
                "constraints": [
                    models.UniqueConstraint(fields=("before", "after"), name="curriculum_prerequisite_stands_once"),
                    models.CheckConstraint(
                        condition=models.Q(("before", models.F("after")), _negated=True),
                        name="curriculum_prerequisite_is_of_another_course",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RegionalMean",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="연도")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("all", "모든 직업계고"),
                            ("specialised", "특성화고"),
                            ("meister", "마이스터고"),
                            ("general", "일반고 직업반"),
                        ],
                        default="all",
                        max_length=12,
                        verbose_name="학교 유형",
                    ),
                ),
                (
                    "employment",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=4, null=True, verbose_name="6개월 취업률(%)"
                    ),
                ),
                (
                    "continuation",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=4, null=True, verbose_name="진학률(%)"
                    ),
                ),
                ("source", models.CharField(max_length=200, verbose_name="출처")),
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
                "verbose_name": "지역 평균",
                "ordering": ["district", "-year"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("district", "year", "kind"), name="curriculum_regionalmean_of_a_kind_stands_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Request",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40, verbose_name="번호")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("open", "신설"),
                            ("close", "폐과"),
                            ("resize", "학급 증감"),
                            ("specialise", "세부 전공 특화"),
                            ("convert", "학과 전환"),
                        ],
                        max_length=10,
                        verbose_name="종류",
                    ),
                ),
                ("new_name", models.CharField(blank=True, max_length=120, verbose_name="새 학과 이름")),
                ("classes_before", models.PositiveSmallIntegerField(default=0, verbose_name="지금 학급 수")),
                ("classes_after", models.PositiveSmallIntegerField(default=0, verbose_name="바뀔 학급 수")),
                ("class_size", models.PositiveSmallIntegerField(default=20, verbose_name="학급당 인원")),
                ("reasons", models.JSONField(default=list, verbose_name="까닭 코드")),
                ("story", models.TextField(blank=True, max_length=2000, verbose_name="설명")),
                ("works_cost", models.PositiveBigIntegerField(default=0, verbose_name="공사비(원)")),
                ("equipment_cost", models.PositiveBigIntegerField(default=0, verbose_name="기자재비(원)")),
                ("dormitory", models.PositiveSmallIntegerField(default=0, verbose_name="기숙사 인원")),
                ("forecast", models.JSONField(default=dict, verbose_name="예상 효과")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "작성 중"),
                            ("proposed", "제안함"),
                            ("incomplete", "보완 필요"),
                            ("reviewed", "교육청 검토 마침"),
                            ("nominated", "교육부 심사 중"),
                            ("selected", "선정"),
                            ("refused", "미선정"),
                            ("withdrawn", "철회"),
                            ("preparing", "준비 중"),
                            ("intake", "신입생 모집"),
                            ("graduated", "첫 졸업생 배출"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                (
                    "refusal",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("budget", "예산 부족"),
                            ("no_demand", "수요 근거 부족"),
                            ("no_teachers", "교원 확보 어려움"),
                            ("no_space", "공간·시설 미비"),
                            ("duplicate", "인근 학과와 중복"),
                            ("policy", "정책 방향과 맞지 않음"),
                        ],
                        max_length=12,
                        verbose_name="미선정 까닭",
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="결정 까닭")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="결정일")),
                ("entrants", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="실제 신입생")),
                ("is_example", models.BooleanField(default=False, verbose_name="예시")),
                (
                    "campaign",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="curriculum.campaign",
                        verbose_name="학과 개편 공모",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="requests",
                        to="curriculum.department",
                        verbose_name="학과",
                    ),
                ),
                (
                    "firms",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="district.organisation", verbose_name="참여 기업"
                    ),
                ),
                (
                    "needs",
                    models.ManyToManyField(
                        blank=True, related_name="+", to="demand.need", verbose_name="응답하는 수요"
                    ),
                ),
                (
                    "option",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="requests",
                        to="curriculum.option",
                        verbose_name="출발한 대안",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="district.organisation",
                        verbose_name="학교",
                    ),
                ),
            ],
            options={
                "verbose_name": "학과 개편 요청",
                "ordering": ["-campaign__intake_year", "number"],
                "indexes": [models.Index(fields=["state", "school"], name="curriculum_request_state")],
                "constraints": [
                    models.UniqueConstraint(fields=("campaign", "number"), name="curriculum_request_number_is_unique"),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("department__isnull", False),
                            models.Q(("state__in", ["withdrawn", "refused"]), _negated=True),
                        ),
                        fields=("campaign", "department", "kind"),
                        name="curriculum_request_is_made_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "refused"), _negated=True),
                            models.Q(("refusal", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="curriculum_request_refusal_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Opinion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[("early", "사전 의견"), ("advisory", "자문 의견"), ("final", "최종 의견")],
                        max_length=8,
                        verbose_name="단계",
                    ),
                ),
                (
                    "stance",
                    models.CharField(
                        choices=[("for", "찬성"), ("reserved", "조건부"), ("against", "반대")],
                        max_length=8,
                        verbose_name="입장",
                    ),
                ),
                ("body", models.CharField(max_length=120, verbose_name="의견을 낸 곳")),
                ("text", models.CharField(max_length=1000, verbose_name="의견")),
                ("on", models.DateField(verbose_name="날짜")),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="적은 사람",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opinions",
                        to="curriculum.request",
                        verbose_name="요청",
                    ),
                ),
            ],
            options={
                "verbose_name": "의견",
                "ordering": ["on", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("request", "stage", "body"), name="curriculum_opinion_is_given_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("postpone", "연기"), ("cancel", "취소"), ("classes", "학급 수 변경")],
                        max_length=8,
                        verbose_name="종류",
                    ),
                ),
                ("classes", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="학급 수")),
                ("intake_year", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="입학연도")),
                ("why", models.CharField(max_length=300, verbose_name="까닭")),
                ("on", models.DateField(verbose_name="날짜")),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="corrections",
                        to="curriculum.request",
                        verbose_name="요청",
                    ),
                ),
            ],
            options={
                "verbose_name": "결정 뒤 정정",
                "ordering": ["on", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("kind", "classes"), _negated=True), ("classes__isnull", False), _connector="OR"
                        ),
                        name="curriculum_correction_of_classes_names_them",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Seats",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("intake_year", models.PositiveSmallIntegerField(verbose_name="입학연도")),
                ("seats", models.PositiveIntegerField(verbose_name="정원")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="출처")),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="curriculum.department",
                        verbose_name="학과",
                    ),
                ),
            ],
            options={
                "verbose_name": "정원",
                "ordering": ["department", "intake_year"],
                "constraints": [
                    models.UniqueConstraint(fields=("department", "intake_year"), name="curriculum_seats_stand_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Study",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("cover", "학과 교육과정 대안"), ("seats", "지구 학과 정원 대안")],
                        max_length=6,
                        verbose_name="종류",
                    ),
                ),
                ("intake_year", models.PositiveSmallIntegerField(verbose_name="입학연도")),
                ("asked", models.JSONField(default=dict, verbose_name="정한 한도")),
                ("given", models.JSONField(default=dict, verbose_name="바탕")),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="입력 지문")),
                ("engine", models.CharField(blank=True, max_length=40, verbose_name="계산 방법")),
                ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="물은 때")),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="물은 사람",
                    ),
                ),
                (
                    "department",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="studies",
                        to="curriculum.department",
                        verbose_name="학과",
                    ),
                ),
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
                    "run",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="jobs.run",
                        verbose_name="작업",
                    ),
                ),
                (
                    "school",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="district.organisation",
                        verbose_name="학교",
                    ),
                ),
            ],
            options={
                "verbose_name": "대안 찾기",
                "ordering": ["-pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind", "seats"), ("department__isnull", False), _connector="OR"),
                        name="curriculum_study_of_courses_has_a_department",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="option",
            name="study",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="options",
                to="curriculum.study",
                verbose_name="대안 찾기",
            ),
        ),
        migrations.CreateModel(
            name="SupplyCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="연도")),
                ("capacity", models.PositiveIntegerField(blank=True, null=True, verbose_name="모집 정원")),
                ("first_choices", models.PositiveIntegerField(blank=True, null=True, verbose_name="1지망 지원자")),
                ("entrants", models.PositiveIntegerField(blank=True, null=True, verbose_name="신입생")),
                ("finishers", models.PositiveIntegerField(blank=True, null=True, verbose_name="졸업생")),
                ("leavers", models.PositiveIntegerField(blank=True, null=True, verbose_name="학교를 떠난 졸업생")),
                ("continuing", models.PositiveIntegerField(blank=True, null=True, verbose_name="진학자")),
                ("employed", models.PositiveIntegerField(blank=True, null=True, verbose_name="6개월 뒤 취업자")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="출처")),
                ("is_example", models.BooleanField(default=False, verbose_name="예시")),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="counts",
                        to="curriculum.department",
                        verbose_name="학과",
                    ),
                ),
            ],
            options={
                "verbose_name": "공급 지표 수",
                "ordering": ["department", "-year"],
                "constraints": [
                    models.UniqueConstraint(fields=("department", "year"), name="curriculum_supplycount_stands_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SupplyTarget",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="연도")),
                (
                    "code",
                    models.CharField(
                        choices=[
                            ("supply.fill", "충원율"),
                            ("supply.employment", "6개월 취업률"),
                            ("supply.continuation", "진학률"),
                            ("supply.favourable", "바람직한 진로 비율"),
                            ("supply.transformation", "개편율(선정)"),
                            ("supply.transformation_total", "누적 개편율"),
                            ("supply.closure", "폐지 비중"),
                        ],
                        max_length=40,
                        verbose_name="지표",
                    ),
                ),
                ("target", models.DecimalField(decimal_places=1, max_digits=4, verbose_name="목표(%)")),
                ("source", models.CharField(max_length=200, verbose_name="정한 문서")),
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
                "verbose_name": "공급 지표 목표",
                "ordering": ["district", "-year", "code"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("district", "year", "code"), name="curriculum_supplytarget_stands_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("target__range", (0, 100))), name="curriculum_supplytarget_is_a_percentage"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Table",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("intake_year", models.PositiveSmallIntegerField(verbose_name="입학연도")),
                ("number", models.PositiveSmallIntegerField(verbose_name="판")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "작성 중"),
                            ("submitted", "승인 요청"),
                            ("approved", "승인"),
                            ("superseded", "새 판으로 바뀜"),
                        ],
                        default="draft",
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=300, verbose_name="메모")),
                ("edition", models.PositiveIntegerField(default=0, verbose_name="고친 횟수")),
                ("origin", models.CharField(blank=True, max_length=200, verbose_name="출발")),
                ("submitted_on", models.DateField(blank=True, null=True, verbose_name="승인 요청일")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="결정일")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="결정 까닭")),
                ("is_example", models.BooleanField(default=False, verbose_name="예시")),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tables",
                        to="curriculum.department",
                        verbose_name="학과",
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
                "verbose_name": "편제표",
                "ordering": ["department", "-intake_year", "-number"],
                "indexes": [models.Index(fields=["state", "department", "intake_year"], name="curriculum_table_state")],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("department", "intake_year", "number"), name="curriculum_table_number_is_unique"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "approved")),
                        fields=("department", "intake_year"),
                        name="curriculum_table_one_is_approved",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Slot",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("term", models.PositiveSmallIntegerField(verbose_name="학기(1–6)")),
                ("credits", models.PositiveSmallIntegerField(verbose_name="학점")),
                (
                    "course",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="slots",
                        to="curriculum.course",
                        verbose_name="과목",
                    ),
                ),
                (
                    "table",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="slots",
                        to="curriculum.table",
                        verbose_name="편제표",
                    ),
                ),
            ],
            options={
                "verbose_name": "편제표 칸",
                "ordering": ["table", "term", "course"],
                "constraints": [
                    models.UniqueConstraint(fields=("table", "course", "term"), name="curriculum_slot_stands_once"),
                    models.CheckConstraint(
                        condition=models.Q(("term__range", (1, 6)), ("credits__gte", 1)),
                        name="curriculum_slot_is_in_a_term",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="option",
            name="table",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="curriculum.table",
                verbose_name="채택한 편제표",
            ),
        ),
        migrations.CreateModel(
            name="TeacherNeed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=60, verbose_name="교과")),
                (
                    "means",
                    models.CharField(
                        choices=[
                            ("recruit", "신규 임용"),
                            ("retrain", "교과 전환 연수"),
                            ("train", "직무 연수"),
                            ("borrow", "겸임·산학겸임교사"),
                        ],
                        max_length=8,
                        verbose_name="방법",
                    ),
                ),
                ("count", models.PositiveSmallIntegerField(verbose_name="교원 수")),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="teachers",
                        to="curriculum.request",
                        verbose_name="요청",
                    ),
                ),
            ],
            options={
                "verbose_name": "필요 교원",
                "ordering": ["subject", "means"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("request", "subject", "means"), name="curriculum_teacherneed_stands_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="TrainingProposal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("subject", models.CharField(max_length=60, verbose_name="교과")),
                ("teachers", models.PositiveSmallIntegerField(default=1, verbose_name="교원 수")),
                ("courses", models.CharField(blank=True, max_length=300, verbose_name="열리는 과목")),
                (
                    "gain",
                    models.DecimalField(
                        blank=True, decimal_places=1, max_digits=5, null=True, verbose_name="더 다루는 수요(%p)"
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("proposed", "제안"),
                            ("taken", "연수 과정으로 이어짐"),
                            ("dropped", "하지 않기로 함"),
                        ],
                        default="proposed",
                        max_length=8,
                        verbose_name="상태",
                    ),
                ),
                ("proposed_on", models.DateField(verbose_name="제안일")),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="답")),
                (
                    "department",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="proposals",
                        to="curriculum.department",
                        verbose_name="학과",
                    ),
                ),
            ],
            options={
                "verbose_name": "교원 연수 제안",
                "ordering": ["-proposed_on", "-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "proposed")),
                        fields=("department", "subject"),
                        name="curriculum_trainingproposal_waits_once",
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="course",
            constraint=models.UniqueConstraint(fields=("department", "code"), name="curriculum_course_code_is_unique"),
        ),
        migrations.AddConstraint(
            model_name="course",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                name="curriculum_course_ends_after_it_starts",
            ),
        ),
        migrations.AddConstraint(
            model_name="course",
            constraint=models.CheckConstraint(
                condition=models.Q(("terms__range", (1, 6)), ("first_term__range", (1, 6))),
                name="curriculum_course_terms_are_1_to_6",
            ),
        ),
        migrations.AddConstraint(
            model_name="courseequipment",
            constraint=models.UniqueConstraint(
                fields=("course", "equipment"), name="curriculum_courseequipment_stands_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="option",
            constraint=models.UniqueConstraint(fields=("study", "number"), name="curriculum_option_number_is_unique"),
        ),
    ]

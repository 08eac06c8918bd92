import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
import naru.base.hangul.lookups
import naru.base.privacy.encrypted
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [
        ("people", "0001_initial"),
        ("people", "0002_long_lists"),
        ("people", "0003_guardian_phone_is_encrypted"),
        ("people", "0004_persons_are_found_by_an_index"),
    ]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("district", "0001_squashed_0002_long_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="Learner",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40, verbose_name="학번")),
                ("name", models.CharField(max_length=80, verbose_name="이름")),
                ("birth_date", models.DateField(verbose_name="생년월일")),
                ("sex", models.CharField(choices=[("f", "여"), ("m", "남")], max_length=1, verbose_name="성별")),
                ("department", models.CharField(max_length=40, verbose_name="학과 코드")),
                ("intake_year", models.PositiveSmallIntegerField(verbose_name="입학연도")),
                ("grade", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="학년")),
                (
                    "state",
                    models.CharField(
                        choices=[("enrolled", "재학"), ("graduated", "졸업"), ("left", "학업 중단")],
                        max_length=10,
                        verbose_name="학적",
                    ),
                ),
                ("graduated_on", models.DateField(blank=True, null=True, verbose_name="졸업일")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="이메일")),
                ("is_example", models.BooleanField(default=False, verbose_name="예시")),
                ("erased_on", models.DateField(blank=True, editable=False, null=True, verbose_name="개인정보 파기일")),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="district.organisation",
                        verbose_name="학교",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="계정",
                    ),
                ),
            ],
            options={
                "verbose_name": "학생",
                "ordering": ["school", "intake_year", "number"],
                "indexes": [
                    models.Index(fields=["school", "department", "intake_year"], name="people_learner_department"),
                    models.Index(fields=["name"], name="people_learner_name"),
                    models.Index(fields=["graduated_on"], name="people_learner_graduated"),
                    models.Index(fields=["intake_year", "id", "school"], name="people_learner_list"),
                    models.Index(fields=["state", "intake_year", "id", "school"], name="people_learner_state"),
                    models.Index(fields=["grade", "intake_year", "id", "school"], name="people_learner_grade"),
                    models.Index(fields=["number", "id"], name="people_learner_by_number"),
                    models.Index(naru.base.hangul.lookups.Bytewise("name"), name="people_learner_named_0"),
                    models.Index(
                        naru.base.hangul.lookups.Bytewise(
                            django.db.models.functions.text.Substr(
                                "name",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.functions.text.StrIndex("name", models.Value(" ")),
                                    "+",
                                    models.Value(1),
                                ),
                            )
                        ),
                        name="people_learner_named_1",
                    ),
                    models.Index(
                        naru.base.hangul.lookups.Bytewise(
                            django.db.models.functions.text.Substr(
                                "name",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.functions.text.StrIndex("name", models.Value(" ")),
                                    "+",
                                    models.Value(2),
                                ),
                            )
                        ),
                        name="people_learner_named_2",
                    ),
                    models.Index(
                        naru.base.hangul.lookups.Bytewise(
                            django.db.models.functions.text.Substr(
                                "name",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.functions.text.StrIndex("name", models.Value(" ")),
                                    "+",
                                    models.Value(3),
                                ),
                            )
                        ),
                        name="people_learner_named_3",
                    ),
                    models.Index(naru.base.hangul.lookups.Bytewise("number"), name="people_learner_numbered_0"),
                    models.Index(
                        naru.base.hangul.lookups.Bytewise(
                            django.db.models.functions.text.Substr(
                                "number",
                                django.db.models.expressions.CombinedExpression(
                                    django.db.models.functions.text.StrIndex("number", models.Value("-")),
                                    "+",
                                    models.Value(1),
                                ),
                            )
                        ),
                        name="people_learner_numbered_1",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "number"), name="people_learner_number_is_unique_in_school"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "graduated"), _negated=True),
                            ("graduated_on__isnull", False),
                            _connector="OR",
                        ),
                        name="people_learner_graduate_has_a_day",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Guardian",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, verbose_name="이름")),
                ("phone", naru.base.privacy.encrypted.Encrypted(blank=True, max_length=20, verbose_name="전화")),
                ("phone_index", naru.base.privacy.encrypted.BlindIndex(of="phone", verbose_name="전화 색인")),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="계정",
                    ),
                ),
                (
                    "learner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="guardians",
                        to="people.learner",
                        verbose_name="학생",
                    ),
                ),
            ],
            options={
                "verbose_name": "보호자",
                "constraints": [
                    models.UniqueConstraint(fields=("learner", "name"), name="people_guardian_stands_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Staff",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40, verbose_name="직원 번호")),
                ("name", models.CharField(max_length=80, verbose_name="이름")),
                (
                    "duty",
                    models.CharField(
                        choices=[("hr", "인사담당자"), ("trainer", "기업현장교사"), ("lead", "대표")],
                        max_length=8,
                        verbose_name="업무",
                    ),
                ),
                ("is_example", models.BooleanField(default=False, verbose_name="예시")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="district.organisation",
                        verbose_name="기관",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="계정",
                    ),
                ),
            ],
            options={
                "verbose_name": "기관 담당자",
                "ordering": ["organisation", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("organisation", "number"), name="people_staff_number_is_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="Teacher",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.CharField(max_length=40, verbose_name="교원 번호")),
                ("name", models.CharField(max_length=80, verbose_name="이름")),
                ("subjects", models.CharField(blank=True, max_length=200, verbose_name="담당 교과")),
                ("qualifications", models.CharField(blank=True, max_length=200, verbose_name="자격")),
                ("is_example", models.BooleanField(default=False, verbose_name="예시")),
                (
                    "school",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="district.organisation",
                        verbose_name="학교",
                    ),
                ),
                (
                    "user",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="계정",
                    ),
                ),
            ],
            options={
                "verbose_name": "교사",
                "ordering": ["school", "number"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("school", "number"), name="people_teacher_number_is_unique_in_school"
                    )
                ],
            },
        ),
    ]

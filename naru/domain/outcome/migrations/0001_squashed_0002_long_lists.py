import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("outcome", "0001_initial"), ("outcome", "0002_long_lists")]

    initial = True

    dependencies = [
        ("people", "0001_squashed_0004_persons_are_found_by_an_index"),
    ]

    operations = [
        migrations.CreateModel(
            name="PublishedCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("place", models.CharField(max_length=40, verbose_name="지역")),
                ("series", models.CharField(default="전체", max_length=40, verbose_name="계열")),
                ("year", models.PositiveSmallIntegerField(verbose_name="조사 연도")),
                ("graduates", models.PositiveIntegerField(verbose_name="졸업자")),
                ("employed", models.PositiveIntegerField(verbose_name="취업자")),
                ("study", models.PositiveIntegerField(verbose_name="진학자")),
                (
                    "not_counted",
                    models.PositiveIntegerField(blank=True, null=True, verbose_name="입대자·제외인정자 합"),
                ),
                ("military", models.PositiveIntegerField(blank=True, null=True, verbose_name="입대자")),
                ("excluded", models.PositiveIntegerField(blank=True, null=True, verbose_name="제외인정자")),
                ("source", models.CharField(max_length=200, verbose_name="출처")),
            ],
            options={
                "verbose_name": "공표 통계",
                "ordering": ["place", "series", "-year"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("place", "series", "year"), name="outcome_publishedcount_stands_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Observation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("on", models.DateField(verbose_name="기준일")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("employed", "취업"),
                            ("study", "진학"),
                            ("military", "입대"),
                            ("excluded", "제외인정"),
                            ("unemployed", "미취업"),
                            ("unknown", "미상"),
                        ],
                        max_length=12,
                        verbose_name="상태",
                    ),
                ),
                ("is_insured", models.BooleanField(default=False, verbose_name="보험 가입 취업")),
                ("works_in_district", models.BooleanField(blank=True, null=True, verbose_name="지구 안 근무")),
                ("lives_in_district", models.BooleanField(blank=True, null=True, verbose_name="지구 안 거주")),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("kedi", "졸업자 취업통계조사"),
                            ("insurance", "보험 자격 확인"),
                            ("survey", "본인 응답"),
                            ("school", "학교 확인"),
                            ("example", "예시 생성"),
                        ],
                        max_length=10,
                        verbose_name="출처",
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
            ],
            options={
                "verbose_name": "성과 관찰",
                "ordering": ["-on", "pk"],
                "indexes": [
                    models.Index(fields=["on", "status"], name="outcome_observation_day"),
                    models.Index(
                        models.OrderBy(models.F("on"), descending=True),
                        models.OrderBy(models.F("id")),
                        name="outcome_observation_list",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("learner", "on"), name="outcome_observation_stands_once_a_day"),
                    models.CheckConstraint(
                        condition=models.Q(("is_insured", False), ("status", "employed"), _connector="OR"),
                        name="outcome_observation_only_employed_are_insured",
                    ),
                ],
            },
        ),
    ]

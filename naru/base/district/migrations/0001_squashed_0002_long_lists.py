import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("district", "0001_initial"), ("district", "0002_long_lists")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="기관 코드")),
                (
                    "kind",
                    models.CharField(
                        choices=[("school", "학교"), ("firm", "기업"), ("university", "대학"), ("public", "공공기관")],
                        max_length=12,
                        verbose_name="종류",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="이름")),
                ("name_en", models.CharField(blank=True, max_length=160, verbose_name="영문 이름")),
                ("neis_code", models.CharField(blank=True, max_length=10, verbose_name="NEIS 표준학교코드")),
                ("business_number", models.CharField(blank=True, max_length=10, verbose_name="사업자등록번호")),
                ("address", models.CharField(blank=True, max_length=200, verbose_name="주소")),
                ("region_code", models.CharField(blank=True, max_length=10, verbose_name="지역 코드")),
                ("complex", models.CharField(blank=True, max_length=80, verbose_name="산업단지")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="출처")),
                ("is_example", models.BooleanField(default=False, verbose_name="예시")),
            ],
            options={
                "verbose_name": "기관",
                "ordering": ["name"],
                "indexes": [models.Index(fields=["name", "id"], name="district_organisation_name")],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("neis_code", ""), _negated=True),
                        fields=("neis_code",),
                        name="district_organisation_neis_code_is_unique",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("business_number", ""), _negated=True),
                        fields=("business_number",),
                        name="district_organisation_business_number_is_unique",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="District",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="지구 코드")),
                ("name", models.CharField(max_length=120, verbose_name="이름")),
                ("name_en", models.CharField(blank=True, max_length=160, verbose_name="영문 이름")),
                (
                    "kind",
                    models.CharField(
                        choices=[("wide", "광역지구"), ("basic", "기초지구")], max_length=8, verbose_name="종류"
                    ),
                ),
                ("region_codes", models.CharField(max_length=100, verbose_name="지역 코드")),
                ("industry", models.CharField(max_length=120, verbose_name="전략산업")),
                ("industry_en", models.CharField(blank=True, max_length=120, verbose_name="전략산업(영문)")),
                ("first_year", models.PositiveSmallIntegerField(verbose_name="첫 사업연도")),
                ("years", models.PositiveSmallIntegerField(default=3, verbose_name="사업 기간(년)")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="출처")),
                (
                    "parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="district.district",
                        verbose_name="광역지구",
                    ),
                ),
                (
                    "centre",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="district.organisation",
                        verbose_name="지원센터",
                    ),
                ),
            ],
            options={
                "verbose_name": "지구",
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("parent__isnull", True), ("kind", "basic"), _connector="OR"),
                        name="district_district_only_basic_has_parent",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Target",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="사업연도")),
                ("measure", models.CharField(max_length=60, verbose_name="지표")),
                ("value", models.DecimalField(decimal_places=1, max_digits=14, verbose_name="목표값")),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="출처")),
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
                "verbose_name": "목표",
                "constraints": [
                    models.UniqueConstraint(fields=("district", "year", "measure"), name="district_target_is_set_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="DistrictMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("since", models.DateField(verbose_name="참여일")),
                ("until", models.DateField(blank=True, null=True, verbose_name="종료일")),
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
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="districts",
                        to="district.organisation",
                        verbose_name="기관",
                    ),
                ),
            ],
            options={
                "verbose_name": "지구 참여 기관",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("district", "organisation"), name="district_districtmember_takes_part_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until__isnull", True), ("until__gte", models.F("since")), _connector="OR"),
                        name="district_districtmember_ends_after_it_starts",
                    ),
                ],
            },
        ),
    ]

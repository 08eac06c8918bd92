import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("district", "0001_squashed_0002_long_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="Projection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("made_on", models.DateField(verbose_name="계산일")),
                ("from_year", models.PositiveSmallIntegerField(verbose_name="첫 연도")),
                ("years", models.PositiveSmallIntegerField(verbose_name="기간(년)")),
                ("assumptions", models.JSONField(default=dict, verbose_name="가정")),
                ("digest", models.CharField(max_length=64, verbose_name="입력 지문")),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
            ],
            options={
                "verbose_name": "전망",
                "ordering": ["-made_on", "-pk"],
            },
        ),
        migrations.CreateModel(
            name="ProjectedYear",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField(verbose_name="연도")),
                ("graduates", models.PositiveIntegerField(verbose_name="졸업자")),
                ("seeking", models.PositiveIntegerField(verbose_name="취업 희망자")),
                ("seeking_low", models.PositiveIntegerField(verbose_name="취업 희망자 하한")),
                ("seeking_high", models.PositiveIntegerField(verbose_name="취업 희망자 상한")),
                ("needs", models.PositiveIntegerField(verbose_name="수요 인원")),
                ("needs_weighted", models.PositiveIntegerField(verbose_name="가중 수요 인원")),
                (
                    "projection",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rows",
                        to="forecast.projection",
                        verbose_name="전망",
                    ),
                ),
            ],
            options={
                "verbose_name": "연도별 전망",
                "ordering": ["projection", "year"],
                "constraints": [
                    models.UniqueConstraint(fields=("projection", "year"), name="forecast_projectedyear_stands_once")
                ],
            },
        ),
    ]

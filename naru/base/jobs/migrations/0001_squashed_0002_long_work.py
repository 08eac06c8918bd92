import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("jobs", "0001_initial"), ("jobs", "0002_long_work")]

    initial = True

    dependencies = [
        ("accounts", "__first__"),
        ("district", "0001_squashed_0002_long_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="Run",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("task", models.CharField(max_length=80, verbose_name="작업")),
                ("arguments", models.JSONField(default=dict, verbose_name="인자")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "대기 중"),
                            ("running", "진행 중"),
                            ("done", "끝남"),
                            ("failed", "실패"),
                            ("cancelled", "취소됨"),
                        ],
                        default="queued",
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("done", models.PositiveBigIntegerField(default=0, verbose_name="한 일")),
                ("total", models.PositiveBigIntegerField(default=0, verbose_name="전체")),
                ("note", models.CharField(blank=True, max_length=200, verbose_name="진행 내용")),
                ("result", models.JSONField(default=dict, verbose_name="결과")),
                ("is_cancel_asked", models.BooleanField(default=False, verbose_name="취소 요청")),
                ("asked_at", models.DateTimeField(auto_now_add=True, verbose_name="요청 시각")),
                ("started_at", models.DateTimeField(null=True, verbose_name="시작 시각")),
                ("ended_at", models.DateTimeField(null=True, verbose_name="끝난 시각")),
                ("seen_at", models.DateTimeField(null=True, verbose_name="마지막 소식")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="시도")),
                ("claim", models.UUIDField(null=True, verbose_name="맡은 표시")),
                ("kept", models.JSONField(default=dict, verbose_name="이어서 할 곳")),
                (
                    "key",
                    models.CharField(blank=True, max_length=120, null=True, unique=True, verbose_name="한 번만 할 일"),
                ),
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
                        null=True, on_delete=django.db.models.deletion.CASCADE, related_name="+", to="district.district"
                    ),
                ),
            ],
            options={
                "verbose_name": "작업",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["state", "id"], name="jobs_run_state")],
            },
        ),
    ]

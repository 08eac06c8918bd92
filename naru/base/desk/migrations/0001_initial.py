import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("accounts", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="DigestChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_wanted", models.BooleanField(default=False, verbose_name="받음")),
                ("language", models.CharField(default="ko", max_length=5, verbose_name="언어")),
                ("chosen_at", models.DateTimeField(auto_now=True, verbose_name="고른 시각")),
                ("last_sent_on", models.DateField(blank=True, null=True, verbose_name="마지막으로 보낸 날")),
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="사용자",
                    ),
                ),
            ],
            options={
                "verbose_name": "주간 알림 메일",
            },
        ),
        migrations.CreateModel(
            name="ColumnChoice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=200, verbose_name="목록 주소")),
                ("columns", models.JSONField(default=list, verbose_name="열")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="사용자",
                    ),
                ),
            ],
            options={
                "verbose_name": "고른 열",
                "constraints": [
                    models.UniqueConstraint(fields=("user", "path"), name="desk_columnchoice_is_kept_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="SavedFilter",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("path", models.CharField(max_length=200, verbose_name="목록 주소")),
                ("name", models.CharField(max_length=60, verbose_name="이름")),
                ("query", models.CharField(blank=True, max_length=500, verbose_name="조건")),
                ("kept_at", models.DateTimeField(auto_now=True, verbose_name="저장 시각")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="사용자",
                    ),
                ),
            ],
            options={
                "verbose_name": "저장한 조건",
                "ordering": ["path", "name"],
                "constraints": [
                    models.UniqueConstraint(fields=("user", "path", "name"), name="desk_savedfilter_name_is_kept_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Seen",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("what", models.CharField(max_length=60, verbose_name="본 것")),
                ("at", models.DateTimeField(auto_now_add=True, verbose_name="시각")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="사용자",
                    ),
                ),
            ],
            options={
                "verbose_name": "본 안내",
                "constraints": [models.UniqueConstraint(fields=("user", "what"), name="desk_seen_is_kept_once")],
            },
        ),
    ]

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("competency", "0001_initial"), ("competency", "0002_editions_links_texts")]

    initial = True

    dependencies = [
        ("district", "0001_squashed_0002_long_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="Occupation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=6, unique=True, verbose_name="KECO 코드")),
                ("name", models.CharField(max_length=160, verbose_name="직업 이름")),
            ],
            options={
                "verbose_name": "직업",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Code",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "table",
                    models.CharField(
                        choices=[("ksco", "한국표준직업분류"), ("ksic", "한국표준산업분류"), ("licence", "국가자격")],
                        max_length=8,
                        verbose_name="분류표",
                    ),
                ),
                ("code", models.CharField(max_length=120, verbose_name="코드")),
                ("name", models.CharField(max_length=160, verbose_name="이름")),
            ],
            options={
                "verbose_name": "분류 코드",
                "ordering": ["table", "code"],
                "constraints": [models.UniqueConstraint(fields=("table", "code"), name="competency_code_stands_once")],
            },
        ),
        migrations.CreateModel(
            name="Framework",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.SlugField(max_length=40, unique=True, verbose_name="표준 코드")),
                ("name", models.CharField(max_length=120, verbose_name="이름")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ncs", "국가직무능력표준"),
                            ("local", "지역 표준"),
                            ("foreign", "외부 표준"),
                            ("sample", "예시 표준"),
                        ],
                        max_length=8,
                        verbose_name="종류",
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=200, verbose_name="출처")),
                ("package", models.JSONField(blank=True, null=True, verbose_name="CASE 꾸러미")),
                (
                    "district",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="district.district",
                        verbose_name="지구",
                    ),
                ),
            ],
            options={
                "verbose_name": "능력 표준",
                "ordering": ["code"],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("label", models.CharField(max_length=160, verbose_name="파일")),
                ("digest", models.CharField(max_length=64, verbose_name="내용 해시")),
                ("rows", models.PositiveIntegerField(verbose_name="줄")),
                ("new", models.PositiveIntegerField(verbose_name="새로")),
                ("changed", models.PositiveIntegerField(verbose_name="고침")),
                ("same", models.PositiveIntegerField(verbose_name="그대로")),
                ("replaced", models.PositiveIntegerField(verbose_name="대체됨")),
                ("waiting", models.PositiveIntegerField(verbose_name="사람이 볼 것")),
                ("odd", models.PositiveIntegerField(verbose_name="이상한 줄")),
                ("oddities", models.JSONField(default=list, verbose_name="이상한 줄의 목록")),
                ("loaded_at", models.DateTimeField(auto_now_add=True, verbose_name="올린 때")),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="editions",
                        to="competency.framework",
                        verbose_name="능력 표준",
                    ),
                ),
            ],
            options={
                "verbose_name": "능력 표준의 판",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Text",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("duty", "직무 설명"), ("posting", "채용공고"), ("course", "과목 설명")],
                        max_length=8,
                        verbose_name="종류",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="제목")),
                ("body", models.TextField(verbose_name="글")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="출처")),
                ("added_at", models.DateTimeField(auto_now_add=True, verbose_name="올린 때")),
                ("linked_at", models.DateTimeField(null=True, verbose_name="제안한 때")),
                ("fits", models.BooleanField(null=True, verbose_name="맞는 단위가 있음")),
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
                "verbose_name": "글",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Unit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=40, unique=True, verbose_name="능력단위 코드")),
                ("name", models.CharField(max_length=160, verbose_name="능력단위 이름")),
                ("level", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="수준")),
                (
                    "base",
                    models.CharField(
                        blank=True, db_default="", db_index=True, default="", max_length=10, verbose_name="판 없는 코드"
                    ),
                ),
                (
                    "group_name",
                    models.CharField(blank=True, db_default="", default="", max_length=160, verbose_name="세분류"),
                ),
                ("definition", models.TextField(blank=True, db_default="", default="", verbose_name="정의")),
                (
                    "state",
                    models.CharField(
                        choices=[("proposed", "제안됨"), ("confirmed", "확인됨"), ("rejected", "쓰지 않음")],
                        db_default="confirmed",
                        default="confirmed",
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("confirmed_on", models.DateField(blank=True, null=True, verbose_name="확인한 날")),
                (
                    "confirmed_by",
                    models.CharField(blank=True, db_default="", default="", max_length=120, verbose_name="확인한 사람"),
                ),
                ("item", models.JSONField(blank=True, null=True, verbose_name="CASE 항목")),
                (
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="units",
                        to="competency.framework",
                        verbose_name="능력 표준",
                    ),
                ),
                (
                    "replaced_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="competency.unit",
                        verbose_name="대체 능력단위",
                    ),
                ),
            ],
            options={
                "verbose_name": "능력단위",
                "ordering": ["code"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("level__isnull", True), ("level__range", (1, 8)), _connector="OR"),
                        name="competency_unit_level_is_1_to_8",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("rank", models.PositiveSmallIntegerField(verbose_name="순서")),
                ("score", models.FloatField(verbose_name="확률")),
                ("words", models.JSONField(default=list, verbose_name="까닭이 된 낱말")),
                ("is_by_meaning", models.BooleanField(default=False, verbose_name="뜻으로")),
                ("is_confirmed_alike", models.BooleanField(default=False, verbose_name="비슷한 글에서 확인됨")),
                (
                    "verdict",
                    models.CharField(
                        choices=[("", "판단 전"), ("yes", "맞음"), ("no", "아님")],
                        default="",
                        max_length=4,
                        verbose_name="판단",
                    ),
                ),
                ("judged_on", models.DateField(null=True, verbose_name="판단한 날")),
                ("judged_by", models.CharField(blank=True, max_length=120, verbose_name="판단한 사람")),
                (
                    "text",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="suggestions",
                        to="competency.text",
                        verbose_name="글",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="competency.unit",
                        verbose_name="능력단위",
                    ),
                ),
            ],
            options={
                "verbose_name": "제안한 단위",
                "ordering": ["text", "rank"],
                "constraints": [
                    models.UniqueConstraint(fields=("text", "unit"), name="competency_suggestion_stands_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Succession",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("one", "하나가 하나로"),
                            ("renamed", "같은 코드, 다른 이름"),
                            ("split", "여럿으로 나뉨"),
                            ("merged", "하나로 합쳐짐"),
                            ("gone", "새 판에 없음"),
                        ],
                        max_length=8,
                        verbose_name="종류",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("followed", "저절로 이어짐"),
                            ("waiting", "사람이 볼 것"),
                            ("settled", "사람이 정함"),
                        ],
                        max_length=8,
                        verbose_name="상태",
                    ),
                ),
                ("settled_on", models.DateField(blank=True, null=True, verbose_name="정한 날")),
                ("settled_by", models.CharField(blank=True, max_length=120, verbose_name="정한 사람")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="successions",
                        to="competency.edition",
                        verbose_name="판",
                    ),
                ),
                (
                    "candidates",
                    models.ManyToManyField(blank=True, related_name="+", to="competency.unit", verbose_name="후보"),
                ),
                (
                    "successor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="competency.unit",
                        verbose_name="새 능력단위",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="competency.unit",
                        verbose_name="옛 능력단위",
                    ),
                ),
            ],
            options={
                "verbose_name": "능력단위 대체",
                "ordering": ["unit__code", "pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("edition", "unit"), name="competency_succession_stands_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="Element",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="번호")),
                ("name", models.CharField(max_length=300, verbose_name="요소 이름")),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="elements",
                        to="competency.unit",
                        verbose_name="능력단위",
                    ),
                ),
            ],
            options={
                "verbose_name": "능력단위요소",
                "ordering": ["unit", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("unit", "number"), name="competency_element_number_is_unique")
                ],
            },
        ),
        migrations.CreateModel(
            name="Alignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("exact", "같음"), ("part", "일부"), ("replaced", "대체됨")],
                        max_length=8,
                        verbose_name="종류",
                    ),
                ),
                ("subject", models.CharField(blank=True, max_length=200, verbose_name="과목")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="근거")),
                (
                    "state",
                    models.CharField(
                        choices=[("proposed", "제안됨"), ("confirmed", "확인됨"), ("rejected", "아님")],
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("confirmed_on", models.DateField(blank=True, null=True, verbose_name="확인한 날")),
                ("confirmed_by", models.CharField(blank=True, max_length=120, verbose_name="확인한 사람")),
                (
                    "district",
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
                    "followed",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to="competency.alignment",
                        verbose_name="이어받은 링크",
                    ),
                ),
                (
                    "licence",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="competency.code",
                        verbose_name="자격",
                    ),
                ),
                (
                    "occupation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="competency.occupation",
                        verbose_name="직업",
                    ),
                ),
                (
                    "other",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="competency.unit",
                        verbose_name="다른 능력단위",
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="alignments",
                        to="competency.unit",
                        verbose_name="능력단위",
                    ),
                ),
            ],
            options={
                "verbose_name": "능력단위 이음",
                "ordering": ["unit", "kind", "pk"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("licence__isnull", True),
                                ("occupation__isnull", True),
                                ("other__isnull", False),
                                ("subject", ""),
                            ),
                            models.Q(
                                ("licence__isnull", True),
                                ("occupation__isnull", False),
                                ("other__isnull", True),
                                ("subject", ""),
                            ),
                            models.Q(
                                ("licence__isnull", False),
                                ("occupation__isnull", True),
                                ("other__isnull", True),
                                ("subject", ""),
                            ),
                            models.Q(
                                ("licence__isnull", True),
                                ("occupation__isnull", True),
                                ("other__isnull", True),
                                models.Q(("subject", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="competency_alignment_has_one_target",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Criterion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="번호")),
                ("text", models.CharField(max_length=1000, verbose_name="수행준거")),
                (
                    "element",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="criteria",
                        to="competency.element",
                        verbose_name="요소",
                    ),
                ),
            ],
            options={
                "verbose_name": "수행준거",
                "ordering": ["element", "number"],
                "constraints": [
                    models.UniqueConstraint(fields=("element", "number"), name="competency_criterion_number_is_unique")
                ],
            },
        ),
    ]

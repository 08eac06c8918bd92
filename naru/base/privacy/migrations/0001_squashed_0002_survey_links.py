import django.core.serializers.json
import django.db.models.deletion
import naru.base.privacy.encrypted
from django.db import migrations, models


class Migration(migrations.Migration):
    replaces = [("privacy", "0001_initial"), ("privacy", "0002_survey_links")]

    initial = True

    dependencies = [
        ("district", "0001_squashed_0002_long_lists"),
    ]

    operations = [
        migrations.CreateModel(
            name="Destruction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20, verbose_name="종류")),
                (
                    "state",
                    models.CharField(
                        choices=[("listed", "파기 대상 확인"), ("done", "파기함"), ("dropped", "파기하지 않음")],
                        max_length=8,
                        verbose_name="상태",
                    ),
                ),
                ("due_before", models.DateField(verbose_name="기준일")),
                ("rule", models.CharField(max_length=300, verbose_name="근거")),
                (
                    "rows",
                    models.JSONField(
                        default=list, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="대상 번호"
                    ),
                ),
                ("count", models.PositiveIntegerField(verbose_name="건수")),
                ("listed_by_id", models.BigIntegerField(verbose_name="찾은 사람")),
                ("listed_at", models.DateTimeField(verbose_name="찾은 때")),
                ("confirmed_by_id", models.BigIntegerField(null=True, verbose_name="확인한 사람")),
                ("confirmed_by", models.CharField(blank=True, max_length=120, verbose_name="확인한 사람 이름")),
                ("done_at", models.DateTimeField(null=True, verbose_name="파기한 때")),
                (
                    "proof",
                    models.JSONField(
                        default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="파기 증명"
                    ),
                ),
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
                "verbose_name": "파기",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Link",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("guardian_consent", "보호자 동의"),
                            ("demand_survey", "수요조사 답"),
                            ("demand_revision", "수요조사 답 고치기"),
                        ],
                        max_length=20,
                        verbose_name="용도",
                    ),
                ),
                ("object_type", models.CharField(max_length=40, verbose_name="대상 종류")),
                ("object_id", models.BigIntegerField(verbose_name="대상 번호")),
                ("token_digest", models.CharField(max_length=64, unique=True, verbose_name="토큰 해시")),
                ("is_once", models.BooleanField(default=True, verbose_name="한 번만")),
                ("expires_at", models.DateTimeField(verbose_name="기한")),
                ("made_by_id", models.BigIntegerField(verbose_name="만든 사람")),
                ("made_at", models.DateTimeField(auto_now_add=True, verbose_name="만든 때")),
                ("opened_at", models.DateTimeField(null=True, verbose_name="처음 열린 때")),
                ("bound", models.CharField(blank=True, max_length=64, verbose_name="열린 기기 해시")),
                ("failures", models.PositiveSmallIntegerField(default=0, verbose_name="확인 실패")),
                ("used_at", models.DateTimeField(null=True, verbose_name="쓴 때")),
                ("revoked_at", models.DateTimeField(null=True, verbose_name="거둔 때")),
            ],
            options={
                "verbose_name": "링크",
                "ordering": ["-pk"],
                "indexes": [models.Index(fields=["object_type", "object_id"], name="privacy_link_object")],
            },
        ),
        migrations.CreateModel(
            name="PseudonymExport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("purpose", models.CharField(max_length=300, verbose_name="처리 목적")),
                ("recipient", models.CharField(blank=True, max_length=200, verbose_name="제공받는 곳")),
                ("columns", models.JSONField(default=list, verbose_name="항목")),
                ("rows", models.PositiveIntegerField(verbose_name="줄 수")),
                ("hidden", models.PositiveIntegerField(verbose_name="숨긴 줄 수")),
                ("least", models.PositiveSmallIntegerField(verbose_name="최소 인원")),
                ("digest", models.CharField(max_length=64, verbose_name="파일 해시")),
                ("made_by_id", models.BigIntegerField(verbose_name="만든 사람")),
                ("made_by", models.CharField(max_length=120, verbose_name="만든 사람 이름")),
                ("made_at", models.DateTimeField(verbose_name="만든 때")),
                ("destroy_by", models.DateField(verbose_name="파일을 파기할 날")),
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
                "verbose_name": "가명자료",
                "ordering": ["-pk"],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("firm", "지원한 기업에 자료를 보임"),
                            ("contact", "졸업한 뒤 취업 상태를 물음"),
                            ("promotion", "이름과 사진을 홍보에 씀"),
                            ("health", "건강에 관한 배려"),
                            ("practicum", "현장실습과 취업에 대한 보호자 동의"),
                        ],
                        max_length=12,
                        verbose_name="목적",
                    ),
                ),
                ("person_type", models.CharField(max_length=40, verbose_name="사람 종류")),
                ("person_id", models.BigIntegerField(verbose_name="사람 번호")),
                ("text_version", models.CharField(max_length=12, verbose_name="동의서 판")),
                (
                    "giver",
                    models.CharField(
                        choices=[("self", "본인"), ("guardian", "보호자")], max_length=8, verbose_name="동의한 사람"
                    ),
                ),
                ("giver_name", naru.base.privacy.encrypted.Encrypted(blank=True, verbose_name="동의한 사람 이름")),
                ("giver_id", models.BigIntegerField(blank=True, null=True, verbose_name="동의한 계정")),
                (
                    "how",
                    models.CharField(
                        choices=[("page", "화면에서"), ("link", "링크에서"), ("paper", "서면으로")],
                        max_length=5,
                        verbose_name="방법",
                    ),
                ),
                ("evidence", models.CharField(blank=True, max_length=200, verbose_name="증빙")),
                ("given_at", models.DateTimeField(verbose_name="동의한 때")),
                ("expires_on", models.DateField(verbose_name="끝나는 날")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="끝난 때")),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[("withdrawn", "철회"), ("replaced", "새 동의로 바뀜"), ("erased", "자료 파기")],
                        max_length=9,
                        verbose_name="끝난 까닭",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="district.organisation",
                        verbose_name="받는 곳",
                    ),
                ),
            ],
            options={
                "verbose_name": "동의",
                "ordering": ["-given_at", "-pk"],
                "indexes": [
                    models.Index(fields=["person_type", "person_id", "purpose"], name="privacy_consent_person")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True), ("recipient__isnull", False)),
                        fields=("purpose", "person_type", "person_id", "giver", "recipient"),
                        name="privacy_consent_stands_once_for_each_recipient",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True), ("recipient__isnull", True)),
                        fields=("purpose", "person_type", "person_id", "giver"),
                        name="privacy_consent_stands_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end_reason", ""), ("ended_at__isnull", True)),
                            models.Q(("ended_at__isnull", False), models.Q(("end_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="privacy_consent_end_has_a_reason",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsentRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person_type", models.CharField(max_length=40, verbose_name="사람 종류")),
                ("person_id", models.BigIntegerField(verbose_name="사람 번호")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("firm", "지원한 기업에 자료를 보임"),
                            ("contact", "졸업한 뒤 취업 상태를 물음"),
                            ("promotion", "이름과 사진을 홍보에 씀"),
                            ("health", "건강에 관한 배려"),
                            ("practicum", "현장실습과 취업에 대한 보호자 동의"),
                        ],
                        max_length=12,
                        verbose_name="목적",
                    ),
                ),
                ("guardian_name", naru.base.privacy.encrypted.Encrypted(verbose_name="보호자 이름")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "요청함"),
                            ("agreed", "동의함"),
                            ("refused", "동의하지 않음"),
                            ("taken_back", "요청을 거둠"),
                        ],
                        default="asked",
                        max_length=10,
                        verbose_name="상태",
                    ),
                ),
                ("asked_by_id", models.BigIntegerField(verbose_name="요청한 사람")),
                ("asked_at", models.DateTimeField(verbose_name="요청한 때")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="답한 때")),
                (
                    "recipient",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="district.organisation",
                        verbose_name="받는 곳",
                    ),
                ),
            ],
            options={
                "verbose_name": "보호자 동의 요청",
                "ordering": ["-asked_at", "-pk"],
                "indexes": [models.Index(fields=["person_type", "person_id"], name="privacy_consentrequest_person")],
            },
        ),
        migrations.CreateModel(
            name="ConsentRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("firm", "지원한 기업에 자료를 보임"),
                            ("contact", "졸업한 뒤 취업 상태를 물음"),
                            ("promotion", "이름과 사진을 홍보에 씀"),
                            ("health", "건강에 관한 배려"),
                            ("practicum", "현장실습과 취업에 대한 보호자 동의"),
                        ],
                        max_length=12,
                        verbose_name="목적",
                    ),
                ),
                ("since", models.DateField(verbose_name="적용 시작일")),
                ("below_age", models.PositiveSmallIntegerField(verbose_name="보호자 동의가 필요한 나이(만 미만)")),
                ("source", models.CharField(max_length=200, verbose_name="근거")),
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
                "verbose_name": "보호자 동의 규칙",
                "ordering": ["purpose", "-since"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("district", "purpose", "since"), name="privacy_consentrule_is_dated_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person_type", models.CharField(max_length=40, verbose_name="사람 종류")),
                ("person_id", models.BigIntegerField(verbose_name="사람 번호")),
                ("field", models.CharField(max_length=40, verbose_name="고칠 것")),
                ("wanted", naru.base.privacy.encrypted.Encrypted(verbose_name="바라는 값")),
                ("why", naru.base.privacy.encrypted.Encrypted(blank=True, verbose_name="까닭")),
                (
                    "state",
                    models.CharField(
                        choices=[("asked", "요청함"), ("corrected", "고침"), ("refused", "고치지 않음")],
                        default="asked",
                        max_length=9,
                        verbose_name="상태",
                    ),
                ),
                ("asked_by_id", models.BigIntegerField(verbose_name="요청한 사람")),
                ("asked_on", models.DateField(verbose_name="요청일")),
                ("answer_by", models.DateField(verbose_name="답할 날")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="답한 날")),
                ("answer", models.CharField(blank=True, max_length=300, verbose_name="답")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="district.organisation",
                        verbose_name="답할 기관",
                    ),
                ),
            ],
            options={
                "verbose_name": "정정 요청",
                "ordering": ["state", "answer_by", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("state", "asked")),
                        fields=("person_type", "person_id", "field"),
                        name="privacy_correction_is_asked_once",
                    )
                ],
            },
        ),
    ]

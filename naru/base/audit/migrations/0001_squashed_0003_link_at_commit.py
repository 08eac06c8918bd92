"""The audit's tables; PostgreSQL links new rows at commit (see `chain.py`)."""

import django.core.serializers.json
import django.db.models.deletion
from django.db import migrations, models


CHAINS = {"events": "audit_event", "looks": "audit_look"}

FUNCTION = """
CREATE OR REPLACE FUNCTION {table}_link() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    reached bigint;
    link text;
    each record;
BEGIN
    PERFORM 1 FROM {table} WHERE id = NEW.id AND sequence IS NULL;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    INSERT INTO audit_head (chain, sequence, digest, base_sequence, base_digest)
        VALUES ('{chain}', 0, '', 0, '') ON CONFLICT (chain) DO NOTHING;
    SELECT h.sequence, h.digest INTO reached, link FROM audit_head h WHERE h.chain = '{chain}' FOR UPDATE;
    FOR each IN SELECT id, content FROM {table} WHERE sequence IS NULL ORDER BY id LOOP
        reached := reached + 1;
        link := encode(sha256(convert_to(link || ':' || reached || ':' || each.content, 'UTF8')), 'hex');
        UPDATE {table} SET sequence = reached, digest = link WHERE id = each.id;
    END LOOP;
    UPDATE audit_head SET sequence = reached, digest = link WHERE audit_head.chain = '{chain}';
    RETURN NULL;
END $$;
"""
TRIGGER = """
CREATE CONSTRAINT TRIGGER {table}_link AFTER INSERT ON {table}
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW WHEN (NEW.sequence IS NULL) EXECUTE FUNCTION {table}_link();
"""


def begin_chains(apps, schema_editor):
    for chain in CHAINS:
        apps.get_model("audit", "Head").objects.get_or_create(chain=chain)


def link_at_commit(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for chain, table in CHAINS.items():
        schema_editor.execute(FUNCTION.format(chain=chain, table=table))
        schema_editor.execute(TRIGGER.format(table=table))


def link_no_more(apps, schema_editor):
    if schema_editor.connection.vendor != "postgresql":
        return
    for table in CHAINS.values():
        schema_editor.execute(f"DROP TRIGGER IF EXISTS {table}_link ON {table}")
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {table}_link()")


class Migration(migrations.Migration):
    replaces = [("audit", "0001_initial"), ("audit", "0002_chain"), ("audit", "0003_link_at_commit")]

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Head",
            fields=[
                ("chain", models.CharField(max_length=10, primary_key=True, serialize=False, verbose_name="사슬")),
                ("sequence", models.BigIntegerField(default=0, verbose_name="마지막 순번")),
                ("digest", models.CharField(blank=True, max_length=64, verbose_name="마지막 해시")),
                ("base_sequence", models.BigIntegerField(default=0, verbose_name="보관 시작 앞 순번")),
                ("base_digest", models.CharField(blank=True, max_length=64, verbose_name="보관 시작 앞 해시")),
            ],
            options={
                "verbose_name": "감사 사슬의 머리",
            },
        ),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sequence", models.BigIntegerField(editable=False, null=True, unique=True, verbose_name="순번")),
                (
                    "content",
                    models.CharField(blank=True, default="", editable=False, max_length=64, verbose_name="내용 해시"),
                ),
                ("digest", models.CharField(blank=True, editable=False, max_length=64, verbose_name="사슬 해시")),
                ("at", models.DateTimeField(db_index=True, verbose_name="시각")),
                ("actor_id", models.BigIntegerField(null=True, verbose_name="행위자 번호")),
                ("actor", models.CharField(max_length=120, verbose_name="행위자")),
                ("verb", models.CharField(max_length=60, verbose_name="행위")),
                ("object_type", models.CharField(max_length=60, verbose_name="대상 종류")),
                ("object_id", models.BigIntegerField(null=True, verbose_name="대상 번호")),
                ("object_label", models.CharField(max_length=200, verbose_name="대상")),
                ("district_id", models.BigIntegerField(db_index=True, null=True, verbose_name="지구 번호")),
                (
                    "before",
                    models.JSONField(
                        default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="이전"
                    ),
                ),
                (
                    "after",
                    models.JSONField(
                        default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="이후"
                    ),
                ),
                ("why", models.CharField(blank=True, max_length=500, verbose_name="이유")),
                ("salt", models.CharField(blank=True, editable=False, max_length=32, verbose_name="소금값")),
                (
                    "personal_digest",
                    models.CharField(blank=True, editable=False, max_length=64, verbose_name="개인정보 해시"),
                ),
                ("erased_on", models.DateField(editable=False, null=True, verbose_name="개인정보 파기일")),
            ],
            options={
                "verbose_name": "감사 기록",
                "ordering": ["-at", "-pk"],
                "indexes": [models.Index(fields=["object_type", "object_id"], name="audit_event_object")],
            },
        ),
        migrations.CreateModel(
            name="Look",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sequence", models.BigIntegerField(editable=False, null=True, unique=True, verbose_name="순번")),
                (
                    "content",
                    models.CharField(blank=True, default="", editable=False, max_length=64, verbose_name="내용 해시"),
                ),
                ("digest", models.CharField(blank=True, editable=False, max_length=64, verbose_name="사슬 해시")),
                ("at", models.DateTimeField(db_index=True, verbose_name="시각")),
                ("actor_id", models.BigIntegerField(verbose_name="본 사람 번호")),
                ("actor", models.CharField(max_length=120, verbose_name="본 사람")),
                ("role", models.CharField(blank=True, max_length=120, verbose_name="본 사람의 역할")),
                (
                    "kind",
                    models.CharField(
                        choices=[("view", "봄"), ("list", "목록"), ("export", "내려받기"), ("api", "API")],
                        max_length=10,
                        verbose_name="행위",
                    ),
                ),
                ("place", models.CharField(max_length=120, verbose_name="화면")),
                ("address", models.CharField(blank=True, max_length=45, verbose_name="접속지")),
                ("district_id", models.BigIntegerField(db_index=True, null=True, verbose_name="지구 번호")),
                ("persons", models.PositiveIntegerField(default=0, verbose_name="사람 수")),
                ("is_masked", models.BooleanField(default=False, verbose_name="이름 가림")),
                ("why", models.CharField(blank=True, max_length=500, verbose_name="이유")),
                ("subjects", models.CharField(editable=False, max_length=64, verbose_name="대상 해시")),
            ],
            options={
                "verbose_name": "접속기록",
                "ordering": ["-at", "-pk"],
                "indexes": [models.Index(fields=["actor_id", "at"], name="audit_look_actor")],
            },
        ),
        migrations.CreateModel(
            name="Review",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("district_id", models.BigIntegerField(verbose_name="지구 번호")),
                ("month", models.DateField(verbose_name="달")),
                ("looks", models.PositiveIntegerField(verbose_name="기록 수")),
                (
                    "found",
                    models.JSONField(
                        default=list, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="살펴볼 것"
                    ),
                ),
                ("head_sequence", models.BigIntegerField(verbose_name="사슬 순번")),
                ("head_digest", models.CharField(max_length=64, verbose_name="사슬 해시")),
                ("note", models.CharField(max_length=1000, verbose_name="점검 의견")),
                ("signed_by_id", models.BigIntegerField(verbose_name="점검자 번호")),
                ("signed_by", models.CharField(max_length=120, verbose_name="점검자")),
                ("signed_at", models.DateTimeField(verbose_name="점검 시각")),
            ],
            options={
                "verbose_name": "접속기록 점검",
                "ordering": ["-month"],
                "constraints": [
                    models.UniqueConstraint(fields=("district_id", "month"), name="audit_review_is_signed_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="LookedAt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("person_type", models.CharField(max_length=40, verbose_name="사람 종류")),
                ("person_id", models.BigIntegerField(verbose_name="사람 번호")),
                (
                    "look",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="looked_at",
                        to="audit.look",
                        verbose_name="접속기록",
                    ),
                ),
            ],
            options={
                "verbose_name": "접속기록의 대상",
                "indexes": [models.Index(fields=["person_type", "person_id", "look"], name="audit_lookedat_person")],
            },
        ),
        migrations.RunPython(begin_chains, migrations.RunPython.noop),
        migrations.RunPython(link_at_commit, link_no_more),
    ]

"""Links the events that were there before the chain, and lets PostgreSQL link new rows at commit (see `chain.py`)."""

import secrets

from django.db import migrations

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


def link_what_is_there(apps, schema_editor):
    from naru.base.audit import chain

    event_model, head_model = apps.get_model("audit", "Event"), apps.get_model("audit", "Head")
    link, number = "", 0
    for event in event_model.objects.order_by("pk").iterator():
        number += 1
        event.salt = secrets.token_hex(16)
        event.personal_digest = chain.hash_of([event.salt, [getattr(event, name) for name in chain.PERSONAL]])
        event.content = chain.hash_of([getattr(event, name) for name in chain.PLAIN])
        event.sequence, event.digest = number, chain.digest_of(link, number, event.content)
        event.save()
        link = event.digest
    head_model.objects.update_or_create(chain="events", defaults={"sequence": number, "digest": link})
    head_model.objects.get_or_create(chain="looks")


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
    dependencies = [("audit", "0002_chain")]

    operations = [
        migrations.RunPython(link_what_is_there, migrations.RunPython.noop),
        migrations.RunPython(link_at_commit, link_no_more),
    ]

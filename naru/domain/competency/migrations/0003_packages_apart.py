"""A CASE package is a row of its own, and holds the identifier of each item that became a unit where the item stood."""

import django.db.models.deletion
from django.db import migrations, models


def move(apps, schema_editor):
    Framework = apps.get_model("competency", "Framework")
    Package = apps.get_model("competency", "Package")
    for framework in Framework.objects.filter(old__isnull=False).iterator(chunk_size=20):
        whole = framework.old
        order = whole.pop("order", [])
        known = {each["identifier"]: each for each in whole.get("CFItems") or []}
        if order:
            whole["CFItems"] = [known.get(each, each) for each in order]
        Package.objects.create(framework=framework, whole=whole)


class Migration(migrations.Migration):
    dependencies = [("competency", "0001_squashed_0002_editions_links_texts")]

    operations = [
        migrations.RenameField(model_name="framework", old_name="package", new_name="old"),
        migrations.CreateModel(
            name="Package",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("whole", models.JSONField(verbose_name="꾸러미")),
                (
                    "framework",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="package",
                        to="competency.framework",
                        verbose_name="능력 표준",
                    ),
                ),
            ],
            options={"verbose_name": "CASE 꾸러미"},
        ),
        migrations.RunPython(move, migrations.RunPython.noop),
        migrations.RemoveField(model_name="framework", name="old"),
    ]

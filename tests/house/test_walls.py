"""The house stands as drawn; each wall is also seen to fail on a planted violation."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from naru.config import rooms
from tests.house import walls

ROOT = Path(__file__).resolve().parents[2]
NARU = ROOT / "naru"

CHECKS = [
    walls.strange_files,
    walls.forbidden_names,
    walls.impure_rules,
    walls.stray_objects,
    walls.unguarded_actions,
    walls.inline_code,
    walls.untranslated_templates,
    walls.talkative_logs,
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_wall_stands(check):
    assert check(NARU) == []


PLANTED = {
    walls.strange_files: ("domain/demand/services.py", "x = 1\n"),
    walls.forbidden_names: ("base/utils.py", "x = 1\n"),
    walls.impure_rules: ("domain/demand/rules.py", "from django.db import models\n"),
    walls.stray_objects: ("web/demand/pages.py", "def page(): return Need.objects.all()\n"),
    walls.unguarded_actions: ("domain/demand/actions.py", "def act(*, need, by):\n    need.save()\n"),
    walls.inline_code: ("web/templates/demand/list.html", '<p style="color:red">x</p>\n'),
    walls.talkative_logs: ("base/talk.py", "log.warning(f'{learner} left')\n"),
    walls.untranslated_templates: ("web/templates/demand/list.html", "<p>수요</p>\n"),
}


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_planted_violation_is_seen(check, tmp_path):
    for room in rooms.NAMES:
        (tmp_path / "domain" / room).mkdir(parents=True)
    for floor in ("web", "api", "cli", "document"):
        (tmp_path / floor).mkdir()
    assert check(tmp_path) == []
    name, text = PLANTED[check]
    place = tmp_path / name
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text(text)
    assert len(check(tmp_path)) == 1


CONTRACT_PLANTS = [
    ("naru/domain/partners/planted.py", "import naru.domain.evidence.models\n"),
    ("naru/base/district/planted.py", "import naru.domain.partners.models\n"),
    ("naru/engine/planted.py", "import django\n"),
    ("naru/engine/matching/planted.py", "import naru.engine.cohort.problem\n"),
    ("naru/web/planted.py", "import naru.engine.cohort\n"),
    ("naru/domain/lobby/__init__.py", ""),
]


@pytest.mark.slow
def test_import_contracts_fail_on_planted_violations(tmp_path):
    import shutil

    shutil.copytree(NARU, tmp_path / "naru", ignore=shutil.ignore_patterns("__pycache__", "static", "*.mo"))
    shutil.copy(ROOT / ".importlinter", tmp_path / ".importlinter")
    linter = Path(sys.executable).with_name("lint-imports")

    def lint() -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, str(linter), "--no-cache"],
            cwd=tmp_path,
            env={"PYTHONPATH": str(tmp_path), "PATH": ""},
            capture_output=True,
            text=True,
        )

    clean = lint()
    assert clean.returncode == 0, clean.stdout
    for name, text in CONTRACT_PLANTS:
        place = tmp_path / name
        place.parent.mkdir(exist_ok=True)
        place.write_text(text)
        assert lint().returncode == 1, f"{name} was not seen"
        if place.name == "__init__.py":
            shutil.rmtree(place.parent)
        else:
            place.unlink()


def naru_models() -> list[type[models.Model]]:
    return [each for each in apps.get_models(include_auto_created=True) if each.__module__.startswith("naru.")]


def room_of(model: type[models.Model]) -> str:
    return model.__module__.split(".")[2]


def test_foreign_keys_that_leave_their_room_point_upstream_and_show_nothing_back():
    order = [*rooms.BASE, *rooms.NAMES]
    offences = []
    for model in naru_models():
        for field in model._meta.get_fields():
            if not isinstance(field, models.ForeignKey) or field.model is not model:
                continue
            target = field.related_model
            if not target.__module__.startswith("naru.") or room_of(target) == room_of(model):
                continue
            here, there = room_of(model), room_of(target)
            if order.index(there) > order.index(here):
                offences.append(f"{model.__name__}.{field.name} points downstream")
            if not field.remote_field.related_name or not field.remote_field.related_name.endswith("+"):
                offences.append(f"{model.__name__}.{field.name} shows itself in another room")
    assert offences == []


def test_every_constraint_is_named_for_its_room_and_model():
    offences = []
    for model in naru_models():
        for constraint in model._meta.constraints:
            if not constraint.name.startswith(f"{model._meta.app_label}_{model._meta.model_name}_"):
                offences.append(constraint.name)
    assert offences == []


def test_every_field_is_classed_once():
    from naru.base.privacy import classes

    assert classes.unclassed() == []


def test_an_unclassed_field_is_seen(monkeypatch):
    from naru.base.privacy import classes
    from naru.domain.people.models import Learner

    without_name = tuple(name for name in Learner.Privacy.personal if name != "name")
    monkeypatch.setattr(Learner.Privacy, "personal", without_name)
    assert [offence for offence in classes.unclassed() if "name" in str(offence)]


def test_rooms_stand_in_corridor_order_in_settings_and_contracts():
    from django.conf import settings

    installed = [app.split(".")[2] for app in settings.INSTALLED_APPS if app.startswith("naru.domain.")]
    assert tuple(installed) == rooms.NAMES
    text = (ROOT / ".importlinter").read_text()
    corridor = text.split("containers = naru.domain")[1].split("exhaustive")[0]
    listed = [name for name in re.findall(r"[a-z]+", corridor.split("layers =")[1])]
    assert tuple(reversed(listed)) == ("budget", "partners", *rooms.NAMES[2:])


def test_migrations_say_what_models_say(db):
    from django.core.management import call_command

    call_command("makemigrations", "--check", "--dry-run", verbosity=0)

"""Every deed that the house records has its sentence."""

import ast
from pathlib import Path

from django.template.loader import render_to_string

import naru

ROOT = Path(naru.__file__).parent


def recorded() -> set[str]:
    """The verbs that `record.record` is called with, wherever they are written out."""
    found = set()
    for path in ROOT.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
                continue
            first = node.args[0]
            if node.func.attr == "record" and isinstance(first, ast.Constant) and isinstance(first.value, str):
                found.add(first.value)
    return found


def test_every_deed_has_its_sentence():
    verbs = recorded()
    assert len(verbs) > 50
    assert [verb for verb in sorted(verbs) if render_to_string("_verb.html", {"verb": verb}).strip() == verb] == []

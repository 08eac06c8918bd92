"""The reference, written from the code: python -m naru.cli.reference docs/reference.md."""

import argparse
import importlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path


def text() -> str:
    """The whole reference as Markdown."""
    from django.utils import translation

    with translation.override("ko"):
        return "\n".join([*_head(), *_roles(), *_numbers(), *_rules(), *_sheets(), *_verbs()]) + "\n"


def _head() -> Iterator[str]:
    yield "# Reference"
    yield ""
    yield "Written from the code by `python -m naru.cli.reference docs/reference.md`; a test compares the two."


def _roles() -> Iterator[str]:
    from naru.base.accounts import roles
    from naru.base.accounts.enums import Role

    yield ""
    yield "## Roles"
    yield ""
    yield "| role | 역할 | reaches | may |"
    yield "|---|---|---|---|"
    for role in Role:
        grants = ", ".join(sorted(each.value for each in roles.GRANTS[role]))
        yield f"| `{role.value}` | {role.label} | {roles.SCOPES[role].label} | {grants} |"


def _modules() -> Iterator[object]:
    from naru.config import rooms

    for name in (
        "naru.base.rulebook.number",
        "naru.base.rulebook.leaning",
        "naru.base.privacy.law",
        *(f"naru.domain.{room}.rules" for room in rooms.NAMES),
    ):
        yield importlib.import_module(name)


def _numbers() -> Iterator[str]:
    from naru.base.rulebook.number import Definition

    yield ""
    yield "## Numbers"
    yield ""
    yield "| code | version | since | 뜻 | meaning | formula | unit | source |"
    yield "|---|---|---|---|---|---|---|---|"
    seen: set[tuple[str, str]] = set()
    for module in _modules():
        for value in vars(module).values():
            if isinstance(value, Definition) and (value.code, value.version) not in seen:
                seen.add((value.code, value.version))
                yield (
                    f"| `{value.code}` | {value.version} | {value.since} | {value.korean} | {value.english} "
                    f"| {value.formula.replace('|', '¦')} | {value.unit} | {value.source} |"
                )


def _rules() -> Iterator[str]:
    from naru.base.rulebook.dated import Dated

    yield ""
    yield "## Rules as dated data"
    yield ""
    yield "| name | in force from | value | source | verified |"
    yield "|---|---|---|---|---|"
    seen: set[str] = set()
    for module in _modules():
        for value in vars(module).values():
            if isinstance(value, Dated) and value.name not in seen:
                seen.add(value.name)
                for entry in value.entries:
                    shown = entry.value
                    if isinstance(shown, dict):
                        shown = ", ".join(f"{getattr(key, 'value', key)}: {each}" for key, each in shown.items())
                    verified = "yes" if entry.is_verified else "no"
                    yield f"| `{value.name}` | {entry.since} | {shown} | {entry.source} | {verified} |"


def _sheets() -> Iterator[str]:
    from naru.document.exchange import sheets

    yield ""
    yield "## Sheets of the workbook"
    for sheet in sheets.SHEETS:
        yield ""
        yield f"### {sheet.title} (`{sheet.key}`)"
        yield ""
        yield f"{sheet.about} Key: {', '.join(sheet.column(name).title for name in sheet.unique)}."
        yield ""
        yield "| 열 | column | kind | required | choices |"
        yield "|---|---|---|---|---|"
        for column in sheet.columns:
            words = " / ".join(str(label) for label in column.choices.labels) if column.choices else ""
            yield f"| {column.title} | `{column.name}` | {column.kind.value} | {'yes' if column.required else ''} | {words} |"


def _verbs() -> Iterator[str]:
    from naru.cli.main import parser

    yield ""
    yield "## The command `naru`"
    yield ""
    yield "| verb | what it does | options |"
    yield "|---|---|---|"
    yield from _verbs_of(parser(), "naru")


def _verbs_of(found: argparse.ArgumentParser, before: str) -> Iterator[str]:
    for action in found._actions:
        choices = action.choices
        if not isinstance(choices, dict):
            continue
        helps = {each.dest: each.help or "" for each in getattr(action, "_choices_actions", [])}
        for name, sub in choices.items():
            if any(isinstance(each.choices, dict) for each in sub._actions):
                yield from _verbs_of(sub, f"{before} {name}")
                continue
            options = [
                each.option_strings[0] if each.option_strings else each.dest
                for each in sub._actions
                if each.dest != "help"
            ]
            yield f"| `{before} {name}` | {helps.get(name, '')} | {' '.join(f'`{each}`' for each in options)} |"


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "naru.config.settings")
    import django

    django.setup()
    Path(sys.argv[1]).write_text(text())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

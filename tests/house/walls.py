"""The walls of the house, as functions from a tree to a list of offences; the tests plant a violation for each."""

import ast
import re
from pathlib import Path

from naru.config import rooms

ROOM_FILES = {
    "__init__",
    "apps",
    "enums",
    "rules",
    "models",
    "queries",
    "actions",
    "bridge",
    "jobs",
    "migrations",
    "reference",
}
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "services", "signals", "managers", "misc", "common"}
CLOCK = {"now", "today", "localdate", "utcnow"}


def python_files(root: Path) -> list[Path]:
    return [path for path in sorted(root.rglob("*.py")) if "migrations" not in path.parts]


def room_files(root: Path, stem: str) -> list[Path]:
    """A file of each room, or every module of it where it is a package."""
    return sorted([*(root / "domain").glob(f"*/{stem}.py"), *(root / "domain").glob(f"*/{stem}/*.py")])


def strange_files(root: Path) -> list[str]:
    """Files of a room that are not on the closed list."""
    offences = []
    for room in rooms.NAMES:
        for path in sorted((root / "domain" / room).iterdir()):
            if path.name != "__pycache__" and path.stem not in ROOM_FILES:
                offences.append(f"domain/{room}/{path.name} is not a file of a room")
    return offences


def forbidden_names(root: Path) -> list[str]:
    return [
        f"{path.relative_to(root)} says nothing by its name"
        for path in python_files(root)
        if path.stem in FORBIDDEN_NAMES
    ]


def impure_rules(root: Path) -> list[str]:
    """rules.py knows no ORM, no clock and no settings."""
    offences = []
    for path in room_files(root, "rules"):
        for node in ast.walk(ast.parse(path.read_text())):
            names: list[str] = []
            if isinstance(node, ast.ImportFrom):
                names = [f"{node.module}.{each.name}" for each in node.names]
            elif isinstance(node, ast.Import):
                names = [each.name for each in node.names]
            for name in names:
                if name.startswith(("django.db", "django.conf", "django.utils.timezone")) or name.endswith(".models"):
                    offences.append(f"{path.relative_to(root)}:{node.lineno} imports {name}")
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CLOCK:
                offences.append(f"{path.relative_to(root)}:{node.lineno} reads the clock")
    return offences


def stray_objects(root: Path) -> list[str]:
    """`.objects` outside models, queries and actions of a room, and outside the ground."""
    allowed = {"models", "queries", "actions"}
    offences = []
    for floor in ("web", "api", "cli", "domain", "document"):
        for path in python_files(root / floor):
            inside = path.relative_to(root)
            stems = {path.stem, *[part for part in inside.parts[:-1]]}
            if stems & allowed:
                continue
            for node in ast.walk(ast.parse(path.read_text())):
                if isinstance(node, ast.Attribute) and node.attr in {"objects", "_default_manager", "_base_manager"}:
                    offences.append(f"{inside}:{node.lineno} reaches for .{node.attr}")
    return offences


def unguarded_actions(root: Path) -> list[str]:
    """Every public action that takes `by` starts with a permission: `require` before it writes."""
    offences = []
    for path in room_files(root, "actions"):
        tree = ast.parse(path.read_text())
        for node in tree.body:
            if not isinstance(node, ast.FunctionDef) or node.name.startswith("_"):
                continue
            arguments = [each.arg for each in node.args.kwonlyargs]
            if "by" not in arguments:
                continue
            body = [each for each in node.body if not _is_docstring(each)]
            if not any(_requires(each) for each in body[:3]):
                offences.append(f"{path.relative_to(root)}:{node.lineno} {node.name} does not start with require")
    return offences


def _is_docstring(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _requires(node: ast.stmt) -> bool:
    for each in ast.walk(node):
        if isinstance(each, ast.Call):
            name = each.func.attr if isinstance(each.func, ast.Attribute) else getattr(each.func, "id", "")
            if "require" in name:
                return True
    return False


INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*type=\"application/(?:ld\+)?json\")|<style|\sstyle=|\son[a-z]+=\"", re.I
)
QUERY = re.compile(r"\.objects\b|\.all\b|\.filter\b|_set\b")


def inline_code(root: Path) -> list[str]:
    """Inline script, style and handlers in templates (none is allowed, so that a strict CSP can hold)."""
    offences = []
    for path in sorted((root / "web" / "templates").rglob("*.html")):
        for number, line in enumerate(path.read_text().splitlines(), 1):
            if INLINE.search(line):
                offences.append(f"{path.relative_to(root)}:{number} has inline code: {line.strip()[:80]}")
            if re.search(r"{[{%].*?(" + QUERY.pattern + r").*?[%}]}", line):
                offences.append(f"{path.relative_to(root)}:{number} queries in a template: {line.strip()[:80]}")
    return offences


LOGGERS = {"log", "logger", "logging"}
LEVELS = {"debug", "info", "warning", "error", "exception", "critical", "log"}
#: Names of personal fields: what such an attribute holds is nobody's business in a log.
PERSONAL = {"name", "email", "phone", "birth_date", "sex", "number", "signatory", "user", "learner", "answer", "memo"}


def talkative_logs(root: Path) -> list[str]:
    """Log calls that build their text before the filter sees its parts, or that hand over a personal field."""
    offences = []
    for path in python_files(root):
        for node in ast.walk(ast.parse(path.read_text())):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in LEVELS):
                continue
            if not (isinstance(node.func.value, ast.Name) and node.func.value.id in LOGGERS):
                continue
            for part in node.args:
                built = isinstance(part, (ast.JoinedStr, ast.BinOp)) or (
                    isinstance(part, ast.Call) and isinstance(part.func, ast.Attribute) and part.func.attr == "format"
                )
                told = {each.attr for each in ast.walk(part) if isinstance(each, ast.Attribute)} & PERSONAL
                if built or told:
                    offences.append(f"{path.relative_to(root)}:{node.lineno} tells the log too much")
                    break
    return offences


HANGUL = re.compile(r"[가-힣]")


def untranslated_templates(root: Path) -> list[str]:
    """Korean words in templates that no translation block holds."""
    offences = []
    for path in sorted((root / "web" / "templates").rglob("*.html")):
        text = path.read_text()
        text = re.sub(r"{%\s*blocktrans(late)?.*?{%\s*endblocktrans(late)?\s*%}", _blank, text, flags=re.S)
        text = re.sub(r"{%\s*comment.*?{%\s*endcomment\s*%}", _blank, text, flags=re.S)
        text = re.sub(r"{#.*?#}", _blank, text, flags=re.S)
        text = re.sub(r"{%\s*(trans|translate)\b.*?%}|_\(\s*(\"[^\"]*\"|'[^']*')\s*\)", _blank, text, flags=re.S)
        for number, line in enumerate(text.splitlines(), 1):
            if HANGUL.search(line) and "lang=" not in line:
                offences.append(f"{path.relative_to(root)}:{number} is not translated: {line.strip()[:80]}")
    return offences


def _blank(match: re.Match[str]) -> str:
    return "\n" * match.group(0).count("\n")

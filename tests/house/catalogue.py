"""Finds every text that Naru says and compares it with the English catalogue.

python -m tests.house.catalogue        lists what has no English yet and adds it to the catalogue, empty
"""

from io import BytesIO, StringIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
NARU = ROOT / "naru"
PO = NARU / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
}


def messages() -> dict[str | tuple[str, ...], str]:
    """Every message id with the place where it stands first."""
    found: dict[str | tuple[str, ...], str] = {}
    sources: list[tuple[Path, bytes]] = []
    for path in sorted(NARU.rglob("*.py")):
        if "migrations" not in path.parts:
            sources.append((path, path.read_bytes()))
    for path in sorted((NARU / "web" / "templates").rglob("*")):
        if path.suffix in {".html", ".txt"}:
            lines = templatize(path.read_text()).splitlines()
            sources.append((path, "\n".join(line.strip() for line in lines).encode()))
    for path, text in sources:
        for line, message, _comments, context in extract("python", BytesIO(text), keywords=KEYWORDS):
            if isinstance(message, str) and not message.strip():
                continue
            key = message if context is None else f"{context}\x04{message}"
            found.setdefault(key, f"{path.relative_to(ROOT)}:{line}")
    return found


def catalogue() -> Catalog:
    if not PO.exists():
        return Catalog(locale="en", project="naru", version="0.1.0", charset="utf-8")
    return read_po(StringIO(PO.read_text()), locale="en")


def ids(message: str | tuple[str, ...]) -> tuple[str | None, str | tuple[str, ...]]:
    if isinstance(message, str) and "\x04" in message:
        context, text = message.split("\x04", 1)
        return context, text
    return None, message


def missing() -> list[str]:
    """Messages without an English text, with their place."""
    known = catalogue()
    lacking = []
    for message, place in messages().items():
        context, text = ids(message)
        entry = known.get(text[0] if isinstance(text, tuple) else text, context=context)
        english = entry.string if entry else ""
        if not (all(english) if isinstance(english, tuple) else english):
            lacking.append(f"{place}: {text}")
    return lacking


def update() -> int:
    """Rewrites the catalogue with all messages in order; keeps the texts it has, drops what nobody says."""
    known = catalogue()
    fresh = Catalog(locale="en", project="naru", version="0.1.0", charset="utf-8", fuzzy=False)
    empty = 0
    for message in sorted(messages(), key=str):
        context, text = ids(message)
        entry = known.get(text[0] if isinstance(text, tuple) else text, context=context)
        string = entry.string if entry else ""
        empty += not string
        fresh.add(text, string or None, context=context, flags=entry.flags - {"fuzzy"} if entry else ())
    out = BytesIO()
    write_po(out, fresh, no_location=True, width=110, omit_header=False)
    lines = [line for line in out.getvalue().decode().splitlines() if not line.startswith('"POT-Creation-Date')]
    PO.write_text("\n".join(line for line in lines if not line.startswith('"PO-Revision-Date')) + "\n")
    return empty


if __name__ == "__main__":
    print(f"{update()} without English")

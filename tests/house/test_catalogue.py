"""Korean first, English complete."""

import re

from tests.house import catalogue


def test_every_text_has_an_english_one():
    assert catalogue.missing() == []


def test_english_texts_hold_no_korean_and_the_same_placeholders():
    offences = []
    names = re.compile(r"%\((\w+)\)|{(\w+)}")
    for entry in catalogue.catalogue():
        if not entry.id:
            continue
        korean = " ".join(entry.id) if isinstance(entry.id, tuple) else entry.id
        english = " ".join(entry.string) if isinstance(entry.string, tuple) else entry.string
        if re.search(r"[가-힣]", english.replace("한국어", "")):
            offences.append(english)
        if set(names.findall(korean)) != set(names.findall(english)):
            offences.append(f"{korean} → {english}")
    assert offences == []

"""Each check of the dependency audit sees what is planted for it."""

from tests import audit


def test_pins_are_read_with_their_hashes():
    text = "a-b==1.0 \\\n    --hash=sha256:1 \\\n    --hash=sha256:2\nc[x]==2.0\n"
    known = audit.pins(text)
    assert known == {"a-b": ("1.0", 2), "c": ("2.0", 0)}
    assert audit.without_hash(known) == ["c 2.0 has no hash"]


def test_pin_below_a_known_fix_is_seen():
    advisories = [{"package": "django", "below": "5.2.8", "id": "CVE", "what": "x"}]
    assert audit.weak({"django": ("5.2.7", 1)}, advisories)
    assert audit.weak({"django": ("5.2.10", 1)}, advisories) == []


def test_stray_and_differing_packages_are_seen():
    known = {"a": ("1.0", 1)}
    assert audit.strange(known, {"a": "1.1"}) == ["a 1.1 is here, 1.0 is pinned"]
    assert audit.strange(known, {"a": "1.0", "b": "2"}) == ["b 2 is here and no pin names it"]


def test_missing_and_closed_licences_are_seen():
    assert audit.unfree({"a": "MIT", "b": "Apache-2.0 OR BSD-3-Clause"}) == []
    assert audit.unfree({"a": "", "b": "Proprietary", "c": "MIT AND AGPL-3.0"}) == [
        "a: no licence stated",
        "b: Proprietary",
        "c: MIT AND AGPL-3.0",
    ]

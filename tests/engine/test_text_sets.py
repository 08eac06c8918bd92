"""The held-out sets of `benchmarks/text`: nothing that is reported was learned from, and no text sees its own unit."""

import pytest

from benchmarks.text import sets

pytestmark = pytest.mark.skipif(not sets.DATA.is_dir(), reason="the public data folder is not here")


@pytest.mark.parametrize("made", [sets.jobs, sets.standards])
def test_halves_share_no_text_and_some_texts_have_no_unit(made):
    tune, report = made(sets.TUNE, 300), made(sets.REPORT, 300)
    assert not set(tune.texts) & set(report.texts)
    for held in (tune, report):
        assert 0 < sum(not each for each in held.right) < len(held.texts) / 2
        assert all(own not in right for own, right in zip(held.excluded, held.right, strict=True))


def test_jobs_own_name_is_taken_out_of_the_text():
    held = sets.jobs(sets.REPORT, 300)
    for text, own in zip(held.texts, held.excluded, strict=True):
        if own >= 0:
            assert held.units[own].name not in text


def test_criteria_hold_no_text_that_is_asked():
    held = sets.standards(sets.REPORT, 300, with_criteria=True)
    told = " ".join(unit.definition for unit in held.units)
    asked = [text for text in held.texts if len(text) > 40]
    assert asked and not any(text in told for text in asked)


def test_battery_labels_name_real_jobs_and_units():
    held = sets.battery()
    assert len(held.texts) == 37
    assert sum(bool(each) for each in held.right) == len(sets.BATTERY)

"""A leak planted in every place from which a log line comes is struck out before anything is printed."""

import io
import logging
import logging.config

import pytest
from django.conf import settings

from tests.factories import make

NAME, EMAIL, PHONE, RESIDENT = "남궁민수", "minsu.namgung@school.example", "010-1234-5678", "090314-3123456"
PERSONAL = (NAME, "남궁", EMAIL, "minsu.namgung", PHONE, "1234-5678", RESIDENT, "3123456")


@pytest.fixture
def printed(monkeypatch):
    """What the product's own handler prints, at every level."""
    out = io.StringIO()
    logging.config.dictConfig(settings.LOGGING)
    root = logging.getLogger()
    handler = root.handlers[-1]
    monkeypatch.setattr(handler, "stream", out)
    before = root.level
    root.setLevel(logging.DEBUG)
    logging.getLogger("naru.leak").setLevel(logging.DEBUG)
    yield out
    root.setLevel(before)
    root.removeHandler(handler)


log = logging.getLogger("naru.leak")


@pytest.mark.django_db
def test_planted_leaks_are_struck_out(printed):
    learner = make.learner(make.school(make.district()), name=NAME, email=EMAIL)
    log.warning("learner %s left", learner)
    log.warning("%(who)s left", {"who": NAME})
    log.error("mail to %s failed", EMAIL)
    log.error(f"mail to {EMAIL} and {PHONE} failed")
    log.info("called %s about %s", PHONE, RESIDENT)
    log.warning("saved email='%s', name=%s", EMAIL, "Namgung")
    log.warning(learner)
    log.warning(ValueError(NAME))
    text = printed.getvalue()
    assert text.count("naru.leak") == 8
    assert "people.Learner#" in text and "[…]" in text and "Namgung" not in text
    for each in PERSONAL:
        assert each not in text


@pytest.mark.django_db
def test_exceptions_tell_their_place_and_not_the_person(printed):
    try:
        raise ValueError(f"Key (email)=({EMAIL}) already exists; {NAME} {PHONE}")
    except ValueError:
        log.exception("load failed")
    text = printed.getvalue()
    assert "ValueError" in text and "test_logs.py" in text
    said = [line for line in text.splitlines() if line.startswith("ValueError")]
    for each in PERSONAL:
        assert each not in said[0]


def test_addresses_lose_their_question_and_their_signed_part(printed):
    log.warning("Not Found: %s", "/people/?q=namgung")
    log.warning("Not Found: /join/eyJhb:1abc:xyz/")
    log.warning("Gone: /demand/answer/UuFfpwBDACoFB/ and /privacy/link/Mev3RxvBHz/")
    text = printed.getvalue()
    assert "namgung" not in text and "eyJhb" not in text
    assert "/people/?[…]" in text and "/join/[…]" in text
    assert "/demand/answer/[…]" in text and "/privacy/link/[…]" in text

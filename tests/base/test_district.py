"""Identifiers of organisations, and what the tables of the district refuse."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from naru.base.district import queries, rules
from naru.base.district.models import District, DistrictMember, Organisation
from tests.factories import make

PUBLIC_NUMBERS = ["124-81-00998", "120-81-47521", "220-81-62517", "2208162517", " 220 81 62517 "]


@pytest.mark.parametrize("number", PUBLIC_NUMBERS)
def test_published_business_numbers_pass_the_checksum(number):
    assert rules.is_business_number(number)


@pytest.mark.parametrize("number", ["", "220-81-6251", "220-81-625177", "22081625a7", "２２０８１６２５１７"])
def test_other_shapes_are_no_business_number(number):
    assert not rules.is_business_number(number)


@pytest.mark.parametrize("place", range(10))
def test_one_wrong_digit_is_noticed(place):
    digits = "1248100998"
    wrong = digits[:place] + str((int(digits[place]) + 1) % 10) + digits[place + 1 :]
    assert not rules.is_business_number(wrong)


def test_plain_business_number_drops_hyphens_and_spaces():
    assert rules.plain_business_number("220-81 62517") == "2208162517"


@pytest.mark.parametrize(
    ("code", "good"), [("R100123", True), ("7530123", True), ("r100123", False), ("R10012", False), ("R1001234", False)]
)
def test_neis_code_is_an_office_sign_and_six_digits(code, good):
    assert rules.is_neis_code(code) is good


@pytest.mark.django_db
def test_district_is_found_by_its_code():
    here = make.district("here")
    make.district("also")
    assert queries.by_code("here") == here
    assert queries.by_code("nowhere") is None
    assert queries.codes() == ["also", "here"]


@pytest.mark.django_db
def test_names_follow_the_readers_language():
    from django.utils import translation

    school = make.school(name="포항고", name_en="Pohang High")
    assert str(school) == "포항고"
    with translation.override("en"):
        assert str(school) == "Pohang High"
        assert str(make.school(name="이름만")) == "이름만"


@pytest.mark.django_db
def test_tables_refuse_what_cannot_be():
    wide = make.district(kind="wide")
    here = make.district(parent=wide)
    school = make.school(here, neis_code="R100123", business_number="1248100998")
    refused = [
        lambda: make.district(kind="wide", parent=wide),
        lambda: make.school(neis_code="R100123"),
        lambda: make.firm(business_number="1248100998"),
        lambda: DistrictMember.objects.create(district=here, organisation=school, since=date(2026, 1, 1)),
        lambda: DistrictMember.objects.create(
            district=wide, organisation=school, since=date(2026, 1, 2), until=date(2026, 1, 1)
        ),
    ]
    for each in refused:
        with pytest.raises(IntegrityError), transaction.atomic():
            each()
    make.school(), make.school()
    assert Organisation.objects.filter(neis_code="").count() == 2
    assert District.objects.count() == 2

"""The product's rates agree with every published figure, rounding included.

Sources: domain reference section 6 (press of the Ministry of Education and KEDI), and for the ten series
KOSIS 334/DT_920024_3N_007 (직업계고 계열별 졸업현황, 2025), read on 2026-08-07.
"""

from decimal import Decimal

import pytest

from naru.domain.outcome import queries, rules
from naru.domain.outcome.models import PublishedCount
from naru.domain.outcome.rules import Counts

NATION_2023 = Counts(71_591, 19_526, 33_621, 1_940, 971)
NATION_2024 = Counts(63_005, 16_588, 30_216, 1_716, 1_059)
NATION_2025 = Counts(59_661, 15_296, 29_373, 1_523, 1_049)


def with_base(graduates: int, employed: int, study: int, base: int) -> Counts:
    """Of some places only the denominator was published: what is neither it nor study is enlisted or excluded."""
    return Counts(graduates, employed, study, not_counted=graduates - study - base)


DAEGU_2025 = with_base(3_387, 970, 1_825, 1_430)
GYEONGBUK_2025 = with_base(3_906, 1_498, 1_235, 2_343)


@pytest.mark.parametrize(
    ("counts", "rate"),
    [
        (NATION_2023, "55.7"),
        (NATION_2024, "55.3"),
        (NATION_2025, "55.2"),
        (GYEONGBUK_2025, "63.9"),
        (DAEGU_2025, "67.8"),
    ],
)
def test_employment_rate_is_the_published_one(counts, rate):
    assert str(rules.employment_rate(counts)) == rate


def test_denominator_is_the_published_one_where_only_it_is_known():
    assert (DAEGU_2025.base, DAEGU_2025.outside) == (1_430, 132)
    assert (GYEONGBUK_2025.base, GYEONGBUK_2025.outside) == (2_343, 328)


@pytest.mark.parametrize(
    ("rate", "counts", "published"),
    [
        (rules.further_study_rate, NATION_2024, "48.0"),
        (rules.further_study_rate, NATION_2025, "49.2"),
        (rules.net_employment_rate, NATION_2024, "26.3"),
        (rules.unemployed_share, NATION_2023, "21.7"),
        (rules.unemployed_share, NATION_2024, "21.3"),
        (rules.unemployed_share, NATION_2025, "20.8"),
    ],
)
def test_other_rates_are_the_published_ones(rate, counts, published):
    assert str(rate(counts)) == published


def test_unemployed_are_the_published_rest():
    assert [each.unemployed for each in (NATION_2023, NATION_2024, NATION_2025)] == [15_533, 13_426, 12_420]


@pytest.mark.parametrize(("still", "published"), [(15_951, "82.2"), (12_849, "66.2")])
def test_retention_is_the_published_one(still, published):
    assert str(rules.retention_rate(19_401, still)) == published


@pytest.mark.parametrize(
    ("employed", "base", "shown"),
    [(1, 2000, "0.1"), (5, 2000, "0.3"), (1249, 2000, "62.5"), (49, 2000, "2.5"), (999, 2000, "50.0")],
)
def test_exact_halves_are_rounded_up_never_to_even(employed, base, shown):
    assert str(rules.employment_rate(Counts(base, employed, 0))) == shown


#: series, graduates, employed, study, military, excluded, unemployed, base, employment rate, further-study rate.
#: Of the arts no employment rate is published: its base is 9 persons.
SERIES_2025 = [
    ("공업", 27_469, 7_926, 12_207, 1_239, 371, 5_726, 13_652, "58.1", "44.4"),
    ("상업", 19_000, 4_174, 10_411, 103, 381, 3_931, 8_105, "51.5", "54.8"),
    ("가사", 4_316, 1_420, 2_036, 62, 60, 738, 2_158, "65.8", "47.2"),
    ("농림업", 4_005, 944, 2_044, 59, 112, 846, 1_790, "52.7", "51.0"),
    ("실업", 2_021, 415, 1_157, 19, 54, 376, 791, "52.5", "57.2"),
    ("종합", 1_871, 237, 1_122, 20, 43, 449, 686, "34.5", "60.0"),
    ("수산", 374, 88, 149, 13, 17, 107, 195, "45.1", "39.8"),
    ("일반", 348, 52, 216, 1, 11, 68, 120, "43.3", "62.1"),
    ("해양", 229, 39, 12, 7, 0, 171, 210, "18.6", "5.2"),
    ("예술", 28, 1, 19, 0, 0, 8, 9, None, "67.9"),
]
TOTAL_2025 = ("총계", 59_661, 15_296, 29_373, 1_523, 1_049, 12_420, 27_716, "55.2", "49.2")


@pytest.mark.parametrize("row", [*SERIES_2025, TOTAL_2025], ids=lambda row: row[0])
def test_every_series_of_2025_has_its_published_rates(row):
    _series, graduates, employed, study, military, excluded, unemployed, base, employment, further = row
    counts = Counts(graduates, employed, study, military, excluded)
    assert (counts.base, counts.unemployed) == (base, unemployed)
    assert str(rules.further_study_rate(counts)) == further
    if employment is not None:
        assert str(rules.employment_rate(counts)) == employment


def test_series_of_2025_add_up_to_the_published_total():
    assert tuple(sum(row[column] for row in SERIES_2025) for column in range(1, 8)) == TOTAL_2025[1:8]
    assert len(SERIES_2025) == 10


@pytest.mark.django_db
def test_published_rows_give_the_same_rates_through_the_comparison():
    for place, counts in (("전국", NATION_2025), ("대구", DAEGU_2025), ("경북", GYEONGBUK_2025)):
        PublishedCount.objects.create(
            place=place,
            year=2025,
            graduates=counts.graduates,
            employed=counts.employed,
            study=counts.study,
            military=counts.military or None,
            excluded=counts.excluded or None,
            not_counted=counts.not_counted,
            source="교육부",
        )
    found = {each.place: each.value for each in queries.comparison(2025)}
    assert found == {"전국": Decimal("55.2"), "대구": Decimal("67.8"), "경북": Decimal("63.9")}

"""The officer's pages: what the review points at, its signature, destruction by a person's word, pseudonymised files."""

import csv
import io
from datetime import date, datetime, timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from naru.base.accounts import shown
from naru.base.accounts.enums import Role
from naru.base.audit import looks
from naru.base.audit.enums import LookKind
from naru.base.audit.models import Look, Review
from naru.base.privacy import law, review
from naru.base.privacy.models import Destruction, PseudonymExport
from naru.base.rulebook.errors import RuleBroken
from naru.document.pseudonyms import export
from naru.domain.people.models import Learner
from tests.factories import make
from tests.house.matrix.addresses import BACKEND

pytestmark = pytest.mark.django_db
MARCH = date(2026, 3, 1)


@pytest.fixture
def here():
    return make.town()


@pytest.fixture
def officer(here, client):
    found = make.user(Role.DPO, district=here.district)
    client.force_login(found, backend=BACKEND)
    return found


def look(
    here, day: int, hour: int = 10, persons: int = 1, kind: str = "view", address: str = "10.0.0.1", **more
) -> Look:
    seen = shown.Shown({("people.learner", more.get("first", 1) + each): None for each in range(persons)})
    seen.why = more.get("why", "")
    made = looks.keep(
        seen,
        by=more.get("by", here.teacher),
        kind=LookKind(kind),
        place="people:list",
        address=address,
        district=here.district.pk,
        is_masked=False,
    )
    assert made is not None
    Look.objects.filter(pk=made.pk).update(at=datetime(2026, 3, day, hour, tzinfo=timezone.get_current_timezone()))
    return made


def rules(here) -> list[tuple[str, int]]:
    return [(each.rule, each.count) for each in review.pointed_at(here.district, MARCH)]


def test_ordinary_month_points_at_nothing(here):
    look(here, 2)
    look(here, 3, persons=25, kind="list")
    assert rules(here) == []


def test_each_rule_points_at_its_own(here):
    set_ = law.UNUSUAL.on(MARCH).value
    look(here, 4, persons=set_.persons_a_file, kind="export", why="다른 일")
    assert rules(here) == [("file", set_.persons_a_file)]
    look(here, 5, hour=23, first=9000)
    assert ("night", 1) in rules(here)
    for number in range(set_.addresses_a_day):
        look(here, 6, address=f"10.0.0.{number}", first=9001 + number)
    assert ("places", set_.addresses_a_day) in rules(here)
    for _each in range(set_.times_the_same):
        look(here, 7, first=9900)
    assert ("same", set_.times_the_same) in rules(here)
    look(here, 8, persons=set_.persons_a_day, kind="list")
    assert ("many", set_.persons_a_day) in rules(here)


@pytest.mark.django_db(transaction=True)
def test_month_is_read_signed_once_and_kept(client, here, officer):
    look(here, 4, persons=120, kind="export", why="기타: 명단")
    page = client.get(reverse("privacy:review", args=[2026, 3]))
    assert "기타: 명단" in page.content.decode()
    assert client.get(reverse("privacy:reviews")).status_code == 200
    signed = client.post(reverse("privacy:review", args=[2026, 3]), {"note": "담당자에게 확인함"})
    assert signed.status_code == 303
    kept = Review.objects.get()
    assert (kept.looks, kept.found[0]["rule"], kept.signed_by) == (1, "file", officer.name)
    assert kept.head_digest
    assert f"looks:{kept.head_sequence}:" in client.get(reverse("privacy:review", args=[2026, 3])).content.decode()
    again = client.post(reverse("privacy:review", args=[2026, 3]), {"note": "한 번 더"})
    assert again.status_code == 422


def test_month_that_goes_on_is_not_signed(here, officer):
    with pytest.raises(RuleBroken):
        review.sign(district=here.district, month=date(2026, 3, 9), note="x", today=date(2026, 3, 31), by=officer)
    with transaction.atomic():
        review.sign(district=here.district, month=date(2026, 3, 9), note="x", today=date(2026, 4, 1), by=officer)


def test_destruction_is_listed_and_confirmed_by_the_page(client, here, officer):
    old = make.graduate(here.school, on=timezone.localdate() - timedelta(days=6 * 366))
    page = client.get(reverse("privacy:retention")).content.decode()
    assert "학생의 개인정보" in page
    found = client.post(reverse("privacy:find_due"), {"kind": "learner"})
    listed = Destruction.objects.get()
    assert found.headers["Location"] == reverse("privacy:destruction", args=[listed.pk])
    assert str(old.pk) in client.get(found.headers["Location"]).content.decode()
    assert client.post(found.headers["Location"]).status_code == 303
    old.refresh_from_db()
    assert old.erased_on == timezone.localdate()
    assert "파기 증명" in client.get(found.headers["Location"]).content.decode()


def test_destruction_may_be_dropped_with_a_reason(client, here, officer):
    make.graduate(here.school, on=timezone.localdate() - timedelta(days=6 * 366))
    url = client.post(reverse("privacy:find_due"), {"kind": "learner"}).headers["Location"]
    assert client.post(url, {"drop": "yes"}).status_code == 422
    assert client.post(url, {"drop": "yes", "why": "조사가 끝나지 않음"}).status_code == 303
    assert Destruction.objects.get().state == "dropped"
    assert not Learner.objects.filter(erased_on__isnull=False).exists()
    assert client.post(reverse("privacy:find_due"), {"kind": "link"}).status_code == 303
    assert Destruction.objects.count() == 1


def test_pseudonymised_file_names_nobody_and_hides_small_cells(client, here, officer):
    big = [make.learner(here.school, department="battery", sex="f") for _each in range(7)]
    lone = make.learner(here.school, department="steel", sex="m")
    answer = client.post(reverse("privacy:statistics"), {"purpose": "취업 요인 분석", "recipient": "연구원"})
    assert answer["Content-Type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert tuple(rows[0]) == export.COLUMNS
    assert len(rows) == 8
    text = answer.content.decode("utf-8-sig")
    for each in (*big, lone):
        assert each.name not in text
        assert each.number not in text
    assert "steel" not in text
    kept = PseudonymExport.objects.get()
    assert (kept.rows, kept.hidden, kept.least, kept.purpose) == (7, 1, 5, "취업 요인 분석")
    first = {row[0] for row in rows[1:]}
    again = client.post(reverse("privacy:statistics"), {"purpose": "취업 요인 분석", "recipient": ""})
    second = {row[0] for row in csv.reader(io.StringIO(again.content.decode("utf-8-sig")))}
    assert len(first) == 7
    assert not first & second


def test_too_few_people_make_no_file(client, here, officer):
    make.learner(here.school)
    assert client.post(reverse("privacy:statistics"), {"purpose": "취업 요인 분석"}).status_code == 422
    assert not PseudonymExport.objects.exists()


def test_coarsening_leaves_no_cell_below_the_minimum():
    rows = [[str(n), f"school{n % 3}", f"department{n % 7}", str(2020 + n % 2), "fm"[n % 2]] for n in range(60)]
    kept, hidden = export.coarsen(rows, 5)
    cells: dict[tuple[str, ...], int] = {}
    for row in kept:
        cells[tuple(row[1:5])] = cells.get(tuple(row[1:5]), 0) + 1
    assert min(cells.values()) >= 5
    assert len(kept) + hidden == 60
    assert rows[0][1] == "school0"


@pytest.mark.parametrize("name", ["law", "lawful"])
@pytest.mark.parametrize("language", ["ko", "en"])
def test_law_is_open_to_everybody(client, name, language):
    client.cookies["django_language"] = language
    page = client.get(reverse(f"privacy:{name}"))
    assert page.status_code == 200
    assert "개인정보 보호법" in page.content.decode()


def test_every_provision_has_its_article_and_both_languages():
    assert [each.name for each in law.PROVISIONS] == [f"PD{number}" for number in range(1, 13)]
    for each in law.PROVISIONS:
        entry = each.on(date(2026, 11, 1))
        assert entry.source
        assert all(vars(entry.value).values())

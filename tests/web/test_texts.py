"""Texts to units in the browser: proposals with the words that made them, a person's yes and no, and nothing fits."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from benchmarks.text import sets
from naru.base.accounts.enums import Role
from naru.base.jobs import work
from naru.base.jobs.models import Run
from naru.domain.competency.models import Alignment, Framework, Suggestion, Text, Unit
from tests.factories import make
from tests.house.matrix.addresses import BACKEND

pytestmark = pytest.mark.django_db
UNITS = (
    ("1901120103_16v1", "전지·모듈 제작"),
    ("1901120104_16v1", "전지·모듈 테스트"),
    ("1901120205_16v1", "전기저장장치 설비공사"),
    ("1901120123_22v2", "배터리 모듈·랙 제작"),
    ("1901120217_22v1", "전기저장장치 운영"),
)


@pytest.fixture
def here():
    town = make.town()
    framework = Framework.objects.create(code="ncs", name="국가직무능력표준", kind="ncs")
    for code, name in UNITS:
        Unit.objects.create(framework=framework, code=code, name=name, level=3)
    return town


def read() -> None:
    for run in Run.objects.filter(task="competency.link", state="queued"):
        work.perform(run.pk)


def add(client, **given):
    return client.post(reverse("competency:add_texts"), {"kind": "duty"} | given)


def test_pasted_text_gets_proposals_with_words_and_keeps_a_persons_yes_and_no(client, here):
    client.force_login(here.coordinator, backend=BACKEND)
    answer = add(client, title="조립원", body="배터리 셀을 쌓아 배터리 모듈과 랙을 제작한다.")
    assert answer.status_code == 303
    page = answer.headers["Location"]
    assert "찾고 있습니다" in client.get(page).content.decode()
    read()
    text = Text.objects.get()
    assert text.fits is True
    first = text.suggestions.get(rank=1)
    assert first.unit.name == "배터리 모듈·랙 제작"
    assert set(first.words) & {"배터리", "모듈", "랙", "제작"}
    shown = client.get(page).content.decode()
    assert all(word in shown for word in first.words)
    assert client.post(reverse("competency:judge_yes", args=[first.pk])).status_code == 303
    second = text.suggestions.get(rank=2)
    assert client.post(reverse("competency:judge_no", args=[second.pk])).status_code == 303
    assert sorted(Suggestion.objects.exclude(verdict="").values_list("verdict", "judged_by")) == [
        ("no", here.coordinator.name),
        ("yes", here.coordinator.name),
    ]
    add(client, title="조립원", body="배터리 셀을 쌓아 배터리 모듈과 랙을 제작한다.")
    read()
    assert Text.objects.latest("pk").suggestions.get(rank=1).is_confirmed_alike


def test_text_that_nothing_fits_says_so_and_offers_a_local_unit(client, here):
    Framework.objects.create(code="own", name="지역 표준", kind="local", district=here.district)
    client.force_login(here.coordinator, backend=BACKEND)
    page = add(client, title="조리원", body="식단에 따라 음식을 조리하고 주방을 청소한다.").headers["Location"]
    read()
    text = Text.objects.get()
    assert text.fits is False
    shown = client.get(page).content.decode()
    assert "맞는 단위 없음" in shown and "지역 능력단위로 제안하기" in shown
    form = client.get(f"{reverse('competency:add')}?text={text.pk}").context["form"]
    assert (form["name"].value(), form["definition"].value()) == ("조리원", text.body)
    own = Framework.objects.get(code="own")
    assert (form["framework"].value(), form["code"].value()) == (own.pk, "")
    Unit.objects.create(framework=own, code="PH-BAT-07", name="화성", state="confirmed")
    form = client.get(f"{reverse('competency:add')}?text={text.pk}").context["form"]
    assert form["code"].value() == "PH-BAT-08"
    given = {"framework": form.fields["framework"].queryset.get().pk, "name": "조리", "code": "PH-9", "level": "2"}
    made = client.post(reverse("competency:add"), given | {"parts": "재료 다듬기\n- 썰 수 있다."})
    unit = Unit.objects.get(code="PH-9")
    assert (made.status_code, unit.state) == (303, "proposed")
    assert "확인해야" in client.get(reverse("competency:detail", args=[unit.pk])).content.decode()
    assert client.post(reverse("competency:accept", args=[unit.pk])).status_code == 303
    unit.refresh_from_db()
    assert unit.state == "confirmed"


def test_reader_sees_proposals_but_no_buttons(client, here):
    client.force_login(here.coordinator, backend=BACKEND)
    page = add(client, title="조립원", body="배터리 모듈을 제작한다.").headers["Location"]
    read()
    client.force_login(make.user(Role.READER, district=here.district), backend=BACKEND)
    shown = client.get(page).content.decode()
    assert "배터리 모듈·랙 제작" in shown
    assert reverse("competency:judge_yes", args=[Suggestion.objects.first().pk]) not in shown
    assert client.get(reverse("competency:add_texts")).status_code == 403


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "붙여 넣거나"),
        ({"file": SimpleUploadedFile("a.csv", "이름없음,나이\n가,1\n".encode())}, "글의 표가 아닙니다"),
        ({"file": SimpleUploadedFile("a.csv", b"%PDF-1.4")}, "글자로 된 표가 아닙니다"),
    ],
)
def test_faulty_texts_are_refused_with_what_to_do(client, here, given, words):
    client.force_login(here.coordinator, backend=BACKEND)
    answer = add(client, **given)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not Text.objects.exists()


def test_typed_link_is_proposed_confirmed_and_says_by_whom(client, here):
    client.force_login(here.coordinator, backend=BACKEND)
    unit = Unit.objects.get(code="1901120103_16v1")
    url = reverse("competency:align", args=[unit.pk])
    assert client.post(url, {"kind": "exact", "source": "고시"}).status_code == 422
    both = {"kind": "exact", "source": "고시", "subject": "전지", "other": "1901120104_16v1"}
    assert client.post(url, both).status_code == 422
    assert client.post(url, {"kind": "part", "source": "고시", "subject": "전기 설비"}).status_code == 303
    link = Alignment.objects.get()
    assert client.post(reverse("competency:align_yes", args=[link.pk])).status_code == 303
    page = client.get(reverse("competency:detail", args=[unit.pk])).content.decode()
    assert "전기 설비" in page and here.coordinator.name in page
    assert client.post(reverse("competency:align_no", args=[link.pk])).status_code == 303
    link.refresh_from_db()
    assert link.state == "confirmed"


@pytest.mark.skipif(not sets.DATA.is_dir(), reason="the public data folder is not here")
def test_battery_duties_of_the_public_folder_link_with_reasons(client, here):
    client.force_login(here.coordinator, backend=BACKEND)
    content = (sets.DATA / "jobs" / "battery_jobs_C282.csv").read_bytes()
    assert add(client, file=SimpleUploadedFile("battery.csv", content), source="한국직업사전").status_code == 303
    read()
    assert Text.objects.count() == 37
    assert Text.objects.exclude(fits=None).count() == 37
    proposed = Suggestion.objects.filter(text__fits=True, rank=1)
    assert proposed.exists()
    assert all(each.words or each.is_by_meaning for each in proposed)

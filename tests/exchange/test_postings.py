"""Postings: read from tables and JSON-LD, faults by row, open until their day, copies merged by a person."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from naru.base.rulebook.errors import RuleBroken
from naru.document.exchange import postings
from naru.domain.demand import actions, queries, rules
from naru.domain.demand.models import Posting
from tests.domain.test_demand import JUNE, MAY, advertised
from tests.factories import make
from tests.house.matrix.addresses import BACKEND


def known(names: dict):
    return lambda name: names.get(name)


FIRMS, OCCUPATIONS = known({"한빛전지": "firm"}), known({"8512": "occupation"})
JOB = {
    "@context": "https://schema.org",
    "@type": "JobPosting",
    "title": "전극 운전원",
    "description": "<p>코팅 &amp; 건조</p><ul><li>설비 운전</li></ul>",
    "datePosted": "2026-05-01T09:00:00+09:00",
    "validThrough": "2026-05-31",
    "hiringOrganization": {"@type": "Organization", "name": "한빛전지"},
    "occupationalCategory": {"@type": "CategoryCode", "codeValue": "8512"},
    "totalJobOpenings": 3,
    "url": "https://example.kr/1",
}


def as_json(folder: Path, given: object) -> Path:
    path = folder / "jobs.jsonld"
    path.write_text(json.dumps(given, ensure_ascii=False), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    "wrap", [lambda job: job, lambda job: [job], lambda job: {"@graph": [{"@type": "Thing"}, job]}]
)
def test_job_posting_of_json_ld_is_read_wherever_it_stands(wrap, tmp_path):
    (found,) = postings.postings_of(as_json(tmp_path, wrap(JOB)), FIRMS, OCCUPATIONS)
    assert (found.title, found.body) == ("전극 운전원", "코팅 & 건조 설비 운전")
    assert (found.firm, found.occupation, found.seats) == ("firm", "occupation", 3)
    assert (found.posted_on, found.expires_on) == (date(2026, 5, 1), date(2026, 5, 31))


def test_table_is_read_and_every_faulty_row_is_told(tmp_path):
    path = tmp_path / "jobs.xlsx"
    rows = [
        ("기업명", "공고 제목", "등록일", "마감일", "모집인원", "직종"),
        ("한빛전지", "운전원", "2026.5.1", "2026-05-31", "2명", "8512"),
        ("없는기업", "운전원", "2026-05-01", "", "", ""),
        ("한빛전지", "운전원", "어제", "2026-02-30", "여럿", "9999"),
        ("한빛전지", "", "2026-05-02", "2026-05-01", "", ""),
    ]
    with xlsxwriter.Workbook(str(path)) as made:
        sheet = made.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    with pytest.raises(postings.Faulty) as caught:
        postings.postings_of(path, FIRMS, OCCUPATIONS)
    assert [each.row for each in caught.value.faults] == [3, 4, 4, 4, 4, 5, 5]
    told = " / ".join(each.sentence for each in caught.value.faults)
    for words in ("없는기업", "9999", "어제", "2026-02-30", "여럿", "제목이 비어", "앞섭니다"):
        assert words in told


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", "이름,나이\n김,3\n", "공고의 표가 아닙니다"),
        ("a.json", "{", "JSON-LD를 읽을 수 없습니다"),
        ("a.json", '{"@type": "Person"}', "하나도 없습니다"),
    ],
)
def test_what_holds_no_posting_is_refused(name, content, words, tmp_path):
    path = tmp_path / name
    path.write_text(content)
    with pytest.raises(RuleBroken) as caught:
        postings.postings_of(path, FIRMS, OCCUPATIONS)
    assert words in str(caught.value.sentence)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-06-03", date(2026, 6, 3)),
        ("2026/6/3", date(2026, 6, 3)),
        ("2026.06.03 18:00", date(2026, 6, 3)),
        ("2026-02-30", None),
        ("", None),
    ],
)
def test_day_is_read_as_it_is_written(text, day):
    assert postings.day_of(text) == day


def test_posting_without_a_last_day_counts_as_open_for_sixty_days():
    assert rules.expiry_of(MAY, None) == MAY + timedelta(days=60)
    assert rules.expiry_of(MAY, JUNE) == JUNE


def test_postings_are_alike_when_near_in_days_and_words():
    text = "전극 코팅 설비 운전원 모집 주간 근무"
    assert rules.are_alike(text, f"{text}!", 21)
    assert not rules.are_alike(text, text, 22)
    assert not rules.are_alike(text, "구내식당 조리원 모집", 0)


@pytest.mark.django_db
def test_same_posting_twice_is_kept_once_and_a_copy_is_merged_by_a_person():
    here = make.town()
    kept, copied = advertised(here), advertised(here, "전극 운전원 모집 (재공고)", MAY + timedelta(days=9))
    (first,) = actions.add_postings(district=here.district, rows=[kept, kept], by=here.coordinator)
    assert actions.add_postings(district=here.district, rows=[kept], by=here.coordinator) == []
    (second,) = actions.add_postings(district=here.district, rows=[copied], by=here.coordinator)
    other = advertised(here, "품질 검사원 채용", occupation=make.occupation())
    actions.add_postings(district=here.district, rows=[other], by=here.coordinator)
    assert queries.alike(here.coordinator, first) == [second]
    actions.merge_postings(posting=first, copy=second, by=here.coordinator)
    assert queries.alike(here.coordinator, first) == []
    assert Posting.objects.get(pk=second.pk).merged_into == first
    for kept_one, copy in ((first, second), (second, first), (first, first)):
        with pytest.raises(RuleBroken, match="이미 합친"):
            actions.merge_postings(posting=kept_one, copy=copy, by=here.coordinator)


@pytest.mark.django_db
def test_pages_take_pasted_and_filed_postings_and_show_copies(client):
    here = make.town()
    client.force_login(here.coordinator, backend=BACKEND)
    today = timezone.localdate()
    url = reverse("demand:add_postings")
    assert client.post(url, {"title": "운전원"}).status_code == 422
    pasted = {"firm": here.firm.pk, "title": "전극 운전원 모집", "posted_on": today, "body": "설비를 운전한다"}
    assert client.post(url, pasted).status_code == 303
    job = JOB | {
        "title": "전극 운전원 모집",
        "description": "설비를 운전한다.",
        "datePosted": today.isoformat(),
        "validThrough": None,
        "hiringOrganization": here.firm.name,
        "occupationalCategory": None,
    }
    wrong = SimpleUploadedFile("j.json", json.dumps(job | {"hiringOrganization": "모름"}).encode())
    answer = client.post(url, {"file": wrong})
    assert answer.status_code == 422 and "지구에 없는 기업입니다: 모름" in answer.content.decode()
    assert Posting.objects.count() == 1
    assert client.post(url, {"file": SimpleUploadedFile("j.json", json.dumps(job).encode())}).status_code == 303
    first, second = Posting.objects.order_by("pk")
    page = client.get(reverse("demand:posting", args=[first.pk])).content.decode()
    merge = reverse("demand:merge_postings", args=[first.pk, second.pk])
    assert "같은 공고일 수 있는 것" in page and merge in page
    assert client.post(merge).status_code == 303
    listed = client.get(f"{reverse('demand:postings')}?state=merged").content.decode()
    assert reverse("demand:posting", args=[second.pk]) in listed
    assert reverse("demand:posting", args=[first.pk]) not in listed
    client.force_login(here.hr, backend=BACKEND)
    assert client.get(url).status_code == 403
    assert client.get(reverse("demand:posting", args=[first.pk])).status_code == 200

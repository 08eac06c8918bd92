"""Lists that remember, the weekly mail, the first visit, help."""

import io
import re

import openpyxl
import pytest
from django.core import mail
from django.urls import reverse

from naru.base.accounts.enums import Role
from naru.base.accounts.models import Membership
from naru.base.desk import actions, queries
from naru.base.desk.models import DigestChoice, SavedFilter
from naru.cli.main import main
from naru.config import rooms
from naru.web.desk import digest
from naru.web.help.rooms import HELPS
from naru.web.help.visit import STEPS
from tests.factories import make

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
PEOPLE = reverse("people:list")


@pytest.fixture
def town():
    return make.town()


@pytest.fixture
def signed_in(client, town):
    client.force_login(town.coordinator, backend=BACKEND)
    return client


def heads(answer):
    return [str(each.title) for each in answer.context["heads"]]


def test_at_most_seven_columns_until_others_are_chosen(signed_in, town):
    make.learner(town.school)
    assert len(heads(signed_in.get(PEOPLE))) == 7
    assert "졸업일" not in heads(signed_in.get(PEOPLE))
    kept = signed_in.post(
        reverse("desk:columns"), {"path": PEOPLE, "query": "state=enrolled", "columns": ["graduated_on", "grade", "no"]}
    )
    assert kept.status_code == 303
    assert kept.headers["Location"] == f"{PEOPLE}?state=enrolled"
    assert heads(signed_in.get(PEOPLE)) == ["이름", "학년", "졸업일"]
    assert heads(signed_in.get(PEOPLE, {"columns": "school"})) == ["이름", "학교"]
    signed_in.post(reverse("desk:columns"), {"path": PEOPLE, "reset": "1"})
    assert len(heads(signed_in.get(PEOPLE))) == 7


def test_excel_holds_the_rows_and_columns_of_the_page(signed_in, town):
    make.learner(town.school, name="김하나", grade=3)
    make.learner(town.school, name="김두리", grade=2)
    answer = signed_in.get(PEOPLE, {"columns": "grade", "grade": "3", "sort": "name"})
    link = re.search(r'href="([^"]*download=xlsx[^"]*)"', answer.content.decode())[1].replace("&amp;", "&")
    sheet = openpyxl.load_workbook(io.BytesIO(signed_in.get(link).content)).active
    assert [[cell.value for cell in row] for row in sheet] == [["이름", "학년"], ["김하나", 3]]


def test_a_filter_is_saved_shown_and_dropped(signed_in, town):
    url = reverse("desk:keep_filter")
    kept = signed_in.post(url, {"path": PEOPLE, "query": "grade=3&page=2&district=x&year=2026", "name": "3학년"})
    assert kept.headers["Location"] == f"{PEOPLE}?grade=3"
    page = signed_in.get(PEOPLE, {"grade": "3", "district": town.district.code})
    [saved] = page.context["saved"]
    assert (saved.name, saved.is_on) == ("3학년", True)
    assert saved.url == f"{PEOPLE}?grade=3&district={town.district.code}"
    assert not signed_in.get(reverse("people:teachers")).context["saved"]
    assert "3학년" in signed_in.get(reverse("desk:index")).content.decode()
    signed_in.post(reverse("desk:drop_filter", args=[saved.pk]))
    assert not SavedFilter.objects.exists()


def test_a_filter_of_somebody_else_is_not_there(signed_in, town):
    other = actions.keep_filter(path=PEOPLE, name="남의 것", query="grade=1", by=town.teacher)
    assert signed_in.get(PEOPLE).context["saved"] == []
    assert signed_in.post(reverse("desk:drop_filter", args=[other.pk])).status_code == 404
    assert SavedFilter.objects.filter(pk=other.pk).exists()


@pytest.mark.parametrize("path", ["", "https://evil.example/", "//evil.example/", "/no-such-page/", "/people"])
def test_only_an_address_of_this_house_is_kept(signed_in, path):
    for name in ("desk:keep_filter", "desk:columns"):
        answer = signed_in.post(reverse(name), {"path": path, "query": "", "name": "x", "columns": ["grade"]})
        assert answer.status_code == 404, name
    assert not SavedFilter.objects.exists()


def test_a_filter_without_a_name_is_refused_with_a_sentence(signed_in):
    answer = signed_in.post(reverse("desk:keep_filter"), {"path": PEOPLE, "query": "grade=3", "name": ""}, follow=True)
    assert "조건의 이름을 적어 주십시오" in answer.content.decode()


# The weekly mail


@pytest.fixture
def waiting(town):
    """The teacher has one completion to write down; its learner must stay unnamed."""
    who = make.learner(town.school, name="비밀이름")
    make.enrolment(make.programme(town), who)
    actions.choose_digest(is_wanted=True, language="ko", by=town.teacher)
    return town


def test_digest_says_what_waits_without_names_and_only_once_a_week(waiting, capsys):
    assert main(["digest", "--trial"]) == 0
    assert mail.outbox == []
    assert main(["digest"]) == 0
    assert main(["digest"]) == 0
    [sent] = mail.outbox
    assert sent.to == [waiting.teacher.email]
    assert "수료를 적어야 할 참여: 1" in sent.body
    assert reverse("training:enrolments") in sent.body
    for secret in ("비밀이름", waiting.teacher.name, waiting.teacher.email, waiting.school.name):
        assert secret not in sent.body + sent.subject
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "보냄 1" in capsys.readouterr().out


def test_digest_speaks_the_language_chosen(waiting):
    actions.choose_digest(is_wanted=True, language="en", by=waiting.teacher)
    main(["digest"])
    assert not re.search(r"[가-힣]", mail.outbox[0].body + mail.outbox[0].subject)


def test_nobody_without_a_role_or_a_task_or_the_wish_gets_one(waiting):
    actions.choose_digest(is_wanted=True, language="ko", by=waiting.dean)
    Membership.objects.filter(user=waiting.teacher).update(ends="2026-01-01")
    main(["digest"])
    assert mail.outbox == []
    assert DigestChoice.objects.filter(last_sent_on__isnull=False).count() == 0


def test_a_mail_that_could_not_be_handed_over_is_tried_again(waiting, monkeypatch):
    def refuse(_mail):
        raise OSError("no server")

    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
        assert main(["digest"]) == 1
    assert main(["digest"]) == 0
    assert len(mail.outbox) == 1


def test_the_way_out_works_without_signing_in_and_only_by_post(waiting, client):
    main(["digest"])
    url = re.search(r"<https?://[^/]+(/[^>]+)>", mail.outbox[0].extra_headers["List-Unsubscribe"])[1]
    assert client.get(url).status_code == 200
    assert queries.digest_of(waiting.teacher).is_wanted
    assert client.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not queries.digest_of(waiting.teacher).is_wanted
    assert client.get(url).status_code == 200
    assert client.get(reverse("desk:stop", args=["forged"])).status_code == 404
    assert "_auth_user_id" not in client.session


def test_the_mail_is_asked_for_and_stopped_in_the_settings(signed_in, town):
    signed_in.post(reverse("desk:digest"), {"wanted": "1"})
    assert queries.digest_of(town.coordinator).is_wanted
    signed_in.post(reverse("desk:digest"), {"wanted": "0"})
    assert not queries.digest_of(town.coordinator).is_wanted


def test_what_waits_is_what_the_home_page_says(waiting, client):
    client.force_login(waiting.teacher, backend=BACKEND)
    assert [str(each.sentence) for each in client.get("/").context["tasks"]] == [
        str(each.sentence) for each in digest.waiting(waiting.teacher)
    ]


# The first visit and the help


def test_the_first_visit_is_shown_for_each_role_until_it_is_put_away(client, town):
    user = town.teacher
    Membership.objects.create(user=user, role=Role.TRAINER, organisation=town.firm, starts="2026-01-01")
    client.force_login(user, backend=BACKEND)
    assert client.get("/").context["visit"].what == "visit:teacher"
    assert client.get(PEOPLE).context["visit"] is None
    client.post(reverse("desk:seen"), {"what": "visit:teacher"})
    assert client.get("/").context["visit"].what == "visit:trainer"
    client.post(reverse("desk:seen"), {"what": "visit:trainer"})
    assert client.get("/").context["visit"] is None
    client.post(reverse("desk:again"))
    assert client.get("/").context["visit"].what == "visit:teacher"
    assert client.post(reverse("desk:seen"), {"what": "other"}).status_code == 404


@pytest.mark.parametrize("role", Role)
def test_every_step_of_a_first_visit_leads_to_a_page_open_to_that_role(client, town, role):
    user = make.user(role, organisation=town.school, district=town.district if role != Role.ADMIN else None)
    client.force_login(user, backend=BACKEND)
    visit = client.get("/").context["visit"]
    assert len(visit.steps) == len(STEPS[role]) + 1
    for step in visit.steps:
        assert client.get(step.url).status_code == 200, step.url


def test_every_room_has_help_in_both_languages(signed_in):
    assert [each.room for each in HELPS] == list(rooms.NAMES)
    for each in HELPS:
        texts = [
            each.purpose,
            *each.steps,
            *(text for pair in (*each.words, *each.questions) for text in (pair.head, pair.body)),
        ]
        for text in texts:
            assert re.search(r"[가-힣]", text.korean) or text.korean == "NCS", text
            assert text.english and not re.search(r"[가-힣]", text.english), text
        page = signed_in.get(reverse("help:room", args=[each.room]))
        assert each.purpose.korean in page.content.decode()
    assert signed_in.get(reverse("help:room", args=["nowhere"])).status_code == 404


def test_pages_of_a_room_link_its_help(signed_in):
    assert reverse("help:room", args=["people"]) in signed_in.get(PEOPLE).content.decode()
    assert reverse("help:index") in signed_in.get("/").content.decode()

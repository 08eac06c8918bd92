"""Loading in the browser: check first, every fault named, all or nothing."""

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.base.district.models import District
from naru.base.jobs import work
from naru.base.jobs.enums import RunState
from naru.base.jobs.models import Run
from naru.demo.pohang import build
from naru.document.exchange import write
from naru.domain.people.models import Learner
from tests.factories import make

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path


def workbook(folder: Path, change=None) -> SimpleUploadedFile:
    rows = build.rows()
    if change:
        change(rows)
    path = folder / "pohang.xlsx"
    write.filled(path, rows)
    return SimpleUploadedFile("pohang.xlsx", path.read_bytes())


@pytest.fixture
def admin(client, transactional_db):
    user = make.user(Role.ADMIN)
    client.force_login(user, backend=BACKEND)
    return user


def test_good_workbook_is_checked_then_loaded_once(client, admin, files):
    answer = client.post(reverse("load:index"), {"file": workbook(files)})
    assert answer.status_code == 303
    run = Run.objects.get()
    assert run.result["outcome"] == "good"
    assert not District.objects.exists()
    page = client.get(answer.headers["Location"])
    assert reverse("load:confirm", args=[run.pk]) in page.content.decode()
    answer = client.post(reverse("load:confirm", args=[run.pk]))
    loaded = Run.objects.latest("pk")
    assert loaded.result["outcome"] == "loaded"
    assert Learner.objects.count() == loaded.result["counts"]["learners"][0] > 2000
    assert client.get(answer.headers["Location"]).status_code == 200
    client.post(reverse("load:confirm", args=[run.pk]))
    assert Run.objects.count() == 2


def test_faults_are_listed_and_marked_and_nothing_is_loaded(client, admin, files):
    def spoil(rows):
        rows["learners"][3]["birth_date"] = "2026-02-30"

    answer = client.post(reverse("load:index"), {"file": workbook(files, spoil)})
    run = Run.objects.get()
    assert (run.result["outcome"], run.result["count"]) == ("faults", 1)
    text = client.get(answer.headers["Location"]).content.decode()
    assert "2026-02-30" in text
    marked = client.get(reverse("load:marked", args=[run.pk]))
    assert b"".join(marked.streaming_content)[:2] == b"PK"
    assert Event.objects.filter(verb="exchange.take_marked", object_id=run.pk).count() == 1
    assert client.post(reverse("load:confirm", args=[run.pk])).status_code == 303
    assert not Learner.objects.exists()


def test_another_kind_of_file_is_refused_with_a_sentence(client, admin):
    answer = client.post(reverse("load:index"), {"file": SimpleUploadedFile("a.hwp", b"x")})
    assert answer.status_code == 422
    assert "XLSX" in answer.content.decode()


def test_broken_workbook_says_what_to_do(client, admin):
    answer = client.post(reverse("load:index"), {"file": SimpleUploadedFile("a.xlsx", b"not a workbook")})
    assert answer.status_code == 422 and "통합문서가 아닙니다" in answer.content.decode()
    assert Run.objects.count() == 0
    answer = client.post(reverse("load:index"), {"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04 cut off")})
    assert Run.objects.get().state == "failed"
    assert "XLSX" in client.get(answer.headers["Location"]).content.decode()


def test_template_comes_as_a_workbook(client, admin):
    assert client.get(reverse("load:template")).content[:2] == b"PK"


def test_runs_of_another_district_cannot_be_seen(client, admin, files):
    client.post(reverse("load:index"), {"file": workbook(files)})
    run = Run.objects.get()
    client.force_login(make.coordinator(make.district()), backend=BACKEND)
    for name in ("run", "progress", "marked"):
        assert client.get(reverse(f"load:{name}", args=[run.pk])).status_code == 404
    for name in ("confirm", "cancel"):
        assert client.post(reverse(f"load:{name}", args=[run.pk])).status_code == 404


def test_a_teacher_may_not_load(client, transactional_db):
    client.force_login(make.user(Role.TEACHER, organisation=make.school(make.district())), backend=BACKEND)
    assert client.get(reverse("load:index")).status_code == 403
    assert client.get(reverse("load:template")).status_code == 403


def test_stopped_load_is_tried_again_with_its_file(client, admin, files):
    client.post(reverse("load:index"), {"file": workbook(files)})
    run = Run.objects.get()
    Run.objects.update(state="cancelled", result={})
    page = client.get(reverse("load:run", args=[run.pk])).content.decode()
    assert reverse("load:retry", args=[run.pk]) in page
    assert client.post(reverse("load:retry", args=[run.pk])).status_code == 303
    run.refresh_from_db()
    assert (run.state, run.result["outcome"], run.attempts) == ("done", "good", 1)
    client.post(reverse("load:retry", args=[run.pk]))
    run.refresh_from_db()
    assert (run.state, run.attempts) == ("done", 1)


def test_load_whose_file_is_gone_is_not_tried_again(client, admin, files):
    client.post(reverse("load:index"), {"file": workbook(files)})
    Run.objects.update(state="cancelled", result={}, arguments={"file": "none.xlsx", "shown": "none.xlsx"})
    run = Run.objects.get()
    assert reverse("load:retry", args=[run.pk]) not in client.get(reverse("load:run", args=[run.pk])).content.decode()
    assert client.post(reverse("load:retry", args=[run.pk])).status_code == 303
    run.refresh_from_db()
    assert run.state == "cancelled"


def test_page_says_so_when_no_worker_is_there_to_check_the_file(client, admin, files, settings):
    settings.JOBS_INLINE = False
    answer = client.post(reverse("load:index"), {"file": workbook(files)})
    page = answer.headers["Location"]
    told = "일을 맡을 프로그램이 켜져 있지 않습니다."
    assert told not in client.get(page).content.decode()
    Run.objects.update(asked_at=timezone.now() - 2 * work.UNATTENDED)
    assert told in client.get(page).content.decode()
    run = Run.objects.get()
    assert run.state == RunState.QUEUED
    work.perform(run.pk)
    assert told not in client.get(page).content.decode()

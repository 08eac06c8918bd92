"""Pages of errors say what happened, that nothing is lost or what may be, and what to do; the gallery shows every part."""

from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import NoReverseMatch, reverse

from naru.web.gallery import pages as gallery
from tests.factories import make

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
TEMPLATES = Path(gallery.__file__).resolve().parents[1] / "templates"


@pytest.mark.parametrize("status", [400, 403, 404, 429, 500])
def test_error_page_has_one_heading_and_a_way_on(status, rf, db):
    request = rf.get("/")
    request.user = make.user()
    request.resolver_match = None
    request.session = {}
    text = render_to_string(f"{status}.html", request=request)
    main = text.split("<main")[1]
    assert main.count("<h1") == 1
    assert f"오류 {status}" in main
    assert 'href="/"' in main
    assert "주십시오" in main


def test_what_stands_behind_400_and_500_asks_nothing_of_the_database():
    for status in (400, 429, 500):
        assert "<main" in render_to_string(f"{status}.html")


@pytest.mark.django_db
def test_broken_requests_get_these_pages(client):
    town = make.town()
    client.force_login(town.teacher, backend=BACKEND)
    assert "화면을 찾을 수 없습니다" in client.get("/nowhere/").content.decode()
    assert client.get("/budget/").status_code == 403
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(town.teacher, backend=BACKEND)
    answer = strict.post(reverse("desk:digest"), {"wanted": "1"})
    assert answer.status_code == 403
    assert "아무것도 바뀌지 않았습니다" in answer.content.decode()


@pytest.mark.django_db
def test_gallery_shows_every_component_and_stands_only_in_development():
    with pytest.raises(NoReverseMatch):
        reverse("gallery")
    request = RequestFactory().get("/gallery/")
    request.user = make.user()
    request.resolver_match = None
    request.session = {}
    request._messages = ()
    answer = gallery.index(request)
    assert answer.status_code == 200
    source = (TEMPLATES / "gallery" / "index.html").read_text()
    drawn_by_others = {"field", "crumbs"}
    for component in sorted(path.stem for path in (TEMPLATES / "components").glob("*.html")):
        assert component in drawn_by_others or f"<c-{component}" in source, component

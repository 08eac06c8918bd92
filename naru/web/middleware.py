"""Turns the house's errors into pages, once."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from naru.base.hangul import particles
from naru.base.rulebook.errors import NaruError

HEADINGS = {
    403: _("이 일을 할 수 있는 권한이 없습니다"),
    404: _("찾을 수 없습니다"),
    409: _("그사이에 상태가 바뀌었습니다"),
    422: _("규칙에 맞지 않아 하지 못했습니다"),
}
TODO = {
    403: _("필요한 역할이 있으면 지구 지원센터에 알려 주십시오."),
    404: _("주소를 다시 확인하시거나 첫 화면에서 찾아 주십시오."),
    409: _("앞 화면을 새로 고쳐 지금 상태를 보신 뒤 다시 해 주십시오."),
    422: _("아무것도 바뀌지 않았습니다. 앞 화면에서 내용을 고친 뒤 다시 해 주십시오."),
}


class TranslateErrors:
    """NotFound becomes a page with status 404, NotAllowed 403, Conflict 409, RuleBroken 422; the API has its own."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, NaruError) or request.path.startswith("/api/"):
            return None
        status = exception.status
        values = {
            "status": status,
            "heading": HEADINGS.get(status, HEADINGS[422]),
            "sentence": particles.settle(str(exception.sentence or "")),
            "article": exception.article,
            "todo": TODO.get(status, ""),
            "back": back_of(request),
        }
        return render(request, "error.html", values, status=status)


def back_of(request: HttpRequest) -> str:
    """Where the reader came from, when that is another page of this house."""
    referer = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure())
    return referer if is_ours and referer != request.build_absolute_uri() else ""

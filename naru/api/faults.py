"""The house's errors as JSON: {"code", "sentence", "article"}, and for values that do not hold also their fields."""

from typing import Any

from django.db import IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError, ValidationError

from naru.base.rulebook.errors import Conflict, NaruError, NotFound


class Fault(Schema):
    """What went wrong: a stable code, a sentence in the reader's language, the article when one stands behind it."""

    code: str
    sentence: str
    article: str = ""


class FieldFault(Schema):
    """One value that does not hold: where it stands (`body.headcount`), what is wrong with it."""

    path: str
    code: str
    sentence: str


class InvalidFault(Fault):
    """Values that do not hold, each with its path."""

    fields: list[FieldFault]


LIST: dict[int, Any] = {401: Fault, 403: Fault, 422: InvalidFault, 429: Fault}
ONE: dict[int, Any] = {401: Fault, 403: Fault, 404: Fault, 429: Fault}
LIST_OF_ONE: dict[int, Any] = ONE | LIST
DEED: dict[int, Any] = {
    400: Fault,
    401: Fault,
    403: Fault,
    404: Fault,
    409: Fault,
    422: Fault | InvalidFault,
    429: Fault,
}

#: Sentences for the usual faults, by pydantic's code; `ctx` fills them.
SENTENCES = {
    "missing": _("빠졌습니다. 값을 적어 주십시오."),
    "extra_forbidden": _("모르는 항목입니다. 이름을 확인해 주십시오."),
    "int_parsing": _("정수로 적어 주십시오. 예: 12"),
    "int_type": _("정수로 적어 주십시오. 예: 12"),
    "int_from_float": _("정수로 적어 주십시오. 예: 12"),
    "decimal_parsing": _("수로 적어 주십시오. 예: 12.5"),
    "decimal_type": _("수로 적어 주십시오. 예: 12.5"),
    "bool_parsing": _("true 또는 false로 적어 주십시오."),
    "bool_type": _("true 또는 false로 적어 주십시오."),
    "date_parsing": _("없는 날짜이거나 날짜 모양이 아닙니다. 예: 2026-03-02"),
    "date_from_datetime_parsing": _("없는 날짜이거나 날짜 모양이 아닙니다. 예: 2026-03-02"),
    "date_from_datetime_inexact": _("없는 날짜이거나 날짜 모양이 아닙니다. 예: 2026-03-02"),
    "date_type": _("없는 날짜이거나 날짜 모양이 아닙니다. 예: 2026-03-02"),
    "string_type": _("글자로 적어 주십시오."),
    "string_too_short": _("%(min_length)s자 이상 적어 주십시오."),
    "string_too_long": _("%(max_length)s자를 넘습니다."),
    "string_pattern_mismatch": _("쓸 수 없는 글자가 있습니다."),
    "string_unicode": _("쓸 수 없는 글자가 있습니다."),
    "enum": _("정해진 값 가운데 하나가 아닙니다: %(expected)s"),
    "greater_than_equal": _("%(ge)s보다 작을 수 없습니다."),
    "less_than_equal": _("%(le)s보다 클 수 없습니다."),
    "greater_than": _("%(gt)s보다 커야 합니다."),
    "out_of_order": _("%(last)s 날짜가 %(first)s 날짜보다 앞섭니다."),
    "resident_number": _("주민등록번호는 적을 수 없습니다. (개인정보 보호법 제24조의2)"),
    "list_type": _("목록으로 적어 주십시오."),
    "too_short": _("%(min_length)s개 이상 있어야 합니다."),
    "too_long": _("%(max_length)s개를 넘습니다."),
}
OTHERWISE = _("이 값은 받을 수 없습니다. API 설명을 확인해 주십시오.")
INVALID = _("보내신 값 가운데 받을 수 없는 것이 있습니다.")
UNKNOWN_HERE = _("로그인하지 않았습니다. 로그인한 뒤 다시 해 주십시오.")
UNREADABLE = _("보내신 내용을 JSON으로 읽을 수 없습니다.")
FORGED = _("CSRF 확인에 실패했습니다. X-CSRFToken 머리글에 쿠키의 값을 보내 주십시오.")
TAKEN = _("이미 있는 것과 겹치거나 서로 맞지 않는 값입니다. 코드와 날짜를 확인해 주십시오.")
TOO_MANY = _("너무 자주 물었습니다. 잠시 뒤에 다시 해 주십시오.")
NOWHERE = _("찾는 것이 없거나 볼 수 있는 권한이 없습니다.")


def body_of(error: NaruError) -> dict[str, str]:
    return {"code": error.code, "sentence": str(error.sentence) or str(error), "article": str(error.article)}


def sentence_of(code: str, values: dict[str, Any]) -> str:
    try:
        return str(SENTENCES.get(code, OTHERWISE)) % values
    except (KeyError, TypeError, ValueError):
        return str(OTHERWISE)


def path_of(place: tuple[Any, ...]) -> str:
    """("body", "question", "wanted", 0, "unit") is body.wanted.0.unit: the parameter's own name tells nothing."""
    steps = [str(each) for each in place]
    return ".".join(step for i, step in enumerate(steps) if i != 1 or step not in {"question", "asked"})


def open_ears(api: NinjaAPI) -> None:
    """Registers the answer to every error."""

    def answer(request: HttpRequest, status: int, body: dict[str, Any]) -> HttpResponse:
        return api.create_response(request, body, status=status)

    @api.exception_handler(NaruError)
    def told(request: HttpRequest, error: NaruError) -> HttpResponse:
        return answer(request, error.status, body_of(error))

    @api.exception_handler(ValidationError)
    def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
        fields = [
            {
                "path": path_of(tuple(each["loc"])),
                "code": each["type"],
                "sentence": sentence_of(each["type"], each.get("ctx", {})),
            }
            for each in error.errors
        ]
        return answer(request, 422, {"code": "invalid", "sentence": str(INVALID), "article": "", "fields": fields})

    @api.exception_handler(IntegrityError)
    def taken(request: HttpRequest, error: IntegrityError) -> HttpResponse:
        return answer(request, Conflict.status, body_of(Conflict(TAKEN)))

    @api.exception_handler(AuthenticationError)
    def unknown_here(request: HttpRequest, error: AuthenticationError) -> HttpResponse:
        return answer(request, 401, {"code": "not_signed_in", "sentence": str(UNKNOWN_HERE), "article": ""})

    @api.exception_handler(HttpError)
    def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
        known = {403: ("csrf", FORGED), 429: ("too_many", TOO_MANY)}
        code, sentence = known.get(error.status_code, ("unreadable", UNREADABLE))
        return answer(request, error.status_code, {"code": code, "sentence": str(sentence), "article": ""})

    @api.exception_handler(Http404)
    def nowhere(request: HttpRequest, error: Http404) -> HttpResponse:
        return answer(request, NotFound.status, body_of(NotFound(NOWHERE)))

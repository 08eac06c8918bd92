"""Pages by the names that people know, for the access log."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from naru.config import rooms
from naru.web import context

PLACES: dict[str, Any] = {
    "people:detail": _("학생 화면"),
    "people:list": _("학생 목록"),
    "people:teachers": _("교사 목록"),
    "people:staff": _("기관 담당자 목록"),
    "training:enrolments": _("과정 참여 목록"),
    "training:enrolment": _("과정 참여 화면"),
    "training:detail": _("과정 화면"),
    "training:attained": _("자격과 능력단위 화면"),
    "placement:applications": _("지원 목록"),
    "placement:application": _("지원 화면"),
    "placement:placements": _("취업 목록"),
    "placement:placement": _("취업 화면"),
    "placement:interviews": _("면접 화면"),
    "placement:offer_letter": _("채용 제안서"),
    "placement:result_letter": _("매칭 결과 안내문"),
    "placement:firm_letter": _("기업에 보내는 매칭 결과 안내문"),
    "placement:detail": _("채용공고 화면"),
    "credit:list": _("학점 목록"),
    "credit:detail": _("학점 화면"),
    "outcome:list": _("성과 관찰 목록"),
    "outcome:detail": _("성과 관찰 화면"),
    "number": _("수의 바탕 자료"),
    "people:graduate": _("졸업 처리 화면"),
    "people:leave": _("학업 중단 처리 화면"),
    "training:enrol": _("과정 참여시키기 화면"),
    "training:complete_all": _("수료 적기 화면"),
    "privacy:mine": _("내 개인정보"),
    "privacy:ask": _("보호자 동의 요청 화면"),
    "privacy:paper": _("서면 동의 화면"),
    "privacy:answer": _("정정 요청 화면"),
    "privacy:copy_json": _("내 자료 내려받기"),
    "privacy:copy_xlsx": _("내 자료 내려받기"),
}


def place_word(place: str) -> str:
    """What a page is called; for a page without a name of its own, its room."""
    if place in PLACES:
        return str(PLACES[place])
    if place.startswith("/api/"):
        parts = place.split("/")
        return f"API · {context.room_title(parts[2])}" if len(parts) > 2 and parts[2] in rooms.NAMES else "API"
    room = place.partition(":")[0]
    if room == "privacy":
        return str(PLACES["privacy:mine"])
    return context.room_title(room) if room in rooms.NAMES else place

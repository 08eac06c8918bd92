"""What people do in the rooms competency and demand: local units, links, texts, a survey half answered, the 2023 delay."""

from datetime import date, timedelta

from naru.base.accounts.models import User
from naru.base.district.models import District, Organisation
from naru.base.jobs import work
from naru.base.privacy import links
from naru.base.privacy.enums import LinkPurpose
from naru.domain.competency import actions as competency
from naru.domain.competency import rules
from naru.domain.competency.enums import AlignmentKind, TextKind
from naru.domain.competency.jobs import TASK
from naru.domain.competency.models import Framework, Occupation, Text, Unit
from naru.domain.demand import actions, queries
from naru.domain.demand.actions import Answered, Terms
from naru.domain.demand.enums import Confidence, NeedSource, Shift
from naru.domain.demand.models import Need, Posting, Survey

DELAY_SOURCE = "etoday 2376190; news1 5248007 (2023-11, 전기차 수요 둔화로 포항 채용을 미룸)"
EXAMPLE_UNITS: tuple[tuple[str, int, str, str, str, bool], ...] = (
    (
        "PH-BAT-06",
        3,
        "전극 코팅 설비 운전",
        "슬러리를 집전체에 고르게 입히고 말려 전극을 만든다.",
        "코팅 준비하기\n- 도면과 작업표준에 따라 코팅 폭과 두께를 설정할 수 있다.\n- 슬러리의 점도와 고형분을 확인할 수 있다.\n"
        "코팅하고 건조하기\n- 로딩량을 재어 기준 안으로 맞출 수 있다.\n- 건조 온도와 속도를 조절하여 갈라짐을 막을 수 있다.",
        True,
    ),
    (
        "PH-BAT-07",
        3,
        "화성(포메이션) 공정 운전",
        "조립한 셀을 처음 충·방전하여 쓸 수 있게 한다.",
        "충·방전 조건 넣기\n- 셀의 종류에 맞는 충·방전 순서를 넣을 수 있다.\n셀 선별하기\n- 용량과 내부 저항을 재어 등급을 나눌 수 있다.",
        True,
    ),
    ("PH-BAT-08", 3, "사용후 배터리 방전과 해체", "사용후 배터리를 안전하게 방전하고 해체한다.", "", False),
)
TEXTS: tuple[tuple[str, str], ...] = (
    (
        "예시 전극 코팅 조작원",
        "양극과 음극 슬러리를 집전체에 코팅하고 건조하는 설비를 운전한다. 코팅 두께와 로딩량을 재고 불량을 골라낸다.",
    ),
    (
        "예시 배터리 모듈 조립원",
        "배터리 셀을 쌓아 모듈과 랙을 제작하고 배터리 관리장치(BMS)를 연결한 뒤 전압과 절연 저항을 테스트한다.",
    ),
    ("예시 구내식당 조리원", "식단에 따라 재료를 다듬고 음식을 조리하며 주방 기구를 세척한다."),
)
#: Firm, heads, confidence; the last field: heads said again a while later with the reason.
ANSWERS: dict[str, tuple[int, Confidence, int | None, str]] = {
    "future-m": (36, Confidence.BUDGETED, None, ""),
    "ecopro-bm": (26, Confidence.PLANNED, 22, "예시: 하반기 증설이 한 분기 미루어짐"),
    "silicon": (12, Confidence.BUDGETED, None, ""),
    "pmgrow": (9, Confidence.CONTRACTED, None, ""),
}
UNSENT = {"todm", "woojun"}


def live(district: District, coordinator: User, today: date) -> None:
    """Everything of the two rooms; runs before findings are computed."""
    _units(district, coordinator, today)
    _texts(district, coordinator)
    _delay(district, coordinator)


def _units(district: District, by: User, today: date) -> None:
    framework = Framework.objects.get(code="pohang-battery")
    framework.district = district
    framework.save(update_fields=["district"])
    for code, level, name, definition, parts, is_confirmed in EXAMPLE_UNITS:
        unit = competency.propose_unit(
            framework=framework,
            code=code,
            name=name,
            level=level,
            definition=definition,
            parts=rules.parts_of(parts),
            by=by,
        )
        Unit.objects.filter(pk=unit.pk).update(group_name="예시로 적은 능력단위")
        if is_confirmed:
            competency.decide_unit(unit=unit, accepts=True, today=today, by=by)
    coating, assembly = Unit.objects.get(code="PH-BAT-06"), Unit.objects.get(code="1901120123_22v2")
    for unit, kind, occupation, is_confirmed in (
        (coating, AlignmentKind.PART, "8512", True),
        (assembly, AlignmentKind.PART, "8360", False),
    ):
        made = competency.align(
            unit=unit,
            kind=kind,
            district=district,
            source="예시: 직무 설명을 견주어 봄",
            occupation=Occupation.objects.get(code=occupation),
            by=by,
        )
        if is_confirmed:
            competency.decide_alignment(alignment=made, accepts=True, today=today, by=by)


def _texts(district: District, by: User) -> None:
    made = competency.add_texts(district=district, kind=TextKind.DUTY, texts=TEXTS, source="예시로 지어낸 글", by=by)
    Text.objects.filter(pk__in=[each.pk for each in made]).update(is_example=True)
    work.ask(TASK, {"district": district.pk, "by": by.pk}, by=by, district=district)


def _delay(district: District, by: User) -> None:
    """What was said when, around the delay of November 2023: the fact is sourced, the heads are invented."""
    need = actions.state_need(
        district=district,
        code="N-2023-01",
        firm=Organisation.objects.get(code="ecopro-em"),
        occupation=Occupation.objects.get(code="8512"),
        year=2023,
        headcount=40,
        confidence=Confidence.BUDGETED,
        source=NeedSource.INTERVIEW,
        said_on=date(2023, 4, 3),
        wanted=[(Unit.objects.get(code="PH-BAT-05"), 5)],
        terms=Terms("영일만 일반산업단지", 4, 3, Shift.FOUR),
        by=by,
    )
    Need.objects.filter(pk=need.pk).update(is_example=True)
    for headcount, sure, day, reason in (
        (10, Confidence.PLANNED, date(2023, 11, 20), f"{DELAY_SOURCE}; 인원은 예시"),
        (12, Confidence.CONTRACTED, date(2024, 2, 5), "예시: 정비 인력만 먼저 채용"),
    ):
        actions.revise_need(
            need=need,
            headcount=headcount,
            confidence=sure,
            source=NeedSource.INTERVIEW,
            said_on=day,
            reason=reason,
            wanted=None,
            by=by,
        )


def survey(district: District, by: User, today: date) -> Survey:
    """A survey of next year's hiring: some firms answered, one of them twice, some did not, two have no link yet."""
    firms = Organisation.objects.filter(districts__district=district, kind="firm", is_example=False).order_by("code")
    year = today.year + 1
    made = actions.open_survey(
        district=district,
        title=f"예시 {year}년 인력 수요조사",
        year=year,
        opens_on=today - timedelta(days=14),
        due_on=today + timedelta(days=30),
        firms=list(firms),
        today=today,
        by=by,
    )
    Survey.objects.filter(pk=made.pk).update(is_example=True)
    for ask in made.asks.select_related("survey__district", "firm"):
        if ask.firm.code in UNSENT:
            continue
        token, _number = actions.hand_link(ask=ask, today=today, by=by)
        opened = links.look_up(token, LinkPurpose.DEMAND_SURVEY).link
        if ask.firm.code not in ANSWERS or opened is None:
            continue
        headcount, sure, later, why = ANSWERS[ask.firm.code]
        words = queries.to_answer(ask)
        for heads, link, reason in ((headcount, opened, ""), (later, None, why)):
            if heads is None:
                continue
            used = link or actions.reopen(link=opened, ask=ask, today=today)[0]
            lines = [
                Answered(
                    need=each.need,
                    occupation=each.need.occupation,
                    headcount=heads if place == 0 else each.headcount,
                    confidence=sure if place == 0 else Confidence(each.confidence),
                    terms=Terms(ask.firm.complex, 3, 3, Shift.FOUR if place == 0 else Shift.DAY),
                    reason=reason,
                )
                for place, each in enumerate(words)
            ]
            actions.answer(link=used, ask=ask, rows=lines, today=today)
    return made


def postings(district: District, by: User, today: date) -> None:
    """Two invented postings of one firm that may be the same, and one that is over."""
    firm, occupation = Organisation.objects.get(code="ecopro-bm"), Occupation.objects.get(code="8512")
    body = "예시: 양극재 소성 설비를 운전하고 공정 값을 적는다. 4조 교대."
    rows = [
        actions.Advertised(
            firm, occupation, "예시 양극재 공정 운전원 모집", body, 6, today - timedelta(days=12), None, "예시 게시판"
        ),
        actions.Advertised(
            firm,
            None,
            "예시 양극재 공정 운전원 모집(재공고)",
            body,
            None,
            today - timedelta(days=3),
            None,
            "예시 누리집",
        ),
        actions.Advertised(
            Organisation.objects.get(code="pmgrow"),
            Occupation.objects.get(code="8360"),
            "예시 배터리 팩 조립원",
            "예시: 배터리 팩을 조립하고 시험한다.",
            2,
            today - timedelta(days=120),
            today - timedelta(days=90),
            "예시 게시판",
        ),
    ]
    made = actions.add_postings(district=district, rows=rows, by=by)
    Posting.objects.filter(pk__in=[each.pk for each in made]).update(is_example=True)

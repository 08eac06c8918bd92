"""Competency: units of a framework and what replaces them; public to whoever takes part."""

from dataclasses import replace
from datetime import date

import pytest

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.base.rulebook.errors import NotAllowed, NotFound, RuleBroken
from naru.domain.competency import actions, bridge, queries, rules
from naru.domain.competency.bridge import linking
from naru.domain.competency.bridge.kept import Kept
from naru.domain.competency.enums import AlignmentState, FrameworkKind, UnitState
from naru.domain.competency.models import Alignment, Edition, Framework, Succession, Suggestion, Text, Unit
from tests.domain import look
from tests.factories import make

TODAY = date(2026, 6, 1)


@pytest.mark.parametrize(
    ("rule", "given", "sentence"),
    [
        (rules.may_add_unit, (FrameworkKind.NCS, "1901120101", 3), "형식이 아닙니다"),
        (rules.may_add_unit, (FrameworkKind.NCS, "１９０１１２０１０１_16v2", 3), "형식이 아닙니다"),
        (rules.may_add_unit, (FrameworkKind.LOCAL, "any", 9), "1에서 8"),
        (rules.may_add_unit, (FrameworkKind.LOCAL, "any", 0), "1에서 8"),
        (rules.may_replace, ("a", ["b", "a"]), "자기 자신"),
        (rules.may_use, (UnitState.PROPOSED,), "확인하지 않은"),
        (rules.may_decide_alignment, (AlignmentState.CONFIRMED,), "이미 정한"),
        (rules.may_settle, (False,), "이미 정한"),
        (rules.may_describe, (True,), "원본에서"),
        (rules.parts_of, ("- 준거만",), "1번째 줄"),
        (rules.parts_of, ("\n".join(f"요소 {n}" for n in range(21)),), "20개까지"),
    ],
)
def test_rule_refuses(rule, given, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        rule(*given)


@pytest.mark.parametrize("code", ["0202020201_13v1", "1901020306_13v1", "1901120101_16v2"])
def test_published_codes_of_the_national_standard_are_taken(code):
    rules.may_add_unit(FrameworkKind.NCS, code, None)


def local(here: make.Town) -> Framework:
    return Framework.objects.create(code=f"local-{here.district.pk}", name="지구", kind="local", district=here.district)


def deeds() -> dict[str, look.Deed]:
    here, there = make.town(), make.town()
    framework = local(here)
    old = Unit.objects.create(framework=framework, code="old", name="옛 단위")
    new = Unit.objects.create(framework=framework, code="new", name="새 단위")
    strangers = (here.teacher, here.lead, here.hr, there.coordinator)
    home, by = here.district.pk, here.coordinator
    proposed = Unit.objects.create(framework=framework, code="asked", name="제안", state="proposed")
    proposed.elements.create(number=1, name="요소")
    counts = dict.fromkeys(("rows", "new", "changed", "same", "replaced", "waiting", "odd"), 0)
    edition = Edition.objects.create(framework=framework, label="표", digest="d", **counts)
    open_one = Succession.objects.create(edition=edition, unit=old, kind="gone", state="waiting")
    link = Alignment.objects.create(district=here.district, unit=old, kind="part", subject="과목", state="proposed")
    text = Text.objects.create(district=here.district, kind="duty", title="글", body="본문")
    proposal = Suggestion.objects.create(text=text, unit=old, rank=1, score=0.5)
    package = {"CFDocument": {"title": "표준", "creator": "누군가"}}
    published = rules.Published("1901120101_16v2", "전지 설계", 4)
    tables = {"table": None, "rows": [("8512", "조작원")], "label": "표"}
    stated = {
        "open_framework": lambda by: actions.open_framework(
            district=here.district, code="own", name="표준", source="근거", by=by
        ),
        "propose_unit": lambda by: actions.propose_unit(
            framework=framework, code="p", name="단위", level=3, definition="뜻", parts=[rules.Part("요소")], by=by
        ),
        "describe_unit": lambda by: actions.describe_unit(unit=proposed, definition="뜻", level=3, parts=[], by=by),
        "decide_unit": lambda by: actions.decide_unit(unit=proposed, accepts=True, today=TODAY, by=by),
        "load_edition": lambda by: actions.load_edition(
            framework=framework, rows=[published], oddities=[], label="표", by=by
        ),
        "align": lambda by: actions.align(
            unit=new, kind="part", district=here.district, source="근거", subject="과목", by=by
        ),
        "decide_alignment": lambda by: actions.decide_alignment(alignment=link, accepts=True, today=TODAY, by=by),
        "add_texts": lambda by: actions.add_texts(
            district=here.district, kind="duty", texts=[("글", "본문")], source="", by=by
        ),
        "record_suggestions": lambda by: actions.record_suggestions(
            district=here.district, found={text.pk: (False, [])}, by=by
        ),
        "judge": lambda by: actions.judge(suggestion=proposal, is_yes=True, today=TODAY, by=by),
        "import_package": lambda by: actions.import_package(
            district=here.district, code="cf", units=[], package=package, by=by
        ),
        "settle_succession": lambda by: actions.settle_succession(
            succession=open_one, successor=None, today=TODAY, by=by
        ),
    }
    found = {name: look.Deed(do, by, f"competency.{name}", home, strangers) for name, do in stated.items()}
    found["propose_unit"] = replace(found["propose_unit"], verb="competency.add_unit")
    national = look.Deed(
        lambda by: actions.load_codes(**tables, by=by),
        make.user(Role.ADMIN),
        "competency.load_codes",
        None,
        (*strangers, by),
    )
    return found | {
        "load_codes": national,
        "add_unit": look.Deed(
            lambda by: actions.add_unit(framework=framework, code="u", name="단위", level=3, by=by),
            by,
            "competency.add_unit",
            home,
            strangers,
        ),
        "replace_unit": look.Deed(
            lambda by: actions.replace_unit(unit=old, successor=new, by=by),
            by,
            "competency.replace_unit",
            home,
            strangers,
        ),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("name", look.names(actions))
def test_deed_is_for_whom_it_belongs_to_and_audited(name):
    look.check(deeds()[name])


@pytest.mark.django_db
def test_national_framework_is_the_administrators():
    here, admin = make.town(), make.user(Role.ADMIN)
    national = Framework.objects.create(code="ncs", name="국가직무능력표준", kind="ncs")
    given = {"framework": national, "code": "1901120101_16v2", "name": "전지", "level": 4}
    with pytest.raises(NotAllowed):
        actions.add_unit(**given, by=here.coordinator)
    made = actions.add_unit(**given, by=admin)
    assert Event.objects.get().district_id is None
    with pytest.raises(NotAllowed):
        actions.replace_unit(unit=made, successor=make.unit(), by=here.coordinator)


@pytest.mark.django_db
def test_chain_of_successors_never_comes_back():
    here = make.town()
    framework = local(here)
    first, second, third = (Unit.objects.create(framework=framework, code=f"u{n}", name="단위") for n in range(3))
    actions.replace_unit(unit=first, successor=second, by=here.coordinator)
    actions.replace_unit(unit=second, successor=third, by=here.coordinator)
    assert queries.chain_after(first) == ["u0", "u1", "u2"]
    for unit in (third, first):
        with pytest.raises(RuleBroken):
            actions.replace_unit(unit=third, successor=unit, by=here.coordinator)
    third.refresh_from_db()
    assert third.replaced_by is None


@pytest.mark.django_db
def test_units_are_public_to_whoever_takes_part_anywhere():
    here, there = make.town(), make.town()
    unit, occupation, framework = make.unit(), make.occupation("8161"), local(here)
    student = make.account_of(make.learner(there.school))
    to, away = [here.coordinator, there.hr, there.dean, student], [make.user()]
    look.visible(queries.listing, queries.one, unit, to=to, hidden_from=away)
    look.visible(queries.frameworks, queries.framework_one, framework, to=to, hidden_from=away)
    look.visible(queries.occupations, None, occupation, to=to, hidden_from=away)
    with pytest.raises(NotFound):
        queries.one(here.coordinator, 0)


@pytest.mark.django_db
def test_listing_costs_the_same_for_30_rows():
    here = make.town()

    def shown(viewer):
        return [(each.framework.name, each.replaced_by) for each in queries.listing(viewer)]

    look.same_cost(shown, here.hr, make.unit)


@pytest.mark.parametrize(
    ("kind", "state", "parts", "accepts", "sentence"),
    [
        (FrameworkKind.NCS, UnitState.PROPOSED, 1, True, "지구에서 확인하지"),
        (FrameworkKind.LOCAL, UnitState.CONFIRMED, 1, True, "이미 정한"),
        (FrameworkKind.LOCAL, UnitState.PROPOSED, 0, True, "하나도 없는"),
    ],
)
def test_unit_is_decided_once_and_only_when_it_says_what_it_is_made_of(kind, state, parts, accepts, sentence):
    with pytest.raises(RuleBroken, match=sentence):
        rules.may_decide_unit(kind, state, parts, accepts=accepts)
    rules.may_decide_unit(FrameworkKind.LOCAL, UnitState.PROPOSED, 0, accepts=False)


def test_elements_and_criteria_are_read_as_they_are_written():
    parts = rules.parts_of("1. 배합하기\n- 비율을 맞출 수 있다.\n\n  · 점도를 잴 수 있다.\n코팅하기")
    assert parts == [rules.Part("배합하기", ["비율을 맞출 수 있다.", "점도를 잴 수 있다."]), rules.Part("코팅하기")]
    assert rules.parts_of(rules.written(parts)) == parts


@pytest.mark.django_db
def test_local_unit_is_used_only_after_a_person_confirmed_it():
    here = make.town()
    unit = actions.add_unit(framework=local(here), code="PH-1", name="전극 코팅", level=3, by=here.coordinator)
    assert unit.state == UnitState.PROPOSED
    assert unit not in queries.usable(here.coordinator)
    with pytest.raises(RuleBroken, match="하나도 없는"):
        actions.decide_unit(unit=unit, accepts=True, today=TODAY, by=here.coordinator)
    parts = [rules.Part("코팅하기", ["두께를 맞출 수 있다."])]
    actions.describe_unit(unit=unit, definition="입힌다", level=3, parts=parts, by=here.coordinator)
    with pytest.raises(RuleBroken, match="확인하지 않은"):
        actions.align(unit=unit, kind="part", district=here.district, source="", subject="과목", by=here.coordinator)
    decided = actions.decide_unit(unit=unit, accepts=True, today=TODAY, by=here.coordinator)
    assert (decided.state, decided.confirmed_on, decided.confirmed_by) == ("confirmed", TODAY, here.coordinator.name)
    assert unit in queries.usable(here.coordinator)
    assert [each.text for each in queries.parts(unit)[0].criteria.all()] == ["두께를 맞출 수 있다."]
    with pytest.raises(RuleBroken, match="이미 정한"):
        actions.describe_unit(unit=unit, definition="", level=3, parts=[], by=here.coordinator)


@pytest.mark.django_db
def test_texts_and_their_proposals_stay_in_their_district():
    here, there = make.town(), make.town()
    text = Text.objects.create(district=here.district, kind="duty", title="글", body="본문")
    proposal = Suggestion.objects.create(text=text, unit=make.unit(), rank=1, score=0.5)
    student = make.account_of(make.learner(here.school))
    to = [here.coordinator, here.teacher, here.lead, make.user(Role.CITY, district=here.district)]
    away = [there.coordinator, there.teacher, here.hr, here.dean, student]
    look.visible(queries.texts, queries.text, text, to=to, hidden_from=away)
    look.visible(queries.suggestions, queries.suggestion, proposal, to=to, hidden_from=away)


@pytest.mark.django_db
def test_judgements_are_what_later_proposals_hear():
    here = make.town()
    text = Text.objects.create(district=here.district, kind="duty", title="조립원", body="모듈을 쌓는다")
    yes, no, asked = (make.unit(f"u{n}") for n in range(3))
    for rank, unit in enumerate((yes, no, asked), 1):
        Suggestion.objects.create(text=text, unit=unit, rank=rank, score=0.5)
    for unit, is_yes in ((yes, True), (no, False)):
        proposal = queries.suggestions(here.coordinator).get(unit=unit)
        actions.judge(suggestion=proposal, is_yes=is_yes, today=TODAY, by=here.coordinator)
    heard = queries.judged(here.district.pk)
    assert heard == [("조립원. 모듈을 쌓는다", "u0", True), ("조립원. 모듈을 쌓는다", "u1", False)]


def test_words_are_shown_as_they_stand_in_the_text():
    text = "양극 슬러리를 집전체에 코팅한다"
    assert linking.readable(["코팅", "집", "전체", "슬러", "리", "슬러리"], text) == ("코팅", "슬러리", "집전체")
    assert linking.readable(["bms", "배터리", "관리", "관리장치"], "배터리 관리장치(BMS)") == (
        "bms",
        "배터리",
        "관리장치",
    )
    assert linking.readable(["랙"], "랙을 만든다") == ("랙",)


def test_text_that_shares_nothing_but_endings_gets_no_unit(tmp_path):
    units = [
        bridge.UnitRow("A", "화성 공정 운전", "화성 설비로 전지를 충전한다"),
        bridge.UnitRow("B", "전지 모듈 제작"),
        bridge.UnitRow("C", "전력 변환 장치 설계"),
    ]
    kept = Kept(tmp_path)
    framework = bridge.prepare(units, kept)
    food, cell = bridge.link(framework, ["식단에 따라 음식을 조리하며 세척한다", "전지 모듈을 제작한다"], kept)
    assert not food.fits and not any(set(each.words) & {"한다", "하며"} for each in food.links)
    assert cell.fits and cell.links[0].unit == "B"
    assert bridge.held(units, kept) is not None and bridge.held(units[:2], kept) is None

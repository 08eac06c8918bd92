"""Competency: units of a framework and what replaces them; public to whoever takes part."""

import pytest

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.base.rulebook.errors import NotAllowed, NotFound, RuleBroken
from naru.domain.competency import actions, queries, rules
from naru.domain.competency.enums import FrameworkKind
from naru.domain.competency.models import Framework, Unit
from tests.domain import look
from tests.factories import make


@pytest.mark.parametrize(
    ("rule", "given", "sentence"),
    [
        (rules.may_add_unit, (FrameworkKind.NCS, "1901120101", 3), "형식이 아닙니다"),
        (rules.may_add_unit, (FrameworkKind.NCS, "１９０１１２０１０１_16v2", 3), "형식이 아닙니다"),
        (rules.may_add_unit, (FrameworkKind.LOCAL, "any", 9), "1에서 8"),
        (rules.may_add_unit, (FrameworkKind.LOCAL, "any", 0), "1에서 8"),
        (rules.may_replace, ("a", ["b", "a"]), "자기 자신"),
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
    return {
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

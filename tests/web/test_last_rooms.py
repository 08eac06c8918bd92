"""Pages of credit, outcome, forecast and evidence: who sees them, what they do, what they refuse."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from naru.base.accounts.enums import Role
from naru.base.audit.models import Event
from naru.domain.budget.models import Return
from naru.domain.credit.models import Award
from naru.domain.demand.models import Need, Revision, Signal
from naru.domain.evidence.models import Finding
from naru.domain.forecast.models import Projection
from naru.domain.outcome.models import Observation
from tests.factories import make

pytestmark = pytest.mark.django_db
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@pytest.fixture
def district():
    return make.district()


def sign_in(client, role, **place):
    user = make.user(role, **place)
    client.force_login(user, backend=BACKEND)
    return user


def an_award(district, university=None, learner=None, state="registered", **fields):
    values = {
        "district": district,
        "code": f"A{Award.objects.count()}",
        "learner": learner or make.learner(make.school(district)),
        "university": university or make.university(district),
        "basis": "joint_course",
        "course": "이차전지개론",
        "hours": 48,
        "credits": 3,
        "state": state,
        "registered_on": date(2026, 3, 2),
        "completed_on": date(2026, 8, 21) if state != "registered" else None,
    }
    return Award.objects.create(**(values | fields))


def test_credit_goes_from_registration_to_award(client, district):
    school, university = make.school(district), make.university(district)
    learner = make.learner(school)
    sign_in(client, Role.TEACHER, organisation=school)
    data = {
        "district": district.pk,
        "learner": learner.number,
        "university": university.pk,
        "basis": "joint_course",
        "course": "이차전지개론",
        "hours": 40,
        "credits": 3,
        "registered_on": "2026-03-02",
        "code": "CR-1",
    }
    answer = client.post(reverse("credit:register"), data)
    assert answer.status_code == 422
    assert "고등교육법" in answer.content.decode()
    answer = client.post(reverse("credit:register"), data | {"hours": 45})
    assert answer.status_code == 303
    award = Award.objects.get()
    assert (award.state, award.learner) == ("registered", learner)
    assert client.get(reverse("credit:award", args=[award.pk])).status_code == 403
    sign_in(client, Role.UNIVERSITY, organisation=university)
    early = client.post(reverse("credit:award", args=[award.pk]), {"on": "2026-09-01", "document": "문서"})
    assert early.status_code == 422
    assert client.post(reverse("credit:complete", args=[award.pk]), {"on": "2026-08-21"}).status_code == 303
    assert client.get(reverse("credit:list")).context["waiting"] == 1
    assert (
        client.post(reverse("credit:award", args=[award.pk]), {"on": "2026-09-01", "document": "문서"}).status_code
        == 303
    )
    award.refresh_from_db()
    assert award.state == "awarded"
    assert list(Event.objects.filter(object_id=award.pk).values_list("verb", flat=True)) == [
        "credit.award",
        "credit.complete",
        "credit.register",
    ]
    page = client.get(reverse("credit:detail", args=[award.pk]))
    assert page.context["total"] == 3


def test_a_name_that_fits_several_learners_is_not_guessed(client, district):
    school = make.school(district)
    make.learner(school, name="예시 김서준")
    make.learner(school, name="예시 김서준")
    sign_in(client, Role.TEACHER, organisation=school)
    answer = client.post(reverse("credit:register"), {"learner": "김서준"})
    assert answer.status_code == 422
    assert "여러 학생" in str(answer.context["form"].errors["learner"])


def test_a_student_registers_for_themselves(client, district):
    school, university = make.school(district), make.university(district)
    user = sign_in(client, Role.STUDENT, organisation=school)
    learner = make.learner(school, user=user)
    page = client.get(reverse("credit:register"))
    assert "learner" not in page.context["form"].fields
    answer = client.post(
        reverse("credit:register"),
        {
            "district": district.pk,
            "university": university.pk,
            "basis": "industry_work",
            "course": "현장 학습",
            "hours": 45,
            "credits": 3,
            "registered_on": "2026-03-02",
            "code": "CR-2",
        },
    )
    assert answer.status_code == 303
    assert Award.objects.get().learner == learner


def test_refusing_credit_needs_a_reason(client, district):
    university = make.university(district)
    award = an_award(district, university, state="completed")
    sign_in(client, Role.UNIVERSITY, organisation=university)
    assert client.post(reverse("credit:refuse", args=[award.pk]), {"on": "2026-09-01"}).status_code == 422
    data = {"on": "2026-09-01", "reason": "과목과 다름"}
    assert client.post(reverse("credit:refuse", args=[award.pk]), data).status_code == 303
    assert Event.objects.get(verb="credit.refuse").why == "과목과 다름"


def test_another_university_does_not_find_it(client, district):
    award = an_award(district)
    sign_in(client, Role.UNIVERSITY, organisation=make.university(district))
    assert client.get(reverse("credit:detail", args=[award.pk])).status_code == 404
    assert client.get(reverse("credit:list")).context["total"] == 0


def graduate(school, **fields):
    values = {"intake_year": 2023, "state": "graduated", "grade": None, "graduated_on": date(2026, 2, 6)}
    return make.learner(school, **(values | fields))


def test_outcome_shows_rates_with_definitions_and_published_ones(client, district):
    school = make.school(district)
    for number in range(20):
        Observation.objects.create(
            learner=graduate(school),
            on=date(2026, 4, 1),
            status="employed" if number < 10 else "unemployed",
            is_insured=number < 10,
            source="school",
        )
    sign_in(client, Role.COORDINATOR, district=district)
    page = client.get(reverse("outcome:list"), {"year": 2026})
    rates = {rate.key: rate for _name, rate, _words in page.context["rates"]}
    assert float(rates["outcome"].value) == 50.0
    assert (rates["outcome"].numerator, rates["outcome"].base) == (10, 20)
    assert "취업률" in page.content.decode()


def test_outcome_hides_every_rate_that_could_give_a_small_part_away(client, district):
    school = make.school(district)
    for number in range(20):
        status = "military" if number < 2 else "employed" if number < 11 else "unemployed"
        Observation.objects.create(learner=graduate(school), on=date(2026, 4, 1), status=status, source="school")
    sign_in(client, Role.COORDINATOR, district=district)
    rates = client.get(reverse("outcome:list"), {"year": 2026}).context["rates"]
    assert rates
    assert all(rate.value is None and rate.base is None for _name, rate, _words in rates)


def test_outcome_is_recorded_by_the_school_and_not_before_graduation(client, district):
    school = make.school(district)
    former, present = graduate(school), make.learner(school)
    sign_in(client, Role.TEACHER, organisation=school)
    data = {"learner": former.number, "on": "2026-04-01", "status": "employed", "is_insured": "on", "source": "school"}
    assert client.post(reverse("outcome:observe"), data).status_code == 303
    assert Observation.objects.get().is_insured
    assert client.post(reverse("outcome:observe"), data | {"learner": present.number}).status_code == 422
    sign_in(client, Role.STUDENT, organisation=school)
    assert client.get(reverse("outcome:observe")).status_code == 403


def test_outcome_of_another_school_is_not_found(client, district):
    seen = Observation.objects.create(
        learner=graduate(make.school(district)), on=date(2026, 4, 1), status="study", source="school"
    )
    sign_in(client, Role.TEACHER, organisation=make.school(district))
    assert client.get(reverse("outcome:detail", args=[seen.pk])).status_code == 404


def test_forecast_is_made_once_for_the_same_data(client, district):
    make.learner(make.school(district), intake_year=2024)
    sign_in(client, Role.COORDINATOR, district=district)
    data = {"district": district.pk, "from_year": 2027, "years": 3}
    first = client.post(reverse("forecast:project"), data)
    second = client.post(reverse("forecast:project"), data)
    assert first.status_code == second.status_code == 303
    assert Projection.objects.count() == 1
    page = client.get(first.headers["Location"])
    assert len(page.context["rows"]) == 3
    assert client.post(reverse("forecast:project"), data | {"years": 11}).status_code == 422
    sign_in(client, Role.CITY, district=district)
    assert client.get(first.headers["Location"]).status_code == 200
    assert client.get(reverse("forecast:project")).status_code == 403


def a_need(district, headcount=8):
    need = Need.objects.create(
        district=district,
        code=f"N{Need.objects.count()}",
        firm=make.firm(district),
        occupation=make.occupation(),
        year=2026,
    )
    Revision.objects.create(
        need=need, number=1, headcount=headcount, confidence="planned", source="survey", said_on=date(2026, 4, 1)
    )
    return need


def test_evidence_is_computed_confirmed_and_flows_back(client, district):
    need = a_need(district)
    sign_in(client, Role.COORDINATOR, district=district)
    answer = client.post(f"{reverse('evidence:compute')}?district={district.code}&year=2026")
    assert answer.status_code == 303
    finding = Finding.objects.get(kind="said_hired")
    assert client.post(reverse("evidence:confirm", args=[finding.pk]), {"reason": ""}).status_code == 422
    assert client.post(reverse("evidence:confirm", args=[finding.pk]), {"reason": "확인"}).status_code == 303
    signal = Signal.objects.get()
    assert (signal.firm, signal.said, signal.hired) == (need.firm, 8, 0)
    again = client.post(reverse("evidence:confirm", args=[finding.pk]), {"reason": "확인"})
    assert again.status_code == 422
    page = client.get(reverse("evidence:detail", args=[finding.pk]))
    assert "확인" in page.content.decode()
    assert not Return.objects.exists()


def test_small_hires_are_not_told_to_whoever_does_not_work_with_persons(client, district):
    firm = make.firm(district)
    finding = Finding.objects.create(
        district=district,
        year=2026,
        kind="said_hired",
        subject=f"organisation:{firm.pk}",
        subject_label=firm.name,
        figures={"said": 8, "hired": 2},
        definition_version="2026.1",
        computed_on=timezone.localdate(),
    )
    sign_in(client, Role.CITY, district=district)
    assert "2명" not in client.get(reverse("evidence:detail", args=[finding.pk])).context["said"]
    sign_in(client, Role.OFFICE, district=district)
    assert "2명" in client.get(reverse("evidence:detail", args=[finding.pk])).context["said"]


def test_evidence_of_another_district_is_not_found(client, district):
    finding = Finding.objects.create(
        district=make.district(),
        year=2026,
        kind="narrowest",
        subject="passage:a-b",
        subject_label="x",
        figures={"from": 9, "to": 1, "lost": 8},
        definition_version="2026.1",
        computed_on=timezone.localdate(),
    )
    sign_in(client, Role.COORDINATOR, district=district)
    assert client.get(reverse("evidence:detail", args=[finding.pk])).status_code == 404
    sign_in(client, Role.CITY, district=district)
    assert client.post(reverse("evidence:compute")).status_code == 403


@pytest.mark.parametrize("room", ["credit", "outcome", "forecast", "evidence"])
def test_lists_ask_the_same_queries_for_one_row_and_for_thirty(client, district, room, django_assert_num_queries):
    school, university = make.school(district), make.university(district)

    def add(count):
        for _number in range(count):
            if room == "credit":
                an_award(district, university, make.learner(school))
            elif room == "outcome":
                Observation.objects.create(
                    learner=graduate(school), on=date(2026, 5, 1), status="study", source="school"
                )
            elif room == "forecast":
                Projection.objects.create(
                    district=district,
                    made_on=date(2026, 5, 1),
                    from_year=2027,
                    years=1,
                    digest=str(Projection.objects.count()),
                )
            else:
                Finding.objects.create(
                    district=district,
                    year=timezone.localdate().year if timezone.localdate().month > 2 else timezone.localdate().year - 1,
                    kind="narrowest",
                    subject=f"passage:{Finding.objects.count()}",
                    subject_label="x",
                    figures={"from": 9, "to": 1, "lost": 8},
                    definition_version="1",
                    computed_on=date(2026, 5, 1),
                )

    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    sign_in(client, Role.COORDINATOR, district=district)
    add(1)
    with CaptureQueriesContext(
        connection,
    ) as first:
        assert client.get(reverse(f"{room}:list")).context["total"] == 1
    add(29)
    with django_assert_num_queries(len(first)):
        assert client.get(reverse(f"{room}:list")).context["total"] == 30

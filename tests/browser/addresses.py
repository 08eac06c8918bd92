"""Where every address of the matrix stands in the demo: which role opens it, and the row that it speaks of."""

# ruff: noqa: S608 - fixed questions to a throw-away database

from collections.abc import Callable

from naru.config import rooms
from tests.house.matrix import pages
from tests.house.matrix.api import READERS
from tests.house.matrix.api import ROWS as READS

#: row of the matrix: the question that finds one in the demo's database. `{who}`: the role's account.
OWN = "JOIN accounts_user u ON u.id = m.user_id WHERE u.email = '{who}'"
OF_ROUND = "SELECT e.id FROM placement_{table} e JOIN placement_round r ON r.id = e.round_id WHERE r.state = '{state}'"
OF_FIRM = (
    "SELECT e.id FROM placement_roundopening e JOIN placement_round r ON r.id = e.round_id"
    " JOIN placement_opening o ON o.id = e.opening_id"
    f" JOIN accounts_membership m ON m.organisation_id = o.firm_id {OWN} AND r.state = 'ranking'"
)
ROWS: dict[str, str] = {
    "agreement": "SELECT id FROM partners_agreement WHERE state = 'active'",
    "signing": "SELECT a.id FROM partners_agreement a JOIN partners_party p ON p.agreement_id = a.id"
    f" JOIN accounts_membership m ON m.organisation_id = p.organisation_id {OWN}"
    " ORDER BY a.state = 'signing' AND p.signed_on IS NULL DESC",
    "pledge": "SELECT id FROM partners_pledge",
    "fund": "SELECT id FROM budget_fund",
    "line": "SELECT id FROM budget_line",
    "learner": "SELECT id FROM people_learner WHERE state = 'enrolled' AND grade = 3",
    "unit": "SELECT id FROM competency_unit",
    "need": "SELECT id FROM demand_need",
    "proposed": "SELECT id FROM competency_unit WHERE state = 'proposed'",
    "text": "SELECT id FROM competency_text",
    "edition": "SELECT id FROM competency_edition",
    "succession": "SELECT id FROM competency_succession",
    "framework": "SELECT id FROM competency_framework",
    "survey": "SELECT id FROM demand_survey",
    "posting": "SELECT id FROM demand_posting",
    "ask": "SELECT id FROM demand_ask",
    "department": "SELECT id FROM curriculum_department WHERE state = 'open'",
    "table": "SELECT id FROM curriculum_table WHERE state = 'draft'",
    "submitted": "SELECT id FROM curriculum_table WHERE state = 'submitted'",
    "course": "SELECT id FROM curriculum_course WHERE is_candidate",
    "asked_course": "SELECT id FROM curriculum_course WHERE approval = 'asked'",
    "study": "SELECT id FROM curriculum_study WHERE kind = 'cover'",
    "option": "SELECT id FROM curriculum_option WHERE number > 0",
    "seats_option": "SELECT o.id FROM curriculum_option o JOIN curriculum_study s ON s.id = o.study_id"
    " WHERE s.kind = 'seats'",
    "campaign": "SELECT id FROM curriculum_campaign",
    "reorganisation": "SELECT id FROM curriculum_request WHERE state = 'draft'",
    "selected": "SELECT id FROM curriculum_request WHERE state = 'selected'",
    "proposal": "SELECT id FROM curriculum_trainingproposal",
    "programme": "SELECT id FROM training_programme ORDER BY closes_on DESC",
    "started": "SELECT programme_id FROM training_enrolment ORDER BY state = 'enrolled' DESC",
    "enrolment": "SELECT id FROM training_enrolment ORDER BY state = 'enrolled' DESC",
    "interview": "SELECT id FROM placement_interview",
    "meeting": "SELECT o.id FROM placement_opening o JOIN accounts_membership m ON m.organisation_id = o.firm_id"
    f" {OWN} AND o.state = 'open'",
    "firm": "SELECT id FROM district_organisation WHERE code = 'ex-machine'",
    "preference": "SELECT id FROM placement_preference",
    "attainment": "SELECT id FROM training_attainment",
    "opening": "SELECT id FROM placement_opening WHERE state = 'open'",
    "application": "SELECT a.id FROM placement_application a JOIN placement_opening o ON o.id = a.opening_id"
    f" JOIN accounts_membership m ON m.organisation_id = o.firm_id {OWN} ORDER BY a.state = 'applied' DESC",
    "offered": "SELECT a.id FROM placement_application a JOIN people_learner m ON m.id = a.learner_id"
    " JOIN accounts_user u ON u.id = m.user_id WHERE u.email = '{who}' ORDER BY a.state = 'offered' DESC",
    "placement": "SELECT id FROM placement_placement WHERE ends IS NULL",
    "registered": "SELECT id FROM credit_award WHERE state = 'registered'",
    "completed": f"SELECT a.id FROM credit_award a JOIN accounts_membership m ON m.organisation_id = a.university_id {OWN}"
    " ORDER BY a.state = 'completed' DESC",
    "observation": "SELECT id FROM outcome_observation",
    "projection": "SELECT id FROM forecast_projection",
    "finding": "SELECT id FROM evidence_finding WHERE state = 'proposed'",
    "organisation": "SELECT id FROM district_organisation WHERE kind = 'school'",
    "citation": "SELECT key FROM evidence_citation",
    "asked": "SELECT id FROM admission_invitation WHERE state = 'waiting'",
    "invited": "SELECT id FROM admission_invitation",
    "member": "SELECT id FROM accounts_membership WHERE role = 'teacher'",
    "correction": "SELECT id FROM privacy_correction",
    "destruction": "SELECT id FROM privacy_destruction",
    "wishing": "SELECT id FROM placement_round WHERE state = 'wishes'",
    "sent_place": OF_ROUND.format(table="roundopening", state="offered"),
    "sent_list": OF_ROUND.format(table="wishlist", state="offered") + " AND e.state = 'submitted'",
    "sent_run": OF_ROUND.format(table="matchrun", state="offered"),
    "list": "SELECT l.id FROM placement_wishlist l JOIN placement_round r ON r.id = l.round_id"
    f" JOIN people_learner m ON m.id = l.learner_id {OWN} AND r.state = 'wishes'",
    "announced_place": OF_ROUND.format(table="roundopening", state="announced"),
    "ranking_place": OF_FIRM,
    "empty_place": OF_FIRM,
    "ranked": OF_ROUND.format(table="roundopening", state="ranking") + " AND e.ranked_on IS NOT NULL",
    "draft": "SELECT id FROM placement_opening WHERE state = 'draft'",
    "checked": "SELECT id FROM placement_opening WHERE state = 'checked'",
    **{
        name: f"SELECT id FROM placement_round WHERE state = '{state}'"
        for name, state in (
            ("sent", "offered"),
            ("announced", "announced"),
            ("frozen", "frozen"),
            ("reviewed", "reviewed"),
            ("confirmed", "confirmed"),
        )
    },
}
#: Asked of the coordinator without the join to a role's own organisation.
EVERY: dict[str, str] = {
    "list": OF_ROUND.format(table="wishlist", state="wishes"),
    "application": "SELECT id FROM placement_application",
    "completed": "SELECT id FROM credit_award WHERE state = 'completed'",
    "signing": "SELECT id FROM partners_agreement ORDER BY state = 'signing' DESC",
}
#: Files and parts of pages, which are no page of their own.
NO_PAGE = {
    "load:template",
    "load:progress",
    "load:marked",
    "load:run",
    "competency:package",
    "competency:standards_run",
    "competency:standards_progress",
    "demand:board_workbook",
    "curriculum:table_xlsx",
    "curriculum:study_progress",
    "placement:progress",
    "placement:posting",
    "placement:latest",
    "privacy:copy_json",
    "privacy:copy_xlsx",
    "mfa_download_recovery_codes",
}
#: Second parts of an address, as the demo has them.
MORE = {"privacy:give": ["promotion"], "privacy:review": [2026, 3]}
#: Rows of a person's own, which the demo's student has.
MINE = "SELECT m.id FROM people_learner m JOIN accounts_user u ON u.id = m.user_id WHERE u.email = 'student@example.naru.kr'"
EMPTY = "?q=ㅋㅋㅋㅋㅋㅋ"


def role_of(who: str) -> str:
    """The coordinator where they may, else the first role that may: 'school_lead=o firm_hr=o' → 'school-lead'."""
    roles = [part.partition("=")[0] for part in who.split()]
    return "coordinator" if "coordinator" in roles else roles[0].replace("_", "-")


def places(one: Callable[[str], tuple | None], reverse: Callable[..., str]) -> list[tuple[str, str, str]]:
    """(role, kind, address) of every page: lists (also empty), rows, forms, and what is only read."""
    found: list[tuple[str, str, str]] = []
    for name in pages.LISTS:
        reader = role_of(READERS[pages.LISTS[name]])
        found += [(reader, "list", reverse(name)), (reader, "empty", f"{reverse(name)}{EMPTY}")]
    for name, row in pages.DETAILS.items():
        role = role_of(READS[row])
        found.append((role, "row", reverse(name, args=[_row(one, row, role)])))
    for name, (row, who, _may_do) in pages.BOTH.items():
        key = _row(one, row, role_of(who)) if row else None
        if not row or key is not None:
            found.append(("dpo" if not row else role_of(who), "page", reverse(name, args=[key] if row else MORE[name])))
    for name, (row, who) in pages.FORMS.items():
        # The demo has no local framework of its own: the administrator keeps the units.
        role = "admin" if name.startswith("competency:") else role_of(who)
        key = _row(one, row, role) if row else None
        if (row and key is None) or name == "privacy:withdraw":
            continue
        found.append((role, "form", reverse(name, args=[*([key] if row else []), *MORE.get(name, [])])))
    for name, (row, who) in pages.READ.items():
        role = role_of(who)
        if name in NO_PAGE:
            continue
        if name == "number":
            found += [(role, "number", reverse(name, args=[key])) for key in rooms.STATIONS]
        elif name == "help:room":
            found += [(role, "help", reverse(name, args=[key])) for key in rooms.NAMES[:2]]
        else:
            key = _row(one, row, role) if row else None
            if not row or key is not None:
                found.append((role, "page", reverse(name, args=[key] if row else [])))
    found += [
        ("coordinator", "page", f"{reverse('search:index')}?q=ㅍㅎㅎㄱ"),
        ("coordinator", "empty", f"{reverse('search:index')}{EMPTY}"),
    ]
    return found


def _row(one: Callable[[str], tuple | None], row: str, role: str) -> int | None:
    question = EVERY.get(row, ROWS[row]) if role == "coordinator" else ROWS[row]
    if row == "learner" and role in {"student", "guardian"}:
        question = MINE
    answer = one(f"{question.format(who=f'{role}@example.naru.kr')} LIMIT 1")
    return answer[0] if answer else None

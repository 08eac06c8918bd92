"""The workbook of a district: every sheet in the order in which it is loaded."""

from naru.document.exchange.layout import Sheet
from naru.document.exchange.sheets import curriculum_plans
from naru.document.exchange.sheets.budget import ENTRIES, FUNDS, LINES
from naru.document.exchange.sheets.competency import FRAMEWORKS, OCCUPATIONS, UNITS
from naru.document.exchange.sheets.credit import AWARDS
from naru.document.exchange.sheets.curriculum import COURSE_UNITS, COURSES, DEPARTMENTS, SEATS
from naru.document.exchange.sheets.demand import NEEDS, WANTED_UNITS
from naru.document.exchange.sheets.ground import DISTRICT, MEMBERS, ORGANISATIONS, TARGETS
from naru.document.exchange.sheets.outcome import OBSERVATIONS, PUBLISHED
from naru.document.exchange.sheets.partners import AGREEMENTS, KEEPINGS, PARTIES, PLEDGES
from naru.document.exchange.sheets.people import LEARNERS, STAFF, TEACHERS
from naru.document.exchange.sheets.placement import (
    APPLICATIONS,
    COMMUTES,
    FIRM_FACTS,
    OPENINGS,
    PLACEMENTS,
    YARDSTICKS,
)
from naru.document.exchange.sheets.training import ATTAINMENTS, ENROLMENTS, FUNDINGS, PROGRAMMES, SESSIONS

SHEETS: tuple[Sheet, ...] = (
    ORGANISATIONS,
    DISTRICT,
    MEMBERS,
    TARGETS,
    AGREEMENTS,
    PARTIES,
    PLEDGES,
    KEEPINGS,
    FUNDS,
    LINES,
    ENTRIES,
    DEPARTMENTS,
    SEATS,
    LEARNERS,
    TEACHERS,
    STAFF,
    FRAMEWORKS,
    UNITS,
    OCCUPATIONS,
    NEEDS,
    WANTED_UNITS,
    COURSES,
    COURSE_UNITS,
    *curriculum_plans.ALL,
    PROGRAMMES,
    SESSIONS,
    FUNDINGS,
    ENROLMENTS,
    ATTAINMENTS,
    YARDSTICKS,
    FIRM_FACTS,
    COMMUTES,
    OPENINGS,
    APPLICATIONS,
    PLACEMENTS,
    AWARDS,
    OBSERVATIONS,
    PUBLISHED,
)


BY_KEY: dict[str, Sheet] = {each.key: each for each in SHEETS}


BY_TITLE: dict[str, Sheet] = {each.title: each for each in SHEETS}

"""Reads of the room demand."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts import waiting as todo
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.accounts.waiting import Todo, Waiting
from naru.base.district.models import District, Organisation
from naru.base.rulebook import project_year
from naru.domain.competency.models import Occupation, Unit
from naru.domain.demand import rules
from naru.domain.demand.enums import AskState, Confidence, SurveyState
from naru.domain.demand.models import Ask, Need, Posting, Revision, Signal, Survey, Track, WantedUnit


@dataclass(frozen=True)
class Wanted:
    """A unit wanted by current Needs: demand = Σ head-count × importance × weight of confidence."""

    unit: int
    code: str
    name: str
    demand: Decimal
    headcount: int


def _current(rows: QuerySet[Need]) -> QuerySet[Need]:
    current = Revision.objects.filter(need=OuterRef("pk"), is_current=True)
    return rows.select_related("district", "firm", "occupation").annotate(
        current_headcount=Subquery(current.values("headcount")[:1]),
        current_confidence=Subquery(current.values("confidence")[:1]),
        current_complex=Subquery(current.values("complex")[:1]),
        current_quarter=Subquery(current.values("quarter")[:1]),
        current_said_on=Subquery(current.values("said_on")[:1]),
        revision_count=Subquery(current.values("number")[:1]),
    )


def listing(viewer: User) -> QuerySet[Need]:
    """Needs with what was last said of them."""
    return _current(Need.objects.visible_to(viewer))


def one(viewer: User, pk: int) -> Need:
    return access.one(listing(viewer), pk=pk)


def history(viewer: User, need: Need) -> QuerySet[Revision]:
    """Every word ever said of the need, newest first."""
    return Revision.objects.visible_to(viewer).filter(need=need).prefetch_related("wanted__unit")


def changes(viewer: User, limit: int = 5, district: District | None = None) -> list[Revision]:
    """The latest revisions that changed an earlier word, of one district or of all that the viewer may see."""
    here = {"need__district": district} if district is not None else {}
    return list(
        Revision.objects.visible_to(viewer)
        .filter(number__gt=1, **here)
        .select_related("need__firm", "need__occupation")
        .annotate(
            earlier=Subquery(
                Revision.objects.filter(need=OuterRef("need"), number=OuterRef("number") - 1).values("headcount")[:1]
            )
        )
        .order_by("-said_on", "-pk")[:limit]
    )


def free_code(district: District, year: int) -> str:
    """A code that no need of the district bears yet: N-2027-03."""
    taken = set(Need.objects.filter(district=district, code__startswith=f"N-{year}-").values_list("code", flat=True))
    number = len(taken) + 1
    while f"N-{year}-{number:02}" in taken:
        number += 1
    return f"N-{year}-{number:02}"


def signal_listing(viewer: User) -> QuerySet[Signal]:
    return Signal.objects.visible_to(viewer).select_related("firm")


def current_of(district: District, year: int) -> QuerySet[Revision]:
    """Current words for a district and year: for computing, not for showing."""
    return Revision.objects.filter(need__district=district, need__year=year, is_current=True)


def headcount(district: District, year: int) -> int:
    return current_of(district, year).aggregate(n=Sum("headcount"))["n"] or 0


@dataclass(frozen=True)
class Record:
    """What a firm said and hired for an occupation in the years that count; hires of a year up to what was said."""

    said: int = 0
    hired: int = 0
    years: tuple[int, ...] = ()


Records = dict[tuple[int, int], Record]
NO_RECORD = Record()


def records(district: District, year: int, day: date) -> Records:
    """Records before a year, by (firm, occupation): for computing, not for showing. One query."""
    first = year - rules.TRACK_YEARS.on(day).value
    return _gathered(Track.objects.filter(district=district, year__gte=first, year__lt=year))


def _gathered(rows: QuerySet[Track]) -> Records:
    found: Records = {}
    for firm, occupation, year, said, hired in rows.order_by("year").values_list(
        "firm", "occupation", "year", "said", "hired"
    ):
        before = found.get((firm, occupation), NO_RECORD)
        found[firm, occupation] = Record(before.said + said, before.hired + min(said, hired), (*before.years, year))
    return found


def record_of(viewer: User, need: Need, day: date) -> Record | None:
    """The record beside one need, for whoever may see it: the firm itself and its district; None for others."""
    first = need.year - rules.TRACK_YEARS.on(day).value
    rows = Track.objects.visible_to(viewer).filter(district=need.district_id, firm=need.firm_id)
    found = _gathered(rows.filter(occupation=need.occupation_id, year__gte=first, year__lt=need.year))
    may = access.reach(viewer, Permission.DEMAND_READ)
    is_own = may.everywhere or need.district_id in may.districts or need.firm_id in may.organisations
    return found.get((need.firm_id, need.occupation_id), NO_RECORD) if is_own else None


def weighted_of(need: Need, said: Revision, found: Records, day: date) -> Decimal:
    """The head-count of a word, weighed."""
    mine = found.get((need.firm_id, need.occupation_id), NO_RECORD)
    return said.headcount * rules.share_of(mine.said, mine.hired, Confidence(said.confidence), day)


def weighted_headcount(district: District, year: int, day: date) -> Decimal:
    """Head-count of a year, each word weighed by its confidence and by what the firm hired of what it said."""
    found = records(district, year, day)
    rows = current_of(district, year).order_by().values("need__firm", "need__occupation", "confidence")
    total = Decimal(0)
    for row in rows.annotate(n=Sum("headcount")):
        mine = found.get((row["need__firm"], row["need__occupation"]), NO_RECORD)
        total += rules.share_of(mine.said, mine.hired, Confidence(row["confidence"]), day) * row["n"]
    return total


def said_by_occupation(district: District, year: int) -> dict[tuple[int, int], int]:
    """Heads last said for a year, by (firm, occupation)."""
    rows = current_of(district, year).order_by().values("need__firm", "need__occupation").annotate(n=Sum("headcount"))
    return {(row["need__firm"], row["need__occupation"]): row["n"] for row in rows}


def headcount_by_firm(district: District, year: int) -> dict[int, int]:
    rows = current_of(district, year).order_by().values("need__firm").annotate(n=Sum("headcount"))
    return {row["need__firm"]: row["n"] for row in rows}


def wanted_units(district: District, year: int, day: date) -> list[Wanted]:
    """Units that current Needs of the year want, most wanted first; two queries."""
    rows = (
        WantedUnit.objects.filter(
            revision__need__district=district, revision__need__year=year, revision__is_current=True
        )
        .order_by()
        .values(
            "unit",
            "importance",
            code=F("unit__code"),
            name=F("unit__name"),
            sure=F("revision__confidence"),
            firm=F("revision__need__firm"),
            occupation=F("revision__need__occupation"),
        )
        .annotate(n=Sum("revision__headcount"))
    )
    past = records(district, year, day)
    found: dict[int, Wanted] = {}
    for row in rows:
        mine = past.get((row["firm"], row["occupation"]), NO_RECORD)
        demand = rules.share_of(mine.said, mine.hired, Confidence(row["sure"]), day) * row["n"] * row["importance"]
        before = found.get(row["unit"])
        found[row["unit"]] = Wanted(
            row["unit"],
            row["code"],
            row["name"],
            demand + (before.demand if before else 0),
            row["n"] + (before.headcount if before else 0),
        )
    return sorted(found.values(), key=lambda each: (-each.demand, each.code))


def behind(viewer: User, district: District, year: int) -> QuerySet[Revision]:
    """The current words that the number of the cycle adds up, as far as the viewer may see them."""
    rows = Revision.objects.visible_to(viewer).filter(need__district=district, need__year=year, is_current=True)
    return rows.select_related("need__firm", "need__occupation")


def wanted_behind(viewer: User, district: District, year: int) -> QuerySet[WantedUnit]:
    """Every unit that current words of the year ask for, as far as the viewer may see them."""
    rows = WantedUnit.objects.visible_to(viewer).filter(
        revision__need__district=district, revision__need__year=year, revision__is_current=True
    )
    return rows.select_related("unit", "revision__need__firm", "revision__need__occupation")


@dataclass(frozen=True)
class Cell:
    """Current words of one occupation, place and year, added up."""

    occupation: int
    occupation_code: str
    occupation_name: str
    complex: str
    year: int
    needs: int
    headcount: int
    weighted: Decimal
    low: Decimal

    @property
    def high(self) -> int:
        """Everything that was said."""
        return self.headcount


@dataclass(frozen=True)
class YearSum:
    """A year of the board; `before` the year before it, None where nothing was said of it."""

    year: int
    needs: int
    firms: int
    headcount: int
    weighted: Decimal
    low: Decimal
    before: int | None

    @property
    def high(self) -> int:
        return self.headcount

    @property
    def change(self) -> int | None:
        return None if self.before is None else self.headcount - self.before


@dataclass(frozen=True)
class Board:
    """What the needs that a viewer may see add up to: one truth for the page, the workbook and the API."""

    district: District
    years: tuple[int, ...]
    day: date
    cells: tuple[Cell, ...]
    sums: tuple[YearSum, ...]
    wanted: tuple[Wanted, ...]
    sources: tuple[tuple[str, int], ...]


def board(viewer: User, district: District, first: int, last: int, day: date) -> Board:
    """Head-counts by occupation × year × place, weighted and not, with a low and a high scenario.

    low: what is budgeted or contracted, weighed; high: everything said. Years after the last of which anything was said
    are left out. The place is the word's own, else the firm's.
    Queries: the words, the records of each year, the wanted units of the first year.
    """
    words = list(
        Revision.objects.visible_to(viewer)
        .filter(need__district=district, need__year__range=(first - 1, last), is_current=True)
        .select_related("need__firm", "need__occupation")
        .order_by("need__occupation__code", "need__year", "pk")
    )
    past = {year: records(district, year, day) for year in range(first - 1, last + 1)}
    cells: dict[tuple[int, str, int], Cell] = {}
    firms: dict[int, set[int]] = {}
    sources: dict[str, int] = {}
    for said in words:
        need = said.need
        weighted = weighted_of(need, said, past[need.year], day)
        key = (need.occupation_id, said.complex or need.firm.complex, need.year)
        old = cells.get(key)
        cells[key] = Cell(
            need.occupation_id,
            need.occupation.code,
            need.occupation.name,
            key[1],
            need.year,
            (old.needs if old else 0) + 1,
            (old.headcount if old else 0) + said.headcount,
            (old.weighted if old else Decimal(0)) + weighted,
            (old.low if old else Decimal(0)) + (weighted if Confidence(said.confidence) in rules.SURE else 0),
        )
        firms.setdefault(need.year, set()).add(need.firm_id)
        if need.year >= first:
            sources[said.source] = sources.get(said.source, 0) + 1
    sums = []
    last = max([first, *(each.year for each in cells.values())])
    for year in range(first, last + 1):
        here = [each for each in cells.values() if each.year == year]
        before = [each for each in cells.values() if each.year == year - 1]
        sums.append(
            YearSum(
                year,
                sum(each.needs for each in here),
                len(firms.get(year, ())),
                sum(each.headcount for each in here),
                sum((each.weighted for each in here), Decimal(0)),
                sum((each.low for each in here), Decimal(0)),
                sum(each.headcount for each in before) if before else None,
            )
        )
    shown = [each for each in cells.values() if each.year >= first]
    shown.sort(key=lambda each: (each.year, each.occupation_code, each.complex))
    return Board(
        district,
        tuple(range(first, last + 1)),
        day,
        tuple(shown),
        tuple(sums),
        tuple(_wanted_seen(viewer, district, first, day, past[first])),
        tuple(sorted(sources.items(), key=lambda each: -each[1])),
    )


def _wanted_seen(viewer: User, district: District, year: int, day: date, past: Records) -> list[Wanted]:
    """Units wanted by the current words of a year that the viewer may see, most wanted first."""
    found: dict[int, Wanted] = {}
    for each in wanted_behind(viewer, district, year):
        said = each.revision
        demand = weighted_of(said.need, said, past, day) * each.importance
        old = found.get(each.unit_id)
        found[each.unit_id] = Wanted(
            each.unit_id,
            each.unit.code,
            each.unit.name,
            demand + (old.demand if old else 0),
            said.headcount + (old.headcount if old else 0),
        )
    return sorted(found.values(), key=lambda each: (-each.demand, each.code))


def last_wanted(firm: Organisation, occupation: Occupation) -> list[tuple[Unit, int]]:
    """The units that a firm last asked for with an occupation."""
    last = (
        Revision.objects.filter(need__firm=firm, need__occupation=occupation, is_current=True)
        .order_by("-need__year", "-said_on")
        .first()
    )
    if last is None:
        return []
    return [(each.unit, each.importance) for each in last.wanted.select_related("unit")]


def surveys(viewer: User) -> QuerySet[Survey]:
    """Surveys with how many firms were asked and how many answered."""
    return (
        Survey.objects.visible_to(viewer)
        .select_related("district")
        .annotate(
            asked=Count("asks", distinct=True),
            answered=Count("asks", filter=Q(asks__state=AskState.ANSWERED), distinct=True),
        )
    )


def survey(viewer: User, pk: int) -> Survey:
    return access.one(surveys(viewer), pk=pk)


def asks(viewer: User) -> QuerySet[Ask]:
    return Ask.objects.visible_to(viewer).select_related("survey__district", "firm")


def ask(viewer: User, pk: int) -> Ask:
    return access.one(asks(viewer), pk=pk)


def check_digest(ask: int, number: str) -> str:
    """The keyed hash under which the number that a firm's HR says is kept."""
    return salted_hmac("naru.demand.ask", f"{ask}:{number}", algorithm="sha256").hexdigest()


def ask_of_link(object_type: str, pk: int) -> Ask | None:
    """The firm that a link was made for."""
    if object_type != Ask._meta.label_lower:
        return None
    return Ask.objects.select_related("survey__district", "firm").filter(pk=pk).first()


def to_answer(ask: Ask) -> list[Revision]:
    """What the form is filled with: the firm's current words of the survey's year, else those of the year before."""
    rows = (
        Revision.objects.filter(need__firm=ask.firm_id, need__district=ask.survey.district_id, is_current=True)
        .select_related("need__occupation", "need__district", "need__firm")
        .order_by("need__code")
    )
    own = list(rows.filter(need__year=ask.survey.year))
    return own or list(rows.filter(need__year=ask.survey.year - 1))


def answers_of(ask: Ask) -> list[Revision]:
    """Everything that was said through a survey's links, in order."""
    rows = Revision.objects.filter(ask=ask).select_related("need__occupation")
    return list(rows.order_by("need__occupation__code", "need", "number"))


def occupations_for(ask: Ask) -> QuerySet[Occupation]:
    """Occupations that a firm without an account may choose from: public facts."""
    return Occupation.objects.order_by("code")


def postings(viewer: User) -> QuerySet[Posting]:
    return Posting.objects.visible_to(viewer).select_related("district", "firm", "occupation", "merged_into")


def posting(viewer: User, pk: int) -> Posting:
    return access.one(postings(viewer), pk=pk)


def alike(viewer: User, posting: Posting) -> list[Posting]:
    """Other postings of the firm that may be the same job: near in time, near in words, the occupation not another."""
    near = timedelta(days=rules.NEAR_DAYS)
    rows = (
        postings(viewer)
        .filter(district=posting.district_id, firm=posting.firm_id, merged_into=None)
        .filter(posted_on__range=(posting.posted_on - near, posting.posted_on + near))
        .exclude(pk=posting.pk)
    )
    if posting.occupation_id is not None:
        rows = rows.filter(Q(occupation=posting.occupation_id) | Q(occupation=None))
    own = f"{posting.title} {posting.body}"
    return [
        each
        for each in rows[:200]
        if rules.are_alike(own, f"{each.title} {each.body}", (each.posted_on - posting.posted_on).days)
    ]


#: A firm's word is asked again after this many days.
WORD_DAYS = 180

TODOS = (
    Todo(
        "demand.stale",
        _("다시 확인할 때가 된 수요"),
        lambda rows, today: rows.filter(
            year__gte=project_year.of(today),
            revisions__is_current=True,
            revisions__said_on__lt=today - timedelta(days=WORD_DAYS),
        ),
        Need,
        Permission.DEMAND_WRITE,
        district="district",
        page="demand:list",
        query=(("todo", "stale"),),
        one="demand:revise",
    ),
    Todo(
        "demand.unanswered",
        _("수요조사에 아직 답하지 않은 기업"),
        lambda rows, _today: rows.filter(state=AskState.ASKED, survey__state=SurveyState.OPEN),
        Ask,
        Permission.DEMAND_WRITE,
        scopes=todo.DISTRICTS,
        district="survey__district",
        due="survey__due_on",
        page="demand:asks",
        query=(("todo", "unanswered"),),
        one="demand:ask",
    ),
)


def waiting(viewer: User, district: District | None, today: date) -> list[Waiting]:
    """What waits for the viewer in this room; one query for each kind."""
    return todo.of(TODOS, viewer, today, district)

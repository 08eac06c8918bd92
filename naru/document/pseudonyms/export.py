"""Pseudonymised rows of a district's learners, for statistics (개인정보 보호법 제28조의2).

Each learner becomes HMAC-SHA-256 of their number in the database under a key drawn for this file and thrown away: rows
of one file can be told apart, and nobody, Naru included, can go back or join two files. No name, number, birth date or
contact is in it; ages are years of entry, places are schools.

Small cells: rows whose combination of what others could know (school, department, year of entry, sex) is shared by
fewer than the minimum count of that day are first coarsened (department, then school, then sex become "기타"), and
left out when they are still too few (k-anonymity; Sweeney, Int. J. Uncertainty 10(5), 2002). Dates are months.
"""

import csv
import hashlib
import io
import secrets
from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.accounts.roles import Permission
from naru.base.district.models import District
from naru.base.privacy import keys, statistics
from naru.base.privacy.models import PseudonymExport
from naru.base.rulebook.errors import RuleBroken
from naru.base.rulebook.number import MINIMUM_COUNT
from naru.domain.outcome import queries as outcome
from naru.domain.people import queries as people
from naru.domain.placement import queries as placement
from naru.domain.training import queries as training

OTHER = "기타"
KNOWN = ("학교", "학과", "입학연도", "성별")
COLUMNS = ("가명", *KNOWN, "학적", "졸업월", "수료한 과정 수", "취업한 적 있음", "최근 관찰 상태")


@dataclass(frozen=True)
class Made:
    """The file and the record of it."""

    content: bytes
    export: PseudonymExport


def coarsen(rows: list[list[str]], least: int) -> tuple[list[list[str]], int]:
    """Rows whose first four values after the pseudonym are shared by at least `least` rows; and how many were left out.

    1. Count the combinations. 2. In rows of a combination that is too small, the next value becomes "기타", in the
    order department, school, sex. 3. After the last step rows that are still too few are left out.
    """
    rows = [list(row) for row in rows]
    for position in (2, 1, 4):
        counts = Counter(tuple(row[1:5]) for row in rows)
        for row in rows:
            if counts[tuple(row[1:5])] < least:
                row[position] = OTHER
    counts = Counter(tuple(row[1:5]) for row in rows)
    kept = [row for row in rows if counts[tuple(row[1:5])] >= least]
    return kept, len(rows) - len(kept)


def make(*, district: District, purpose: str, recipient: str, today: date, by: User) -> Made:
    """A CSV of the district (UTF-8 with a mark for Excel), and the record that it was made.

    Raises NotAllowed, and RuleBroken when so few learners are there that nothing can be told.
    """
    access.require(by, Permission.STATISTICS_EXPORT, on=district)
    least = MINIMUM_COUNT.on(today).value
    key = secrets.token_hex(32)
    rows, hidden = coarsen(_rows(district, key), least)
    if not rows:
        raise RuleBroken(_("사람이 너무 적어 가명자료를 만들 수 없습니다."), article="개인정보 보호법 제28조의2")
    rows.sort(key=lambda row: row[0])
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    content = text.getvalue().encode("utf-8-sig")
    made = statistics.keep(
        district=district,
        purpose=purpose,
        recipient=recipient,
        columns=COLUMNS,
        rows=len(rows),
        hidden=hidden,
        least=least,
        digest=hashlib.sha256(content).hexdigest(),
        today=today,
        by=by,
    )
    return Made(content, made)


def _rows(district: District, key: str) -> list[list[str]]:
    completed = training.completed_counts(district)
    placed = set(placement.placed_ever().values_list("learner", flat=True))
    last = outcome.last_states(district)
    learners = people.of_district(district).filter(erased_on__isnull=True).select_related("school")
    return [
        [
            keys.keyed("learner", str(each.pk), key)[:16],
            each.school.name,
            each.department,
            str(each.intake_year),
            each.get_sex_display(),
            each.get_state_display(),
            f"{each.graduated_on:%Y-%m}" if each.graduated_on else "",
            str(completed.get(each.pk, 0)),
            "예" if each.pk in placed else "아니요",
            last.get(each.pk, ""),
        ]
        for each in learners.iterator(chunk_size=5_000)
    ]

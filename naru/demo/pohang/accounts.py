"""One account for each role, so that every door of the demo can be tried."""

from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from naru.base.accounts.enums import Role
from naru.base.accounts.models import Membership, User
from naru.base.district.models import District, Organisation
from naru.domain.people.enums import Duty, LearnerState
from naru.domain.people.models import Guardian, Learner, Staff, Teacher

PASSWORD = "naru-demo-2026"  # noqa: S105 - a password for invented people, printed by `make demo`
SINCE = date(2025, 3, 1)


def email_of(role: Role) -> str:
    return f"{role.value.replace('_', '-')}@example.naru.kr"


@dataclass(frozen=True)
class Account:
    role: Role
    name: str
    organisation: str
    is_of_district: bool = False

    @property
    def email(self) -> str:
        return email_of(self.role)


ACCOUNTS: tuple[Account, ...] = (
    Account(Role.COORDINATOR, "예시 코디네이터", "gbe", True),
    Account(Role.READER, "예시 열람자", "gbe", True),
    Account(Role.SCHOOL_LEAD, "예시 교장", "heunghae"),
    Account(Role.TEACHER, "예시 교사", "heunghae"),
    Account(Role.STUDENT, "예시 학생", "heunghae"),
    Account(Role.GUARDIAN, "예시 보호자", "heunghae"),
    Account(Role.FIRM_HR, "예시 인사담당자", "future-m"),
    Account(Role.TRAINER, "예시 기업현장교사", "future-m"),
    Account(Role.UNIVERSITY, "예시 대학담당자", "pohang-univ"),
    Account(Role.OFFICE, "예시 장학사", "gbe", True),
    Account(Role.CITY, "예시 시청담당자", "pohang-city", True),
    Account(Role.MINISTRY, "예시 교육부담당자", "moe", True),
    Account(Role.AUDITOR, "예시 감사자", "gbe", True),
    Account(Role.DPO, "예시 개인정보보호책임자", "gbe", True),
    Account(Role.ADMIN, "예시 설치관리자", "gbe"),
)


def create(district: District) -> list[User]:
    """Makes the accounts, and ties them to the invented persons they stand for.

    One password, printed on every page: it is hashed once, since a hash is made to be slow.
    """
    made = []
    hashed = make_password(PASSWORD)
    for each in ACCOUNTS:
        user = User.objects.create(email=each.email, password=hashed, name=each.name, is_example=True)
        Membership.objects.create(
            user=user,
            organisation=Organisation.objects.get(code=each.organisation),
            district=district if each.is_of_district else None,
            role=each.role,
            starts=SINCE,
        )
        made.append(user)
    _tie({Role(each.role): user for each, user in zip(ACCOUNTS, made, strict=True)})
    return made


def _tie(users: dict[Role, User]) -> None:
    learner = (
        Learner.objects.filter(school__code="heunghae", state=LearnerState.ENROLLED, intake_year=2024)
        .exclude(pk__in=_busy())
        .order_by("number")[0]
    )
    Learner.objects.filter(pk=learner.pk).update(user=users[Role.STUDENT])
    _name(users[Role.STUDENT], learner.name)
    Guardian.objects.create(learner=learner, name=users[Role.GUARDIAN].name, user=users[Role.GUARDIAN])
    teacher = Teacher.objects.filter(school__code="heunghae").order_by("number")[0]
    Teacher.objects.filter(pk=teacher.pk).update(user=users[Role.TEACHER])
    _name(users[Role.TEACHER], teacher.name)
    for role, duty in ((Role.FIRM_HR, Duty.HR), (Role.TRAINER, Duty.TRAINER)):
        staff = Staff.objects.filter(organisation__code="future-m", duty=duty).order_by("number")[0]
        Staff.objects.filter(pk=staff.pk).update(user=users[role])
        _name(users[role], staff.name)


def _name(user: User, name: str) -> None:
    """The account takes the name of the invented person it stands for."""
    user.name = name
    user.save(update_fields=["name"])


def _busy() -> list[int]:
    """Learners with an application or a job: the demo's student shall still have everything to do."""
    from naru.domain.placement.models import Application, Placement

    return [
        *Application.objects.values_list("learner", flat=True),
        *Placement.objects.values_list("learner", flat=True),
    ]

"""Who may do what: the one table of roles and permissions, as code.

A permission that stands in no role is held by nobody. `access.py` decides where it holds.
"""

from enum import StrEnum

from naru.base.accounts.enums import Role, Scope


class Permission(StrEnum):
    """One verb each; `..._READ` opens a room's pages, lists and API."""

    CYCLE_READ = "cycle.read"
    PARTNERS_READ = "partners.read"
    PARTNERS_WRITE = "partners.write"
    PARTNERS_SIGN = "partners.sign"
    BUDGET_READ = "budget.read"
    BUDGET_WRITE = "budget.write"
    PEOPLE_READ = "people.read"
    PEOPLE_WRITE = "people.write"
    COMPETENCY_READ = "competency.read"
    COMPETENCY_WRITE = "competency.write"
    DEMAND_READ = "demand.read"
    DEMAND_WRITE = "demand.write"
    CURRICULUM_READ = "curriculum.read"
    CURRICULUM_WRITE = "curriculum.write"
    CURRICULUM_PLAN_READ = "curriculum.plan_read"
    CURRICULUM_DRAFT = "curriculum.draft"
    CURRICULUM_APPROVE = "curriculum.approve"
    CURRICULUM_PLAN = "curriculum.plan"
    CURRICULUM_CAMPAIGN = "curriculum.campaign"
    CURRICULUM_REQUEST = "curriculum.request"
    CURRICULUM_OPINE = "curriculum.opine"
    CURRICULUM_MOVE = "curriculum.move"
    TRAINING_READ = "training.read"
    TRAINING_WRITE = "training.write"
    TRAINING_ENROL = "training.enrol"
    TRAINING_COMPLETE = "training.complete"
    TRAINING_ATTEST = "training.attest"
    PLACEMENT_READ = "placement.read"
    PLACEMENT_OPEN = "placement.open"
    PLACEMENT_APPLY = "placement.apply"
    PLACEMENT_OFFER = "placement.offer"
    PLACEMENT_ACCEPT = "placement.accept"
    PLACEMENT_RECORD = "placement.record"
    PLACEMENT_CHECK = "placement.check"
    PLACEMENT_ROUND = "placement.round"
    PLACEMENT_ADVISE = "placement.advise"
    CREDIT_READ = "credit.read"
    CREDIT_APPLY = "credit.apply"
    CREDIT_COMPLETE = "credit.complete"
    CREDIT_AWARD = "credit.award"
    OUTCOME_READ = "outcome.read"
    OUTCOME_RECORD = "outcome.record"
    FORECAST_READ = "forecast.read"
    FORECAST_RUN = "forecast.run"
    EVIDENCE_READ = "evidence.read"
    EVIDENCE_CONFIRM = "evidence.confirm"
    EVIDENCE_CITE = "evidence.cite"
    EXCHANGE_LOAD = "exchange.load"
    AUDIT_READ = "audit.read"
    ACCOUNTS_WRITE = "accounts.write"
    ACCOUNTS_READ = "accounts.read"
    ACCOUNTS_INVITE = "accounts.invite"
    ACCOUNTS_APPROVE = "accounts.approve"
    DISTRICT_WRITE = "district.write"
    CONSENT_ASK = "consent.ask"
    CONSENT_GIVE = "consent.give"
    PRIVACY_ANSWER = "privacy.answer"
    PRIVACY_REVIEW = "privacy.review"
    PRIVACY_DESTROY = "privacy.destroy"
    STATISTICS_EXPORT = "statistics.export"


P = Permission

SCOPES: dict[Role, Scope] = {
    Role.COORDINATOR: Scope.DISTRICT,
    Role.READER: Scope.DISTRICT,
    Role.SCHOOL_LEAD: Scope.ORGANISATION,
    Role.TEACHER: Scope.ORGANISATION,
    Role.STUDENT: Scope.SELF,
    Role.GUARDIAN: Scope.SELF,
    Role.FIRM_HR: Scope.ORGANISATION,
    Role.TRAINER: Scope.ORGANISATION,
    Role.UNIVERSITY: Scope.ORGANISATION,
    Role.OFFICE: Scope.DISTRICT,
    Role.CITY: Scope.DISTRICT,
    Role.MINISTRY: Scope.DISTRICT,
    Role.AUDITOR: Scope.DISTRICT,
    Role.DPO: Scope.DISTRICT,
    Role.ADMIN: Scope.INSTALLATION,
}

_AGGREGATES = frozenset(
    {
        P.CYCLE_READ,
        P.PARTNERS_READ,
        P.BUDGET_READ,
        P.COMPETENCY_READ,
        P.DEMAND_READ,
        P.CURRICULUM_READ,
        P.CURRICULUM_PLAN_READ,
        P.FORECAST_READ,
        P.EVIDENCE_READ,
        P.EVIDENCE_CITE,
    }
)
_PERSONS = frozenset({P.PEOPLE_READ, P.TRAINING_READ, P.PLACEMENT_READ, P.CREDIT_READ, P.OUTCOME_READ})
_SCHOOL = frozenset(
    {
        P.CYCLE_READ,
        P.PARTNERS_READ,
        P.COMPETENCY_READ,
        P.CURRICULUM_READ,
        P.CURRICULUM_PLAN_READ,
        P.DEMAND_READ,
        P.FORECAST_READ,
    }
    | _PERSONS
)

GRANTS: dict[Role, frozenset[Permission]] = {
    Role.COORDINATOR: frozenset(Permission)
    - {
        P.PLACEMENT_APPLY,
        P.PLACEMENT_ACCEPT,
        P.PLACEMENT_OFFER,
        P.CREDIT_AWARD,
        P.PARTNERS_SIGN,
        P.ACCOUNTS_WRITE,
    }
    - {P.DISTRICT_WRITE, P.CURRICULUM_APPROVE}
    - {P.CONSENT_GIVE, P.PRIVACY_REVIEW, P.PRIVACY_DESTROY},
    Role.READER: _AGGREGATES | _PERSONS,
    Role.SCHOOL_LEAD: _SCHOOL
    | {
        P.PARTNERS_SIGN,
        P.PEOPLE_WRITE,
        P.CURRICULUM_WRITE,
        P.CURRICULUM_DRAFT,
        P.CURRICULUM_REQUEST,
        P.CURRICULUM_MOVE,
        P.TRAINING_ENROL,
        P.TRAINING_ATTEST,
        P.PLACEMENT_RECORD,
        P.PLACEMENT_ADVISE,
        P.OUTCOME_RECORD,
        P.CONSENT_ASK,
        P.PRIVACY_ANSWER,
        P.ACCOUNTS_READ,
        P.ACCOUNTS_INVITE,
    },
    Role.TEACHER: _SCHOOL
    | {
        P.CURRICULUM_DRAFT,
        P.TRAINING_ENROL,
        P.TRAINING_COMPLETE,
        P.TRAINING_ATTEST,
        P.PLACEMENT_ADVISE,
        P.OUTCOME_RECORD,
        P.CREDIT_APPLY,
        P.CONSENT_ASK,
    },
    Role.STUDENT: _PERSONS
    | {
        P.COMPETENCY_READ,
        P.CURRICULUM_READ,
        P.TRAINING_ENROL,
        P.PLACEMENT_APPLY,
        P.PLACEMENT_ACCEPT,
        P.CREDIT_APPLY,
        P.CONSENT_GIVE,
    },
    Role.GUARDIAN: _PERSONS | {P.COMPETENCY_READ, P.CURRICULUM_READ, P.CONSENT_GIVE},
    Role.FIRM_HR: frozenset(
        {
            P.PARTNERS_READ,
            P.PARTNERS_SIGN,
            P.COMPETENCY_READ,
            P.CURRICULUM_READ,
            P.DEMAND_READ,
            P.DEMAND_WRITE,
            P.TRAINING_READ,
            P.PLACEMENT_READ,
            P.PLACEMENT_OPEN,
            P.PLACEMENT_OFFER,
            P.PLACEMENT_RECORD,
            P.ACCOUNTS_READ,
            P.ACCOUNTS_INVITE,
        }
    ),
    Role.TRAINER: frozenset({P.COMPETENCY_READ, P.CURRICULUM_READ, P.TRAINING_READ, P.TRAINING_COMPLETE}),
    Role.UNIVERSITY: frozenset(
        {
            P.PARTNERS_READ,
            P.PARTNERS_SIGN,
            P.COMPETENCY_READ,
            P.CURRICULUM_READ,
            P.TRAINING_READ,
            P.CREDIT_READ,
            P.CREDIT_COMPLETE,
            P.CREDIT_AWARD,
        }
    ),
    Role.OFFICE: _AGGREGATES
    | _PERSONS
    | {P.CURRICULUM_APPROVE, P.CURRICULUM_PLAN, P.CURRICULUM_CAMPAIGN, P.CURRICULUM_OPINE, P.CURRICULUM_MOVE},
    Role.CITY: _AGGREGATES | {P.CURRICULUM_OPINE},
    Role.MINISTRY: _AGGREGATES | {P.CURRICULUM_MOVE},
    Role.AUDITOR: _AGGREGATES | _PERSONS | {P.AUDIT_READ, P.ACCOUNTS_READ},
    Role.DPO: frozenset(
        {
            P.AUDIT_READ,
            P.PEOPLE_READ,
            P.COMPETENCY_READ,
            P.ACCOUNTS_READ,
            P.PRIVACY_REVIEW,
            P.PRIVACY_DESTROY,
            P.STATISTICS_EXPORT,
        }
    ),
    Role.ADMIN: frozenset(
        {
            P.ACCOUNTS_WRITE,
            P.ACCOUNTS_READ,
            P.ACCOUNTS_INVITE,
            P.ACCOUNTS_APPROVE,
            P.DISTRICT_WRITE,
            P.EXCHANGE_LOAD,
            P.AUDIT_READ,
            P.COMPETENCY_READ,
            P.COMPETENCY_WRITE,
        }
    ),
}

#: Roles whose members see other people's personal data.
SEES_PERSONS: frozenset[Role] = frozenset(
    role for role, grants in GRANTS.items() if P.PEOPLE_READ in grants and SCOPES[role] != Scope.SELF
)


def may(role: Role, permission: Permission) -> bool:
    return permission in GRANTS[role]

"""Reads of surveys, of the firms asked, and of what is behind a link."""

from collections.abc import Iterable
from datetime import date

from django.core import signing
from django.db.models import Count, Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from naru.base.accounts import access
from naru.base.accounts.models import User
from naru.base.district.models import District, Organisation
from naru.base.rulebook.errors import NotFound
from naru.domain.competency.models import Occupation
from naru.domain.demand import rules
from naru.domain.demand.enums import AskState, SurveyState
from naru.domain.demand.models import Ask, Posting, Revision, Survey

STOP = "naru.demand.reminders.stop"


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
    rows = Revision.objects.filter(ask=ask).select_related("need__occupation").prefetch_related("wanted__unit")
    return list(rows.order_by("need__occupation__code", "need", "number"))


def own_words(ask: Ask, occupation: Occupation, duty: str) -> str:
    """The firm's own words on what people of an occupation do: as it said now, else its last posting of them."""
    if duty.strip():
        return duty
    rows = Posting.objects.filter(firm=ask.firm_id, district=ask.survey.district_id, occupation=occupation)
    last = rows.filter(merged_into=None).order_by("-posted_on", "-pk").first()
    return f"{last.title}. {last.body}" if last else ""


def occupations_for(ask: Ask) -> QuerySet[Occupation]:
    """Occupations that a firm without an account may choose from: public facts."""
    return Occupation.objects.order_by("code")


def last_emails(district: District, firms: Iterable[Organisation]) -> dict[int, str]:
    """The address to which reminders of the last survey went, by firm; none where it said stop."""
    rows = Ask.objects.filter(survey__district=district, firm__in=list(firms), is_muted=False).exclude(email="")
    return dict(rows.order_by("pk").values_list("firm", "email"))


def due_reminders(today: date) -> list[Ask]:
    """Firms whose day of an automatic reminder has come; all districts, for the timer."""
    rows = (
        Ask.objects.filter(state=AskState.ASKED, survey__state=SurveyState.OPEN, survey__due_on__gte=today)
        .filter(is_muted=False, sent_on__isnull=False)
        .exclude(email="")
        .select_related("survey__district__centre", "firm")
        .order_by("pk")
    )
    return [
        each for each in rows if rules.is_due(each.sent_on, each.last_told, each.reminders, each.survey.due_on, today)
    ]


def stop_token(ask: Ask) -> str:
    """What the way out of a mail carries: signed, for this one purpose, without personal data."""
    return signing.dumps(ask.pk, salt=STOP)


def read_stop_token(token: str) -> Ask:
    """Raises NotFound when the token is not ours or what it speaks of is gone."""
    try:
        number = signing.loads(token, salt=STOP)
    except signing.BadSignature:
        number = None
    found = Ask.objects.filter(pk=number).first() if isinstance(number, int) else None
    if found is None:
        raise NotFound(_("이 주소로는 메일을 그만 받을 수 없습니다. 지구 지원센터에 알려 주십시오."))
    return found

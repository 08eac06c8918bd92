"""Asking a guardian for consent, and the answer that comes by a link."""

from datetime import date

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.models import User
from naru.base.audit import record
from naru.base.district.models import Organisation
from naru.base.privacy import consent, links, texts
from naru.base.privacy.enums import Giver, How, LinkPurpose, Purpose, RequestState
from naru.base.privacy.models import ConsentRequest, Link
from naru.base.rulebook.errors import Conflict, RuleBroken


def ask(
    kind: str,
    number: int,
    purpose: Purpose,
    *,
    guardian_name: str,
    recipient: Organisation | None,
    today: date,
    by: User,
) -> tuple[ConsentRequest, Link, str]:
    """A request with its link; the token is told only here. Inside the deed's transaction."""
    entry = texts.text_on(purpose, today)
    if Giver.GUARDIAN not in entry.value.givers:
        raise RuleBroken(_("이 동의는 이 사람이 할 수 없습니다."), article=entry.source)
    if entry.value.to != (recipient is not None):
        raise RuleBroken(_("자료를 받는 곳을 정해 주십시오."), article=entry.source)
    made = ConsentRequest.objects.create(
        person_type=kind,
        person_id=number,
        purpose=purpose,
        recipient=recipient,
        guardian_name=guardian_name,
        asked_by_id=by.pk,
        asked_at=timezone.now(),
    )
    link, token = links.make(LinkPurpose.GUARDIAN_CONSENT, made, by=by)
    record.record("privacy.ask_guardian", made, by=by)
    return made, link, token


def take_back(request: ConsentRequest, *, by: User) -> None:
    """Ends a request that nobody answered, and its links with it. Raises Conflict when it was answered."""
    with transaction.atomic():
        _end(request, RequestState.TAKEN_BACK)
        record.record("privacy.take_back_request", request, by=by)
        for link in links.to(request):
            links.revoke(link, by=by)


def answer(link: Link, request: ConsentRequest, *, agrees: bool, today: date) -> None:
    """The guardian's answer, through their link, which is used up by it.

    Raises NotFound when the link no longer opens anything, Conflict when the request was ended meanwhile.
    """
    with transaction.atomic():
        links.use(link)
        _end(request, RequestState.AGREED if agrees else RequestState.REFUSED)
        record.record("privacy.answer_request", request, by=None)
        if agrees:
            consent.give(
                request.person_type,
                request.person_id,
                Purpose(request.purpose),
                giver=Giver.GUARDIAN,
                how=How.LINK,
                today=today,
                by=None,
                recipient=request.recipient,
                giver_name=request.guardian_name,
                evidence=str(link),
            )


def settle(kind: str, number: int, purpose: Purpose, recipient: Organisation | None, *, by: User) -> None:
    """Ends what was still asked when a guardian agrees from their own account. Inside the deed's transaction."""
    asked = ConsentRequest.objects.filter(
        person_type=kind, person_id=number, purpose=purpose, recipient=recipient, state=RequestState.ASKED
    )
    for each in asked:
        _end(each, RequestState.AGREED)
        record.record("privacy.answer_request", each, by=by)
        for link in links.to(each):
            links.revoke(link, by=by)


def _end(request: ConsentRequest, then: RequestState) -> None:
    changed = ConsentRequest.objects.filter(pk=request.pk, state=RequestState.ASKED).update(
        state=then, answered_at=timezone.now()
    )
    if not changed:
        raise Conflict(_("이미 답했거나 거둔 요청입니다."))
    request.refresh_from_db()


def of_link(link: Link) -> ConsentRequest | None:
    """The request that a link opens."""
    if link.object_type != ConsentRequest._meta.label_lower:
        return None
    return ConsentRequest.objects.filter(pk=link.object_id).select_related("recipient").first()


def of_person(kind: str, number: int) -> models.QuerySet[ConsentRequest]:
    """Every request about a person, newest first; call it only for whoever may know the person."""
    return ConsentRequest.objects.filter(person_type=kind, person_id=number).select_related("recipient")

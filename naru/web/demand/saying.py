"""Pages of what a firm says: a need stated, and said again."""

from typing import Any

from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.roles import Permission
from naru.base.rulebook.errors import Conflict, NotAllowed
from naru.domain.demand import actions, queries
from naru.domain.demand.models import Need, Revision
from naru.web import context, deed
from naru.web.demand import forms
from naru.web.demand.pages import NO_ROLE, crumb
from naru.web.frame import data

CODE_TAKEN = _("같은 코드가 이미 있습니다. 다른 코드를 적거나 비워 두십시오.")


def state(request: HttpRequest) -> HttpResponse:
    """The form of a new need."""
    viewer: Any = request.user
    if not access.can(viewer, Permission.DEMAND_WRITE):
        raise NotAllowed(NO_ROLE)
    here = context.here(request)
    form = forms.State(data(request), viewer=viewer, district=here.district, year=here.year)

    def act(cleaned: dict[str, Any]) -> Need:
        terms = forms.terms_of(cleaned)
        code = cleaned["code"] or queries.free_code(cleaned["district"], cleaned["year"])
        try:
            return actions.state_need(**{**cleaned, "code": code, "terms": terms}, by=viewer)
        except IntegrityError as error:
            raise Conflict(CODE_TAKEN, field="code") from error

    return deed.form_page(
        request,
        form,
        action=act,
        title=_("수요 적기"),
        submit=_("수요 남기기"),
        success=_("수요를 적었습니다."),
        back=lambda need: reverse("demand:detail", args=[need.pk]),
        cancel=reverse("demand:list"),
        intro=_("적은 내용은 지워지지 않고 1차로 남습니다. 나중에 바뀌면 다음 차수로 더 적습니다."),
        crumbs=(crumb(), (_("수요 적기"), "")),
        template="demand/form.html",
    )


def revise(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a later word; the units stay unless they are changed."""
    viewer: Any = request.user
    need = queries.one(viewer, pk)
    if not access.can(viewer, Permission.DEMAND_WRITE, on=need):
        raise NotAllowed(NO_ROLE)
    last = next((each for each in queries.history(viewer, need) if each.is_current), None)
    given = [(each.unit, each.importance) for each in last.wanted.all()] if last else []
    given.sort(key=lambda each: (-each[1], each[0].code))
    kept = ("headcount", "confidence", "source", "complex", "quarter", "level", "shift", "duty")
    initial = {name: getattr(last, name) for name in kept} if last else {}
    form = forms.Revise(data(request), viewer=viewer, given=given, initial=initial)

    def act(cleaned: dict[str, Any]) -> Revision:
        wanted = cleaned["wanted"]
        is_kept = {(unit.pk, n) for unit, n in wanted} == {(unit.pk, n) for unit, n in given}
        given_terms = forms.terms_of(cleaned)
        changed = {"need": need, "wanted": None if is_kept else wanted, "terms": given_terms}
        return actions.revise_need(**{**cleaned, **changed}, by=viewer)

    return deed.form_page(
        request,
        form,
        action=act,
        title=_("수요 고치기"),
        submit=_("고친 수요 남기기"),
        success=_("수요를 고쳤습니다. 이전 차수는 그대로 남아 있습니다."),
        back=reverse("demand:detail", args=[pk]),
        intro=f"{need.firm.label} · {need.occupation.name} · {need.year}",
        crumbs=(crumb(), (need.firm.label, reverse("demand:detail", args=[pk])), (_("수요 고치기"), "")),
        template="demand/form.html",
        extra={"last": last},
    )

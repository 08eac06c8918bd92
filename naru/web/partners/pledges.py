"""Pledges and what was kept of them."""

from typing import Any

from django.db import IntegrityError
from django.db.models import F, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.rulebook.errors import Conflict
from naru.base.rulebook.number import percent
from naru.domain.partners import actions, queries
from naru.domain.partners.enums import PledgeKind
from naru.domain.partners.models import Keeping, Pledge
from naru.web import context, deed, listing
from naru.web.frame import data
from naru.web.listing import Column, Filter, Listing
from naru.web.partners import forms
from naru.web.partners.frame import crumbs, own_tabs, vow_of, writable


def _kept_state(rows: QuerySet[Any], value: str) -> QuerySet[Any]:
    return rows.filter(kept_sum__gte=F("amount")) if value == "yes" else rows.filter(kept_sum__lt=F("amount"))


def pledges(request: HttpRequest) -> HttpResponse:
    """Every pledge of the chosen year beside what was kept."""
    viewer: Any = request.user
    return listing.page(
        request,
        Listing(
            title=_("약속과 이행"),
            intro=_("협약의 당사자가 그 해에 하기로 한 것과 지금까지 지킨 것입니다."),
            rows=queries.pledge_listing(viewer),
            district="agreement__district",
            year="year",
            columns=(
                Column(
                    "organisation",
                    _("약속한 기관"),
                    value="organisation__label",
                    sort="organisation__name",
                    link=lambda row: f"{reverse('partners:detail', args=[row.agreement_id])}#pledges",
                ),
                Column("agreement", _("협약"), value="agreement__title", sort="agreement__title"),
                Column("kind", _("약속"), sort="kind", choices=PledgeKind),
                Column("amount", _("약속 수량"), sort="amount", kind="count"),
                Column("kept", _("지킨 수량"), value="kept_sum", sort="kept_sum", kind="count"),
                Column("rate", _("이행률(%)"), value=lambda row: percent(row.kept_sum, row.amount), kind="percent"),
                Column("state", _("협약 상태"), value="agreement__state", sort="agreement__state", kind="state"),
            ),
            sort="organisation",
            search=("organisation__name", "organisation__name_en", "agreement__title"),
            search_hint=_("기관, 협약 이름"),
            filters=(
                Filter("kind", _("약속"), PledgeKind.choices, "kind"),
                Filter("kept", _("지켰습니까"), (("yes", _("다 지킴")), ("no", _("덜 지킴"))), _kept_state),
            ),
            tabs=own_tabs(request),
            empty=_("이 해의 약속이 아직 없습니다."),
            empty_todo=_("협약 화면에서 당사자의 약속을 적으면 여기에 모입니다."),
        ),
    )


def pledge(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a pledge."""
    viewer: Any = request.user
    agreement = writable(viewer, pk)
    parties = [each.organisation_id for each in queries.parties(agreement)]
    form = forms.MakePledge(
        data(request),
        agreement=agreement,
        parties=access.organisations_of(viewer).filter(pk__in=parties).order_by("name"),
        year=context.here(request).year,
    )
    return deed.form_page(
        request,
        form,
        action=lambda cleaned: actions.pledge(agreement=agreement, by=viewer, **cleaned),
        title=_("약속 적기"),
        submit=_("약속 남기기"),
        success=_("약속을 적었습니다."),
        back=f"{reverse('partners:detail', args=[pk])}#pledges",
        intro=agreement.title,
        crumbs=crumbs(agreement, _("약속 적기")),
    )


def keep(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of what was kept of a pledge."""
    viewer: Any = request.user
    of: Pledge = queries.pledge_one(viewer, pk)
    agreement = writable(viewer, of.agreement_id)
    promise = next(each for each in queries.pledges_of(viewer, agreement) if each.pledge == pk)
    form = forms.Keep(data(request))

    def act(cleaned: dict[str, Any]) -> Keeping:
        try:
            return actions.record_kept(pledge=of, by=viewer, **cleaned)
        except IntegrityError as error:
            raise Conflict(_("같은 날 같은 증빙으로 이미 적은 이행이 있습니다."), field="evidence") from error

    return deed.form_page(
        request,
        form,
        action=act,
        title=_("지킨 것 적기"),
        submit=_("지킨 것 남기기"),
        success=_("지킨 것을 적었습니다."),
        back=f"{reverse('partners:detail', args=[agreement.pk])}#pledges",
        crumbs=crumbs(agreement, _("지킨 것 적기")),
        template="partners/keep.html",
        extra={"vow": vow_of(promise)},
    )

"""A curriculum table from Excel: first what the file would change and what is wrong with it, then saved by a press."""

import tempfile
from pathlib import Path
from typing import Any

from django import forms as fields
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from naru.base.accounts import access
from naru.base.accounts.roles import Permission
from naru.base.rulebook.errors import RuleBroken
from naru.document.exchange import table_file, upload
from naru.domain.curriculum.enums import TableState
from naru.domain.curriculum.models import Table
from naru.domain.curriculum.queries import tables as reads
from naru.domain.curriculum.rules import table as rules
from naru.web.curriculum.tabs import crumb
from naru.web.forms import Form

MOST = 5 * 1024 * 1024


class Upload(Form):
    """One file in the form that the page gives out."""

    keeps_draft = False
    file = fields.FileField(
        label=_("Excel 파일"),
        help_text=_("이 화면의 ‘Excel로 받기’로 받은 모양(XLSX)이나 같은 열의 CSV입니다."),
        widget=fields.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> Any:
        given = self.cleaned_data["file"]
        if given.size > MOST:
            raise fields.ValidationError(_("파일이 너무 큽니다(5MB까지)."))
        try:
            upload.glance(given.name, given, given.size)
        except RuleBroken as error:
            raise fields.ValidationError(str(error.sentence)) from None
        return given


def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes a file and shows what it would change; nothing is written before `table_edit`."""
    viewer: Any = request.user
    found = reads.one(viewer, pk)
    access.require(viewer, Permission.CURRICULUM_DRAFT, on=found)
    rules.may_edit(TableState(found.state), found.edition, found.edition)
    form = Upload(request.POST or None, request.FILES or None) if request.method == "POST" else Upload()
    back = reverse("curriculum:table", args=[pk])
    values: dict[str, Any] = {
        "form": form,
        "table": found,
        "title": _("Excel에서 편제표 올리기"),
        "crumbs": (crumb(), (str(found), back), (_("Excel에서 올리기"), "")),
        "term_names": [(term, rules.term_name(term)) for term in rules.TERMS],
        "back": back,
    }
    if request.method == "POST" and form.is_valid():
        try:
            values |= _read(found, form.cleaned_data["file"])
        except RuleBroken as error:
            form.refuse(error)
    is_bad = bool(form.errors or values.get("faults"))
    return render(request, "curriculum/table_upload.html", values, status=422 if is_bad else 200)


def _read(table: Table, given: Any) -> dict[str, Any]:
    """What the file says: its faults, or its cells beside those of the table."""
    with tempfile.NamedTemporaryFile(suffix=Path(given.name).suffix.lower()) as place:
        for chunk in given.chunks():
            place.write(chunk)
        place.flush()
        found = table_file.cells_of(Path(place.name), reads.catalogue(table.department, table.intake_year))
    if found.faults:
        return {"faults": found.faults}
    view = reads.view(table, found.cells)
    return {
        "is_read": True,
        "name": given.name,
        "view": view,
        "changes": reads.changes(reads.cells_of(table), found.cells),
        "sent": [(f"c{pk}-{term}", n) for pk, terms in found.cells.items() for term, n in terms.items()],
    }

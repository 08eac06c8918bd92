"""Words that templates use: days, money, counts, states."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import template
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language, gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from naru.base.accounts.models import User
from naru.base.district import regions
from naru.base.hangul import particles
from naru.base.privacy import masking
from naru.domain.evidence import queries as evidence

register = template.Library()

DASH = "–"
WEEKDAYS = (_("월"), _("화"), _("수"), _("목"), _("금"), _("토"), _("일"))

#: How a state code looks. done: settled well; now: going on; soon: somebody must act; rest: over or not begun; danger.
TONES: dict[str, str] = {
    "draft": "rest",
    "checked": "now",
    "announced": "rest",
    "wishes": "now",
    "ranking": "now",
    "frozen": "soon",
    "computed": "soon",
    "reviewed": "now",
    "submitted": "now",
    "lapsed": "rest",
    "planned": "rest",
    "signing": "soon",
    "active": "done",
    "ended": "rest",
    "cancelled": "danger",
    "open": "now",
    "closing": "soon",
    "closed": "rest",
    "filled": "done",
    "enrolled": "now",
    "graduated": "done",
    "left": "rest",
    "waiting": "soon",
    "completed": "done",
    "incomplete": "danger",
    "withdrawn": "rest",
    "applied": "now",
    "reviewing": "now",
    "postponed": "soon",
    "pool": "rest",
    "met": "done",
    "not_met": "danger",
    "not_known": "rest",
    "offered": "soon",
    "accepted": "done",
    "declined": "rest",
    "refused": "danger",
    "obsolete": "rest",
    "registered": "now",
    "awarded": "done",
    "proposed": "soon",
    "confirmed": "done",
    "dismissed": "rest",
    "idea": "rest",
    "budgeted": "now",
    "contracted": "done",
    "employed": "done",
    "study": "done",
    "military": "rest",
    "excluded": "rest",
    "unemployed": "soon",
    "unknown": "rest",
    "approved": "done",
    "superseded": "rest",
    "asked": "soon",
    "none": "rest",
    "nominated": "now",
    "selected": "done",
    "preparing": "now",
    "intake": "now",
    "taken": "done",
    "dropped": "rest",
    "queued": "rest",
    "running": "now",
    "done": "done",
    "failed": "danger",
    "ok": "done",
    "reached": "done",
    "below": "danger",
    "behind": "danger",
    "near": "soon",
    "hidden": "rest",
    "narrow": "danger",
    "late": "danger",
    "today": "soon",
    "soon": "soon",
    "later": "rest",
    "rejected": "rest",
    "followed": "done",
    "settled": "done",
    "answered": "done",
    "yes": "done",
    "no": "rest",
}
ICONS = {"done": "✓", "now": "●", "soon": "!", "rest": "○", "danger": "▲"}


#: Units of numbers, as their definitions write them.
UNITS = (gettext_noop("명"), gettext_noop("곳"), gettext_noop("건"))


def is_english() -> bool:
    return (get_language() or "").startswith("en")


@register.filter
def day(value: date | datetime | None) -> str:
    """2026-06-03 (수), in the installation's time zone."""
    if not value:
        return DASH
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return f"{value.isoformat()} ({WEEKDAYS[value.weekday()]})"


@register.filter
def region(name: str) -> str:
    """The name of a province or of the nation in the reader's language."""
    return regions.shown(name)


@register.filter
def month(value: date) -> str:
    """2024년 3월, or 2024-03 in English."""
    if is_english():
        return f"{value:%Y-%m}"
    return gettext("%(year)s년 %(month)s월") % {"year": value.year, "month": value.month}


@register.filter
def moment(value: datetime | None) -> str:
    """2026-06-03 14:05."""
    if not value:
        return DASH
    return f"{timezone.localtime(value) if timezone.is_aware(value) else value:%Y-%m-%d %H:%M}"


@register.filter
def count(value: Any) -> str:
    """12,345; a dash for nothing known."""
    if value is None or value == "":
        return DASH
    if isinstance(value, (int, Decimal, float)):
        return f"{value:,}"
    return str(value)


@register.filter
def won(value: Any) -> str:
    """Money as read on screens: 3억 5,000만 원; the full figure belongs in the title (`won_full`)."""
    if value is None or value == "":
        return DASH
    amount = int(value)
    if is_english():
        return f"₩{amount:,}"
    sign, amount = ("-" if amount < 0 else ""), abs(amount)
    if amount < 10_000:
        return f"{sign}{amount:,}원"
    hundred_millions, rest = divmod(amount, 100_000_000)
    ten_thousands = rest // 10_000
    parts = [f"{hundred_millions:,}억"] if hundred_millions else []
    if ten_thousands:
        parts.append(f"{ten_thousands:,}만")
    return f"{sign}{' '.join(parts)} 원"


@register.filter
def won_full(value: Any) -> str:
    """Money in full: 350,000,000원."""
    if value is None or value == "":
        return DASH
    return f"₩{int(value):,}" if is_english() else f"{int(value):,}원"


@register.filter
def figure(value: Any, unit: str = "") -> str:
    """A number with its unit: 66.0 %, 412명, 3억 5,000만 원."""
    if value is None or value == "":
        return DASH
    if unit in {"원", "won"}:
        return won(value)
    if unit == "%":
        return f"{value:,} %"
    if not unit:
        return count(value)
    return f"{count(value)} {gettext(unit)}" if is_english() else f"{count(value)}{unit}"


@register.filter
def josa(text: Any) -> str:
    """A sentence with its double particles settled: '포항'은(는) → '포항'은. A safe sentence stays safe."""
    settled = particles.settle(str(text))
    return mark_safe(settled) if hasattr(text, "__html__") else settled  # noqa: S308 - as safe as it came


@register.filter
def tone(code: Any) -> str:
    return TONES.get(str(code), "rest")


@register.filter
def tone_icon(kind: str) -> str:
    return ICONS.get(kind, "○")


@register.filter
def person(name: str, viewer: User) -> str:
    """The name as this viewer may read it."""
    return masking.shown_name(name, viewer)


@register.filter
def said(definition: Any) -> str:
    """What a number means, in the reader's language."""
    return str(definition.english if is_english() else definition.korean)


@register.filter
def state_word(state: str) -> str:
    """How a number is doing, in words."""
    return str(evidence.STATES.get(state, state))


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """mapping[key], or nothing."""
    return mapping.get(key) if hasattr(mapping, "get") else None


@register.simple_tag(takes_context=True)
def query(context: template.Context, **changes: Any) -> str:
    """The address's query with changes; an empty value takes the key out."""
    parameters = context["request"].GET.copy()
    for key, value in changes.items():
        if value in (None, ""):
            parameters.pop(key, None)
        else:
            parameters[key] = value
    return f"?{parameters.urlencode()}"

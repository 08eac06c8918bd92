"""Names of the nation and its 17 provinces and metropolitan cities as tables publish them, for the reader's language."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

NAMES = (
    _("전국"),
    _("서울"),
    _("부산"),
    _("대구"),
    _("인천"),
    _("광주"),
    _("대전"),
    _("울산"),
    _("세종"),
    _("경기"),
    _("강원"),
    _("충북"),
    _("충남"),
    _("전북"),
    _("전남"),
    _("경북"),
    _("경남"),
    _("제주"),
)


def shown(name: str) -> str:
    """The name in the reader's language; any other place keeps the name that it was given."""
    return gettext(name) if name in NAMES else name

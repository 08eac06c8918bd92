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


#: First two digits of a region code: the names under which tables publish the province. Source: 행정표준코드 법정동코드.
PUBLISHED: dict[str, tuple[str, ...]] = {
    "11": ("서울특별시", "서울"),
    "26": ("부산광역시", "부산"),
    "27": ("대구광역시", "대구"),
    "28": ("인천광역시", "인천"),
    "29": ("광주광역시", "광주", "전남광주통합특별시"),
    "30": ("대전광역시", "대전"),
    "31": ("울산광역시", "울산"),
    "36": ("세종특별자치시", "세종"),
    "41": ("경기도", "경기"),
    "43": ("충청북도", "충북"),
    "44": ("충청남도", "충남"),
    "46": ("전라남도", "전남", "전남광주통합특별시"),
    "47": ("경상북도", "경북"),
    "48": ("경상남도", "경남"),
    "50": ("제주특별자치도", "제주"),
    "51": ("강원특별자치도", "강원도", "강원"),
    "52": ("전북특별자치도", "전라북도", "전북"),
}
SEOUL = PUBLISHED["11"]


def names_of(codes: str) -> tuple[str, ...]:
    """The names of the province of the first region code ("47111,47113" → 경상북도, 경북); empty for an unknown one."""
    return PUBLISHED.get(codes.strip()[:2], ())

"""The words to which people agree, by purpose and day; a consent keeps the version that was shown.

An old version is never changed: new words are a new entry, and whoever agreed before has agreed to the old ones.
"""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from naru.base.privacy.enums import Giver, Purpose
from naru.base.rulebook.dated import Dated, Entry

START = date(2025, 3, 1)


@dataclass(frozen=True)
class Words:
    """What art. 15(2) and 17(2) of PIPA want said, in one language."""

    what: str
    items: str
    until: str
    refusal: str


@dataclass(frozen=True)
class Text:
    """One version of a consent. `givers`: who may give it; `days`: for how long it holds; `to`: whether a recipient is
    named; `learning`: whether what the person learnt and holds is among the items."""

    version: str
    korean: Words
    english: Words
    days: int
    givers: frozenset[Giver]
    to: bool = False
    learning: bool = False

    @property
    def words(self) -> Words:
        """In the reader's language."""
        return self.english if (get_language() or "").startswith("en") else self.korean


BOTH = frozenset({Giver.SELF, Giver.GUARDIAN})

TEXTS: dict[Purpose, Dated[Text]] = {
    Purpose.FIRM: Dated(
        "consent_firm",
        (
            Entry(
                START,
                Text(
                    "2026.1",
                    Words(
                        "채용을 정하도록, 지원한 기업에 지원 자료를 보입니다.",
                        "이름, 학교와 학과, 학년, 지원한 날, 지원의 상태",
                        "채용을 마칠 때까지, 길어도 1년",
                        "동의하지 않을 수 있습니다. 동의하지 않으면 이 기업에는 지원할 수 없지만 다른 것은 달라지지 않습니다.",
                    ),
                    Words(
                        "Your application is shown to the firm you apply to, so that it can decide.",
                        "Name, school and department, grade, day and state of the application",
                        "Until hiring is over, one year at most",
                        "You may refuse. Without consent you cannot apply to this firm; nothing else changes.",
                    ),
                    365,
                    BOTH,
                    to=True,
                ),
                "개인정보 보호법 제17조 제1항 제1호, 제2항",
            ),
            Entry(
                date(2026, 11, 1),
                Text(
                    "2026.2",
                    Words(
                        "채용을 정하도록, 지원한 기업에 지원 자료를 보입니다.",
                        "이름, 학교와 학과, 학년, 수료한 과정, 자격과 이룬 능력단위, 지원한 날, 지원의 상태",
                        "채용을 마칠 때까지, 길어도 1년",
                        "동의하지 않을 수 있습니다. 동의하지 않으면 이 기업에는 지원할 수 없지만 다른 것은 달라지지 않습니다.",
                    ),
                    Words(
                        "Your application is shown to the firm you apply to, so that it can decide.",
                        "Name, school and department, grade, programmes completed, licences and units reached, day and"
                        " state of the application",
                        "Until hiring is over, one year at most",
                        "You may refuse. Without consent you cannot apply to this firm; nothing else changes.",
                    ),
                    365,
                    BOTH,
                    to=True,
                    learning=True,
                ),
                "개인정보 보호법 제17조 제1항 제1호, 제2항",
            ),
        ),
    ),
    Purpose.CONTACT: Dated(
        "consent_contact",
        (
            Entry(
                START,
                Text(
                    "2026.1",
                    Words(
                        "졸업한 뒤 취업한 상태를 묻고, 도움이 될 일을 알립니다.",
                        "이름, 이메일",
                        "졸업하고 2년",
                        "동의하지 않을 수 있고, 달라지는 것은 없습니다. 다만 알림을 받지 못합니다.",
                    ),
                    Words(
                        "After graduation we ask how your work goes, and tell you what may help.",
                        "Name, e-mail",
                        "Two years after graduation",
                        "You may refuse and nothing changes, but you get no word from us.",
                    ),
                    1095,
                    frozenset({Giver.SELF}),
                ),
                "개인정보 보호법 제15조 제1항 제1호, 제2항",
            ),
        ),
    ),
    Purpose.PROMOTION: Dated(
        "consent_promotion",
        (
            Entry(
                START,
                Text(
                    "2026.1",
                    Words(
                        "지구와 학교를 알리는 글과 사진에 이름과 사진을 씁니다.",
                        "이름, 학교, 사진, 취업한 곳",
                        "1년",
                        "동의하지 않을 수 있고, 달라지는 것은 없습니다.",
                    ),
                    Words(
                        "Your name and picture are used in words and pictures about the district and the school.",
                        "Name, school, picture, place of work",
                        "One year",
                        "You may refuse and nothing changes.",
                    ),
                    365,
                    BOTH,
                ),
                "개인정보 보호법 제22조 제1항 제7호",
                is_verified=False,
            ),
        ),
    ),
    Purpose.HEALTH: Dated(
        "consent_health",
        (
            Entry(
                START,
                Text(
                    "2026.1",
                    Words(
                        "실습과 취업에서 다치지 않도록 배려할 것을 담당 교사가 압니다.",
                        "배려가 필요한 건강 상태(적은 만큼만)",
                        "그 실습이나 과정이 끝날 때까지, 길어도 1년",
                        "동의하지 않을 수 있습니다. 동의하지 않으면 알리지 않은 상태에 맞춘 배려를 하지 못할 수 있습니다.",
                    ),
                    Words(
                        "The teacher in charge knows what care you need so that you are not hurt at work.",
                        "The state of health that needs care, as far as you write it",
                        "Until that practicum or course ends, one year at most",
                        "You may refuse. Then care for what you did not tell may be missing.",
                    ),
                    365,
                    BOTH,
                ),
                "개인정보 보호법 제23조 제1항 제1호",
            ),
        ),
    ),
    Purpose.PRACTICUM: Dated(
        "consent_practicum",
        (
            Entry(
                START,
                Text(
                    "2026.1",
                    Words(
                        "자녀가 현장실습을 하거나 취업하는 것에 보호자가 동의합니다.",
                        "보호자 이름, 동의한 날",
                        "졸업할 때까지, 길어도 1년",
                        "동의하지 않을 수 있습니다. 동의하지 않으면 자녀는 미성년자인 동안 현장실습과 취업 계약을 맺을 수 없습니다.",
                    ),
                    Words(
                        "The guardian agrees that the child takes part in a practicum or starts a job.",
                        "Name of the guardian, day of consent",
                        "Until graduation, one year at most",
                        "You may refuse. Then the child cannot enter into such a contract while a minor.",
                    ),
                    365,
                    frozenset({Giver.GUARDIAN}),
                ),
                "민법 제5조 제1항",
            ),
        ),
    ),
}


def text_on(purpose: Purpose, day: date) -> Entry[Text]:
    """The words in force on a day, with their article. Raises NoRule before the first."""
    return TEXTS[purpose].on(day)


def text_of(purpose: Purpose, version: str) -> Text | None:
    """The words of a version, for a consent given before."""
    return next((each.value for each in TEXTS[purpose].entries if each.value.version == version), None)

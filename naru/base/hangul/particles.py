"""The right particle (조사) after a word that is only known at run time.

Texts are written with both forms, as dictionaries do: "'%(name)s'을(를)", "%(firm)s(으)로". `settle` runs over the
finished sentence and keeps the one that the word before it asks for. English sentences pass unchanged.

After a syllable its final consonant decides (ㄹ counts as none before 으로); after a digit its Korean reading; after
a Latin letter the usual Korean reading of the letter or of the word's end; quotes and closing brackets are looked
through. Source: 한글 맞춤법과 국립국어원 온라인가나다; numbers are read in Sino-Korean.
"""

import re

from naru.base.hangul import syllables

#: (with a final consonant, without one)
PAIRS: dict[str, tuple[str, str]] = {
    "은(는)": ("은", "는"),
    "는(은)": ("은", "는"),
    "이(가)": ("이", "가"),
    "가(이)": ("이", "가"),
    "을(를)": ("을", "를"),
    "를(을)": ("을", "를"),
    "과(와)": ("과", "와"),
    "와(과)": ("과", "와"),
    "(으)로": ("으로", "로"),
    "(이)라": ("이라", "라"),
    "(이)나": ("이나", "나"),
}
TOWARDS = "(으)로"
_PATTERN = re.compile("|".join(re.escape(each) for each in PAIRS))

NONE, FINAL, RIEUL = 0, 1, 2
#: 영 일 이 삼 사 오 육 칠 팔 구
DIGITS = {"0": FINAL, "1": RIEUL, "3": FINAL, "6": FINAL, "7": RIEUL, "8": RIEUL}
#: 10 십, 100 백, 1,000 천, 10,000 만 end in a consonant other than ㄹ, as 0 (영) does.
LETTERS = {"l": RIEUL, "m": FINAL, "n": FINAL, "r": RIEUL}
UNITS = {"%": NONE, "℃": NONE, "㎡": NONE}
LOOKED_THROUGH = "'\"‘’“”」』》〉)]}*"


def ending_of(word: str) -> int:
    """How a word ends when it is read aloud: NONE, FINAL consonant, or RIEUL."""
    text = word.rstrip()
    while text and text[-1] in LOOKED_THROUGH:
        if text[-1] in ")]" and (start := text.rfind("(" if text[-1] == ")" else "[")) > 0:
            text = text[:start].rstrip()
        else:
            text = text[:-1].rstrip()
    if not text:
        return NONE
    last = text[-1]
    if syllables.is_syllable(last):
        final = syllables.final_of(last)
        return NONE if final == 0 else RIEUL if final == 8 else FINAL
    if last.isdigit():
        return DIGITS.get(last, NONE)
    return UNITS.get(last, LETTERS.get(last.lower(), NONE))


def chosen(word: str, pair: str) -> str:
    """The particle of the pair that stands after the word: ("학교", "을(를)") → "를"."""
    with_final, without = PAIRS[pair]
    ending = ending_of(word)
    if pair == TOWARDS and ending == RIEUL:
        return without
    return with_final if ending else without


def attach(word: str, pair: str) -> str:
    """The word with its particle: ("포항", "이(가)") → "포항이"."""
    return f"{word}{chosen(word, pair)}"


def settle(text: str) -> str:
    """The sentence with every double form settled by the word before it; a double form that opens it stays."""
    found: list[str] = []
    at = 0
    for match in _PATTERN.finditer(text):
        found.append(text[at : match.start()])
        before = "".join(found)
        found.append(chosen(before, match.group()) if before.strip() else match.group())
        at = match.end()
    return "".join([*found, text[at:]]) if found else text

"""The arithmetic of Hangul syllables (Unicode, chapter 3.12): 19 initials × 21 vowels × 28 finals from U+AC00."""

FIRST, LAST = 0xAC00, 0xD7A3
VOWELS, FINALS = 21, 28
INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"

#: Pairs that a keyboard joins when two initials are typed one after the other.
PAIRS = {
    "ㄳ": "ㄱㅅ",
    "ㄵ": "ㄴㅈ",
    "ㄶ": "ㄴㅎ",
    "ㄺ": "ㄹㄱ",
    "ㄻ": "ㄹㅁ",
    "ㄼ": "ㄹㅂ",
    "ㄽ": "ㄹㅅ",
    "ㄾ": "ㄹㅌ",
    "ㄿ": "ㄹㅍ",
    "ㅀ": "ㄹㅎ",
    "ㅄ": "ㅂㅅ",
}


def is_syllable(sign: str) -> bool:
    return FIRST <= ord(sign) <= LAST


def final_of(sign: str) -> int:
    """The number of the final consonant of a syllable, 0 for none; ㄹ is 8."""
    return (ord(sign) - FIRST) % FINALS


def initial_of(sign: str) -> str:
    """The initial consonant of a syllable; any other sign is its own."""
    return INITIALS[(ord(sign) - FIRST) // (VOWELS * FINALS)] if is_syllable(sign) else sign


def range_of_initial(initial: str) -> tuple[str, str]:
    """The first and the last syllable that begin with an initial: ㅎ → 하, 힣."""
    start = FIRST + INITIALS.index(initial) * VOWELS * FINALS
    return chr(start), chr(start + VOWELS * FINALS - 1)


def has_initials(text: str) -> bool:
    """True when somebody typed single consonants."""
    return any(sign in INITIALS or sign in PAIRS for sign in text)

"""Pure decisions about organisations: identifiers and their checksums."""

import re

_BUSINESS_WEIGHTS = (1, 3, 7, 1, 3, 7, 1, 3, 5)


def plain_business_number(text: str) -> str:
    """The ten digits of a business registration number, without hyphens and spaces."""
    return re.sub(r"[\s-]", "", text)


def is_business_number(text: str) -> bool:
    """True when the tenth digit is the check digit of the National Tax Service's scheme.

    The first nine digits are multiplied by 1 3 7 1 3 7 1 3 5; the tens of the last product are added;
    the check digit completes the sum to a multiple of ten.
    """
    digits = plain_business_number(text)
    if not re.fullmatch(r"[0-9]{10}", digits):
        return False
    values = [int(digit) for digit in digits]
    total = sum(value * weight for value, weight in zip(values, _BUSINESS_WEIGHTS, strict=False))
    total += values[8] * 5 // 10
    return (10 - total % 10) % 10 == values[9]


def is_neis_code(text: str) -> bool:
    """True for the shape of a NEIS standard school code: a digit-or-letter office prefix and six more digits."""
    return re.fullmatch(r"[A-Z0-9][0-9]{6}", text) is not None

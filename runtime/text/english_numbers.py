# SPDX-License-Identifier: GPL-3.0-or-later
"""English numbers in words: counts, ranks, years, decimals, fractions, digits, roman numerals."""

import re


def _words(text: str) -> list[str]:
    return text.split()


_ONES = _words(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen"
)
_TENS = _words("twenty thirty forty fifty sixty seventy eighty ninety")
_SCALES = ("", "thousand", "million", "billion", "trillion", "quadrillion", "quintillion")
_RANKS = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
    "oh": "zeroth",
}
_ROMAN = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ROMAN_NUMERAL = re.compile(r"(?=[IVXLCDM])M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
LONGEST_NUMBER = 3 * len(_SCALES)
"""Digits; a longer number is read digit by digit."""


def cardinal(value: int, british: bool = False) -> str:
    """1215 is "one thousand two hundred fifteen"; British English puts "and" before the last two digits.

    A number beyond the names that are known is said digit by digit.
    """
    if value < 0:
        return f"minus {cardinal(-value, british)}"
    if value < 100:
        return _below_hundred(value)
    if value >= 10**LONGEST_NUMBER:
        return digits(str(value))
    groups = []
    remaining, scale = value, 0
    while remaining:
        remaining, group = divmod(remaining, 1000)
        if group:
            groups.append(f"{_below_thousand(group, british)} {_SCALES[scale]}".strip())
        scale += 1
    if british and value > 1000 and 0 < value % 1000 < 100:
        groups[0] = f"and {groups[0]}"
    return " ".join(reversed(groups))


def ordinal(value: int, british: bool = False) -> str:
    """21 is "twenty-first"."""
    head, separator, last = re.fullmatch(r"(.*?)([ -]?)(\w+)", cardinal(value, british)).groups()  # type: ignore[union-attr]
    if last in _RANKS:
        return head + separator + _RANKS[last]
    return head + separator + (last[:-1] + "ieth" if last.endswith("y") else last + "th")


def year(value: int, british: bool = False) -> str:
    """1984 is "nineteen eighty-four", 1905 "nineteen oh five", 2005 "two thousand five" (British: "and five")."""
    century, rest = divmod(value, 100)
    if value < 1000 or 2000 <= value < 2010 or (not century % 10 and rest < 10):
        return cardinal(value, british)
    if rest == 0:
        return f"{cardinal(century)} hundred"
    return f"{cardinal(century)} {'oh ' if rest < 10 else ''}{cardinal(rest)}"


def number(written: str, british: bool = False) -> str:
    """ "1,200.50" is "one thousand two hundred point five zero"."""
    whole, _, part = written.replace(",", "").partition(".")
    by_digits = len(whole) > LONGEST_NUMBER or (len(whole) > 1 and whole[0] == "0")
    said = digits(whole) if by_digits else cardinal(int(whole or "0"), british)
    return f"{said} point {' '.join(_ONES[int(digit)] for digit in part)}" if part else said


def digits(text: str) -> str:
    """Digit by digit, as in a telephone number: 0 is "oh". Other characters are left out."""
    return " ".join("oh" if digit == "0" else _ONES[int(digit)] for digit in text if digit in "0123456789")


def fraction(numerator: int, denominator: int) -> str:
    """3/4 is "three quarters"."""
    names = {2: ("half", "halves"), 4: ("quarter", "quarters")}
    rank = ordinal(denominator)
    one, many = names.get(denominator, (rank, rank + "s"))
    return f"{cardinal(numerator)} {one if numerator == 1 else many}"


def roman(text: str) -> int | None:
    """The value of a roman numeral in capitals, or None."""
    if not _ROMAN_NUMERAL.fullmatch(text):
        return None
    values = [_ROMAN[letter] for letter in text]
    return sum(-value if value < max(values[index:]) else value for index, value in enumerate(values))


def _below_hundred(value: int) -> str:
    if value < 20:
        return _ONES[value]
    tens, ones = divmod(value, 10)
    return _TENS[tens - 2] + (f"-{_ONES[ones]}" if ones else "")


def _below_thousand(value: int, british: bool) -> str:
    hundreds, rest = divmod(value, 100)
    if not hundreds:
        return _below_hundred(rest)
    said = f"{_ONES[hundreds]} hundred"
    if rest:
        said += f"{' and' if british else ''} {_below_hundred(rest)}"
    return said

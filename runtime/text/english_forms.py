# SPDX-License-Identifier: GPL-3.0-or-later
"""What English writing shortens, said in full: times, dates, money, units, abbreviations, addresses.

Each rule takes one written token (without the punctuation around it) and gives the words to say, or None.
"""

import re
from collections.abc import Callable

from sanotts.nano_g2p import cardinal_words, decimal_words, ordinal_words, year_words

# fmt: off
ABBREVIATIONS: dict[str, str] = {
    "dr.": "doctor", "mr.": "mister", "mrs.": "missus", "ms.": "miz", "prof.": "professor", "st.": "saint",
    "jr.": "junior", "sr.": "senior", "rev.": "reverend", "capt.": "captain", "lt.": "lieutenant",
    "sgt.": "sergeant", "gen.": "general", "gov.": "governor", "sen.": "senator", "rep.": "representative",
    "vs.": "versus", "etc.": "et cetera", "e.g.": "for example", "i.e.": "that is", "approx.": "approximately",
    "dept.": "department", "est.": "established", "inc.": "incorporated", "ltd.": "limited", "co.": "company",
    "no.": "number", "nos.": "numbers", "vol.": "volume", "fig.": "figure", "ave.": "avenue", "blvd.": "boulevard",
    "rd.": "road", "mt.": "mount", "ft.": "feet", "jan.": "january", "feb.": "february", "aug.": "august",
    "sept.": "september", "oct.": "october", "nov.": "november", "dec.": "december",
    "&": "and", "+": "plus", "=": "equals", "w/": "with", "w/o": "without",
}
UNITS: dict[str, tuple[str, str]] = {
    "km": ("kilometer", "kilometers"), "m": ("meter", "meters"), "cm": ("centimeter", "centimeters"),
    "mm": ("millimeter", "millimeters"), "kg": ("kilogram", "kilograms"), "g": ("gram", "grams"),
    "mg": ("milligram", "milligrams"), "lb": ("pound", "pounds"), "lbs": ("pound", "pounds"),
    "oz": ("ounce", "ounces"), "l": ("liter", "liters"), "ml": ("milliliter", "milliliters"),
    "mi": ("mile", "miles"), "mph": ("mile per hour", "miles per hour"), "ft": ("foot", "feet"),
    "km/h": ("kilometer per hour", "kilometers per hour"), "s": ("second", "seconds"),
    "ms": ("millisecond", "milliseconds"), "min": ("minute", "minutes"), "h": ("hour", "hours"),
    "hz": ("hertz", "hertz"), "khz": ("kilohertz", "kilohertz"), "ghz": ("gigahertz", "gigahertz"),
    "kb": ("kilobyte", "kilobytes"), "mb": ("megabyte", "megabytes"), "gb": ("gigabyte", "gigabytes"),
    "tb": ("terabyte", "terabytes"), "kw": ("kilowatt", "kilowatts"), "w": ("watt", "watts"),
    "°": ("degree", "degrees"), "°c": ("degree celsius", "degrees celsius"),
    "°f": ("degree fahrenheit", "degrees fahrenheit"), "%": ("percent", "percent"),
}
CURRENCIES: dict[str, tuple[str, str, str, str]] = {
    "$": ("dollar", "dollars", "cent", "cents"), "£": ("pound", "pounds", "penny", "pence"),
    "€": ("euro", "euros", "cent", "cents"), "¥": ("yen", "yen", "sen", "sen"),
    "₹": ("rupee", "rupees", "paisa", "paise"),
}
SCALES: dict[str, str] = {"k": "thousand", "m": "million", "bn": "billion", "b": "billion", "tn": "trillion"}
MONTHS: tuple[str, ...] = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october",
    "november", "december",
)
# fmt: on


def spoken_form(token: str, day_first: bool = False) -> str | None:
    """Words to say for one written token, or None when it is said as it is written.

    day_first: 3/5/2024 is the third of May (British) rather than March the fifth (American).
    """
    known = ABBREVIATIONS.get(token.lower())
    if known is not None:
        return known
    if day_first and (match := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", token)):
        token = f"{match[3]}-{int(match[2]):02}-{int(match[1]):02}"
    for pattern, say in _RULES:
        match = pattern.fullmatch(token)
        if match:
            said = say(match)
            if said is not None:
                return said
    return None


def _number(digits: str) -> str:
    digits = digits.replace(",", "")
    return decimal_words(digits) if "." in digits else cardinal_words(int(digits))


def _digits(text: str) -> str:
    return " ".join("oh" if digit == "0" else cardinal_words(int(digit)) for digit in text)


def _telephone(number: str) -> str:
    return ", ".join(_digits(group) for group in re.findall(r"\d+", number))


def _clock(match: re.Match) -> str | None:
    hour, minute = int(match[1]), int(match[2])
    if hour > 24 or minute > 59:
        return None
    half = {"am": " A M", "pm": " P M"}.get((match[3] or "").replace(".", "").lower(), "")
    if minute == 0:
        return cardinal_words(hour) + (half or " o'clock")
    said = f"oh {cardinal_words(minute)}" if minute < 10 else cardinal_words(minute)
    return f"{cardinal_words(hour)} {said}{half}"


def _hour(match: re.Match) -> str:
    half = "A M" if match[2].lower().startswith("a") else "P M"
    return f"{cardinal_words(int(match[1]))} {half}"


def _date(year: str, month: str, day: str) -> str | None:
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return None
    return f"{MONTHS[int(month) - 1]} {ordinal_words(int(day))}, {year_words(int(year))}"


def _money(match: re.Match) -> str:
    one, many, one_part, many_parts = CURRENCIES[match[1]]
    whole, _, part = match[2].replace(",", "").partition(".")
    if match[3]:
        return f"{_number(match[2])} {SCALES[match[3].lower()]} {many}"
    said = f"{cardinal_words(int(whole))} {one if int(whole) == 1 else many}"
    cents = int(part.ljust(2, "0")[:2]) if part else 0
    if not cents:
        return said
    said_cents = f"{cardinal_words(cents)} {one_part if cents == 1 else many_parts}"
    return said_cents if int(whole) == 0 else f"{said} and {said_cents}"


def _measure(match: re.Match) -> str | None:
    unit = UNITS.get(match[2].lower())
    if unit is None:
        return None
    return f"{_number(match[1])} {unit[0] if match[1] == '1' else unit[1]}"


def _address(match: re.Match) -> str:
    spaced = re.sub(r"([@./_:-])", lambda mark: f" {_MARKS[mark[1]]} ", match[0].removeprefix("https://"))
    return " ".join(spaced.removeprefix("http://").split())


def _decade(match: re.Match) -> str:
    said = year_words(int(match[1]))
    return said[:-1] + "ies" if said.endswith("y") else said + "s"


_MARKS = {"@": "at", ".": "dot", "/": "slash", "_": "underscore", ":": "colon", "-": "dash"}
_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_RULES: tuple[tuple[re.Pattern, Callable[[re.Match], str | None]], ...] = (
    (re.compile(r"(\d{1,2}):(\d{2})\s*([ap]\.?m\.?)?", re.I), _clock),
    (re.compile(r"(\d{1,2})([ap]\.?m\.?)", re.I), _hour),
    (re.compile(r"(\d{4})-(\d{2})-(\d{2})"), lambda match: _date(match[1], match[2], match[3])),
    (re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})"), lambda match: _date(match[3], match[1], match[2])),
    (re.compile(rf"([$£€¥₹])({_NUMBER})(k|m|bn|b|tn)?", re.I), _money),
    (re.compile(r"(1[1-9]\d\d|20\d\d)"), lambda match: year_words(int(match[1]))),
    (re.compile(r"(\d{2,4}0)'?s"), _decade),
    (re.compile(r"(\d+)(?:st|nd|rd|th)", re.I), lambda match: ordinal_words(int(match[1]))),
    (re.compile(rf"({_NUMBER})([a-z/%°]+)", re.I), _measure),
    (re.compile(r"\+?\d{1,4}(?:-\d{2,4})+|\d{1,4}(?:\.\d{2,4}){2,}"), lambda match: _telephone(match[0])),
    (re.compile(r"#(\d+)"), lambda match: f"number {_number(match[1])}"),
    (re.compile(r"-(\d+(?:\.\d+)?)"), lambda match: f"minus {_number(match[1])}"),
    (re.compile(rf"({_NUMBER})"), lambda match: _number(match[1]) if len(match[1]) < 16 else _digits(match[1])),
    (re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"), _address),
    (re.compile(r"(?:https?://)?(?:www\.)?[a-z0-9-]+(?:\.[a-z]{2,})+(?:/\S*)?", re.I), _address),
)

# SPDX-License-Identifier: GPL-3.0-or-later
"""What English writing shortens, said in full: times, dates, money, units, telephone numbers, addresses.

Each rule takes one written token (without the punctuation around it) and gives the words to say, or None.
Capital letters alone ("W") are said by their names.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

from .english_names import ATTACHED_UNITS, CURRENCIES, DAYS, MONTH_NAMES, MONTHS, SCALES, SIGNS, UNITS
from .english_numbers import cardinal, digits, fraction, number, ordinal, year

_NUMBER = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+"
_CURRENCY = "[" + "".join(CURRENCIES) + "]"
_PARTS = {"½": (1, 2), "¼": (1, 4), "¾": (3, 4), "⅓": (1, 3), "⅔": (2, 3), "⅛": (1, 8)}
_LONGEST_TOKEN = 500
"""Characters of what may be a form: beyond, patterns take long and it is none. Chosen by hand."""
_POWERS = {"²": "squared", "³": "cubed"}


@dataclass(frozen=True)
class _Dialect:
    british: bool


def spoken_form(token: str, british: bool = False) -> str | None:
    """Words to say for one written token, or None when it is said as it is written.

    british: 3/5/2024 is the third of May rather than March the fifth, and numbers have their "and".
    """
    if len(token) > _LONGEST_TOKEN:
        return None
    dialect = _Dialect(british)
    if re.fullmatch(rf"{_CURRENCY}|[¢&+=@#%<>×÷→/*∞≈≠≤≥±√]", token):
        return SIGNS.get(token) or CURRENCIES[token][0]
    for pattern, say in _RULES:
        match = pattern.fullmatch(token)
        said = say(match, dialect) if match else None
        if said is not None:
            return said
    return None


def unit_after(token: str, amount: str) -> str | None:
    """The unit that stands alone after its number ("5 km"), or None when it is none."""
    # A large letter alone may be another unit: 5 G, 100 M.
    unit = UNITS.get(token) or (UNITS.get(token.lower()) if len(token) > 1 or token in "LVW" else None)
    return None if unit is None else unit[0 if amount == "1" or not amount.isascii() or "/" in amount else 1]


def _clock(match: re.Match[str], dialect: _Dialect) -> str | None:
    hour, minute = int(match[1]), int(match[2])
    if hour > 24 or minute > 59:
        return None
    half = {"a": " A M", "p": " P M"}.get((match[3] or "")[:1].lower(), "")
    if minute == 0:
        return cardinal(hour) + (half or (" hundred" if hour > 12 else " o'clock"))
    return f"{cardinal(hour)} {'oh ' if minute < 10 else ''}{cardinal(minute)}{half}"


def _hour(match: re.Match[str], dialect: _Dialect) -> str:
    return f"{cardinal(int(match[1]))} {'A' if match[2].lower().startswith('a') else 'P'} M"


def _date(written_year: str, month: str, day: str, dialect: _Dialect) -> str | None:
    if not (1 <= int(month) <= 12 and 1 <= int(day) <= 31):
        return None
    name, said_day, said_year = MONTHS[int(month) - 1], ordinal(int(day)), year(int(written_year), dialect.british)
    return f"the {said_day} of {name}, {said_year}" if dialect.british else f"{name} {said_day}, {said_year}"


def _slashed_date(match: re.Match[str], dialect: _Dialect) -> str | None:
    first, second = match[1], match[2]
    month, day = (second, first) if dialect.british and int(second) <= 12 else (first, second)
    if int(month) > 12:
        month, day = day, month
    return _date(match[3], month, day, dialect)


def _money(amount: str, currency: str, scale: str | None, dialect: _Dialect) -> str:
    one, many, one_part, many_parts = CURRENCIES[currency]
    if scale:
        return f"{number(amount, dialect.british)} {SCALES[scale.lower()]} {many}"
    whole, _, part = amount.replace(",", "").partition(".")
    said = f"{cardinal(int(whole), dialect.british)} {one if int(whole) == 1 else many}"
    cents = int(part.ljust(2, "0")[:2]) if part else 0
    if not cents:
        return said
    said_cents = f"{cardinal(cents)} {one_part if cents == 1 else many_parts}"
    return said_cents if int(whole) == 0 else f"{said} and {said_cents}"


def _measure(match: re.Match[str], dialect: _Dialect) -> str | None:
    attached = ATTACHED_UNITS.get(match[2])
    unit = attached[0 if match[1] == "1" else 1] if attached else unit_after(match[2], match[1])
    return None if unit is None else f"{number(match[1], dialect.british)} {unit}"


def _per(match: re.Match[str], dialect: _Dialect) -> str | None:
    amount = spoken_form(match[1], dialect.british)
    unit = UNITS.get(match[2].lower())
    return None if amount is None else f"{amount} per {unit[0] if unit else match[2]}"


def _fraction(match: re.Match[str], dialect: _Dialect) -> str | None:
    numerator, denominator = int(match[1]), int(match[2])
    if not 1 < denominator <= 100 or not 0 < numerator < denominator:
        return f"{cardinal(numerator)} {'' if numerator == 24 else 'over '}{cardinal(denominator)}".replace("  ", " ")
    return fraction(numerator, denominator)


def _ranked_fraction(match: re.Match[str], dialect: _Dialect) -> str | None:
    numerator, denominator = int(match[1]), int(match[2])
    return fraction(numerator, denominator) if denominator > 1 else None


def _mixed_fraction(match: re.Match[str], dialect: _Dialect) -> str:
    numerator, denominator = _PARTS[match[2]]
    if not match[1]:
        return fraction(numerator, denominator)
    said = fraction(numerator, denominator).replace("one half", "a half").replace("one quarter", "a quarter")
    return f"{number(match[1], dialect.british)} and {said}"


def _range(match: re.Match[str], dialect: _Dialect) -> str | None:
    ends = []
    money = re.fullmatch(rf"({_CURRENCY})(?:{_NUMBER})", match[1])
    if money and re.fullmatch(_NUMBER, match[2]):
        return f"{number(match[1][1:], dialect.british)} to {_money(match[2], money[1], None, dialect)}"
    for end in (match[1], match[2]):
        name = DAYS.get(end.lower().strip(".")) or MONTH_NAMES.get(end.lower().strip("."))
        said = name or (spoken_form(end, dialect.british) if end[:1].isdigit() or end[:1] in CURRENCIES else None)
        if said is None:
            return None
        ends.append(said)
    return " to ".join(ends)


def _telephone(match: re.Match[str], dialect: _Dialect) -> str:
    plus = "plus " if match[0].startswith("+") else ""
    groups = (("eight hundred" if group == "800" else digits(group)) for group in re.findall(r"\d+", match[0]))
    return plus + ", ".join(groups)


def _dotted(match: re.Match[str], dialect: _Dialect) -> str:
    if ":" in match[0]:
        host, _, port = match[0].partition(":")
        return f"{spoken_form(host)} colon {digits(port)}"
    groups = match[0].split(".")
    if max(map(len, groups)) > 2 or len(groups) == 4:
        return " dot ".join(digits(group) for group in groups)
    return " point ".join(cardinal(int(group)) for group in groups)


def _address(match: re.Match[str], dialect: _Dialect) -> str:
    bare = re.sub(r"^https?://", "", match[0]).rstrip("/")
    said = []
    for piece in re.findall(r"[A-Za-z]+|\d+|.", bare):
        if piece in SIGNS:
            said.append({"-": "dash", ".": "dot", ":": "colon"}.get(piece, SIGNS[piece]))
        elif piece.isdecimal():
            said.append(number(piece) if len(piece) < 5 else digits(piece))
        else:
            consonants = re.fullmatch(r"[^aeiouy]+", piece, re.I) is not None
            said.append(" ".join(piece.upper()) if consonants and len(piece) > 1 else piece)
    return " ".join(said)


def _decade(match: re.Match[str], dialect: _Dialect) -> str:
    written = int(match[1])
    said = cardinal(written) if written < 100 else year(written)
    return said[:-1] + "ies" if said.endswith("y") else said + "s"


def _power(match: re.Match[str], dialect: _Dialect) -> str:
    unit = UNITS.get(match[1])
    power = _POWERS[match[2]]
    if unit is not None and len(match[1]) > 1:
        return f"{'square' if power == 'squared' else 'cubic'} {unit[1]}"
    return f"{spoken_form(match[1], dialect.british) or match[1].upper()} {power}"


def _to_a_power(match: re.Match[str], dialect: _Dialect) -> str:
    base = spoken_form(match[1], dialect.british) or (match[1].upper() if len(match[1]) == 1 else match[1])
    named = {"2": "squared", "3": "cubed"}.get(match[2])
    return f"{base} {named}" if named else f"{base} to the power of {spoken_form(match[2]) or match[2]}"


def _raised(match: re.Match[str], dialect: _Dialect) -> str:
    power = unicodedata.normalize("NFKC", match[2])
    base = spoken_form(match[1], dialect.british) or match[1]
    return f"{base} to the power of {number(power, dialect.british)}"


def _letters_and_digits(match: re.Match[str], dialect: _Dialect) -> str | None:
    """ "MP3", "H2O", "v2.0", "COVID-19": runs of letters and digits in turn."""
    if "-" in match[0]:
        pieces = [piece for piece in match[0].split("-") if piece]
        return " ".join(spoken_form(piece, dialect.british) or piece for piece in pieces)
    said = []
    for run in re.findall(r"[^\W\d_]+|\d+(?:\.\d+)?", match[0]):
        if run[0].isdecimal():
            said.append(number(run, dialect.british) if len(run) < 5 else digits(run))
        elif re.fullmatch(r"[A-Z]{2,}v", run):
            said.append(" ".join(run.upper()))  # IPv6
        elif len(run) <= 3 or (run == run.upper() and re.fullmatch(r"[^AEIOU]+", run)):
            said.append(" ".join(run.upper()) if run == run.upper() or len(run) == 1 else run)
        else:
            said.append(run)
    return " ".join(said)


def _cardinal(match: re.Match[str], dialect: _Dialect) -> str:
    return number(match[1], dialect.british)


_END = r"[^\s–-]+"
_Rule = Callable[[re.Match[str], _Dialect], str | None]
_RULES: tuple[tuple[re.Pattern[str], _Rule], ...] = tuple(
    (re.compile(pattern, re.I), say)
    for pattern, say in (
        (r"(\d{1,2})[:.](\d{2})\s*([ap]\.?m\.?)", _clock),
        (r"(\d{1,2}):(\d{2})(?::\d{2})?()", _clock),
        (r"(\d{1,2})([ap]\.?m\.?)", _hour),
        (r"(\d{1,3}):(\d{1,3})", lambda match, dialect: f"{cardinal(int(match[1]))} to {cardinal(int(match[2]))}"),
        (r"(\d{4})-(\d{2})-(\d{2})", lambda match, dialect: _date(match[1], match[2], match[3], dialect)),
        (r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})", _slashed_date),
        (r"\+\d{1,3}(?:-?\d{2,4}){1,7}|(?:1-)?\d{3}-\d{3}-\d{4}|\d{3}-\d{4}", _telephone),
        (rf"(?:US|C|A)?({_CURRENCY})({_NUMBER})(k|m|bn|b|tn)?", lambda m, d: _money(m[2], m[1], m[3], d)),
        (rf"({_NUMBER})({_CURRENCY})", lambda match, dialect: _money(match[1], match[2], None, dialect)),
        (rf"({_NUMBER})¢", lambda match, dialect: f"{number(match[1])} {'cent' if match[1] == '1' else 'cents'}"),
        (rf"((?:{_CURRENCY})?(?:{_NUMBER}))/([a-z]+)", _per),
        (r"(1[1-9]\d\d|20\d\d)", lambda match, dialect: year(int(match[1]), dialect.british)),
        (r"'?(\d{1,3}0)'?s", _decade),
        (r"(\d+)(?:st|nd|rd|th)", lambda match, dialect: ordinal(int(match[1]), dialect.british)),
        (rf"({_NUMBER})([a-zµ/%°²³]+)", _measure),
        (r"(\d+)/(\d+)", _fraction),
        (r"(\d+)/(\d+)(?:st|nd|rd|th)s?", _ranked_fraction),
        (rf"((?:{_NUMBER})?)([½¼¾⅓⅔⅛])", _mixed_fraction),
        (r"(\d)['′](\d{1,2})", lambda m, d: f"{cardinal(int(m[1]))} foot {cardinal(int(m[2]))}"),
        (r"\d+(?:-\d+){2,}", _telephone),
        (rf"({_END})[–-]({_END})", _range),
        (r"(\w+)→(\w+)", lambda match, dialect: f"{match[1]} to {match[2]}"),
        (r"\d+(?:\.\d+){2,}(?::\d+)?", _dotted),
        (r"no\.(\d+)", lambda match, dialect: f"number {number(match[1], dialect.british)}"),
        (r"(\d+)[x×](\d+)", lambda match, dialect: f"{number(match[1])} by {number(match[2])}"),
        (r"(\d+)x", lambda match, dialect: f"{number(match[1])} times"),
        (r"(.*\d)([⁰¹²³⁴⁵⁶⁷⁸⁹]{2,}|[⁰¹⁴⁵⁶⁷⁸⁹])", _raised),
        (rf"({_NUMBER})×(\w+)", lambda m, d: f"{number(m[1], d.british)} times {spoken_form(m[2], d.british) or m[2]}"),
        (r"#(\d+)", lambda match, dialect: f"number {number(match[1], dialect.british)}"),
        (r"#(\w+)", lambda match, dialect: f"hashtag {match[1]}"),
        (r"@(\w+)", lambda match, dialect: f"at {match[1]}"),
        (rf"[-−]({_NUMBER})(%|°|°C|°F)?", lambda m, d: f"minus {spoken_form(m[1] + (m[2] or ''), d.british)}"),
        (rf"[~≈]({_NUMBER})(.*)", lambda m, d: f"about {spoken_form(m[1] + m[2], d.british) or m[1] + m[2]}"),
        (rf"±({_NUMBER})(.*)", lambda m, d: f"plus or minus {spoken_form(m[1] + m[2], d.british) or m[1] + m[2]}"),
        (r"√(\w+)", lambda match, dialect: f"the square root of {match[1]}"),
        (r"(\w+)\^(\w+)", _to_a_power),
        (r"([a-z])\+\+", lambda match, dialect: f"{match[1].upper()} plus plus"),
        (r"([a-z])#", lambda match, dialect: f"{match[1].upper()} sharp"),
        (rf"\+({_NUMBER})", lambda match, dialect: f"plus {number(match[1], dialect.british)}"),
        (rf"({_NUMBER})", _cardinal),
        (r"(.+)([²³])", _power),
        (
            r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+|(?:www\.)?[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,4}(?:/\S*)?",
            _address,
        ),
        (r"(?=.*\d)(?=.*[^\W\d_])[\w.'-]+", _letters_and_digits),
    )
)

# SPDX-License-Identifier: GPL-3.0-or-later
"""Days and months that English writing shortens, and dates without a year, recognised by their neighbours."""

import re

from .english_names import DAYS, MONTH_NAMES, MONTHS
from .english_numbers import ordinal
from .writing import WrittenWord

_DAY_OF_MONTH = re.compile(r"\d{1,2}(?:st|nd|rd|th)?")
_NOT_WORDS = frozenset(
    {"mon", "wed", "dec", "tue", "tues", "thu", "thur", "thurs", "fri", "feb", "apr", "aug", "sept", "oct", "nov"}
)
"""Short forms that are nothing else."""
_BEFORE_DATES = frozenset({"on", "by", "until", "till", "since", "from", "before", "after", "due", "to"})


def calendar_name(word: WrittenWord, before: str, after: str) -> str | None:
    """The day or month that "Sat", "Sat." or "Dec" stands for beside a date, or None."""
    text = word.text.rstrip(".")
    name = DAYS.get(text.lower()) or MONTH_NAMES.get(text.lower())
    if name is None or len(text) > 5 or not text[:1].isupper() or text == name:
        return None
    dotted = word.text.endswith(".") or word.after.startswith(".")
    dated = _is_date(after) or _is_date(before)
    return name if dated or (dotted and text.lower() in _NOT_WORDS) else None


def day_of_month(word: WrittenWord, before: str, after: str, british: bool) -> str | None:
    """ "on 5/6" is a date where "5/6 of it" is a fraction; None for the latter."""
    date = re.fullmatch(r"(\d{1,2})/(\d{1,2})", word.text)
    if date is None or after.lower() == "of" or before.lower() not in _BEFORE_DATES:
        return None
    first, second = int(date[1]), int(date[2])
    day, month = (first, second) if british else (second, first)
    if month > 12 >= day:
        day, month = month, day
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    return f"the {ordinal(day)} of {MONTHS[month - 1]}" if british else f"{MONTHS[month - 1]} {ordinal(day)}"


def _is_date(neighbour: str) -> bool:
    text = neighbour.rstrip(".")
    return bool(_DAY_OF_MONTH.fullmatch(text)) or text.lower() in MONTH_NAMES or text.lower() in DAYS

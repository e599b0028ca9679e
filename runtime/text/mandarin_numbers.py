# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures in Mandarin text as they are said, in characters: amounts, dates, times, money, units, telephone numbers."""

import re

_DIGITS = "零一二三四五六七八九"
_MONEY = {"¥": "元", "￥": "元", "$": "美元", "€": "欧元", "£": "英镑"}
_UNITS = {
    "km/h": "公里每小时", "km": "公里", "cm": "厘米", "mm": "毫米", "kg": "公斤", "mg": "毫克", "ml": "毫升",
    "m²": "平方米", "m": "米", "g": "克", "l": "升", "L": "升", "°C": "摄氏度", "℃": "摄氏度", "°": "度",
    "GB": "吉字节", "MB": "兆字节",
}  # fmt: skip
_NOT_COUNTED = "年月日号点分秒度楼岁元块角届层倍成折比到"
"""After these, and at the end, a 2 stays èr; before other classifiers it is liǎng."""
_AMOUNT = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_UNIT_NAMES = "|".join(sorted(map(re.escape, _UNITS), key=len, reverse=True))
_LONGEST = 16
"""Digits of a number that is read as one; longer ones are read digit by digit."""

FIGURES = re.compile(
    r"(?P<date>\d{4}[/-]\d{1,2}[/-]\d{1,2})(?!\d)"
    r"|(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)(?!\d)"
    r"|(?P<telephone>1\d{10}|0\d{2,3}-\d{7,8}|1\d{2}-\d{4}-\d{4}|400-\d{3,4}-\d{3,4})(?!\d)"
    r"|(?P<year>\d{4})(?=年)"
    rf"|(?P<money>[¥￥$€£](?:{_AMOUNT})[万亿]?)"
    rf"|(?P<percent>[-−]?(?:{_AMOUNT})[%％])"
    r"|(?P<fraction>\d+/\d+)(?![\d/])"
    rf"|(?P<range>(?:{_AMOUNT})[-–—~～](?:{_AMOUNT}))(?![-\d])"
    rf"|(?P<measure>[-−]?(?:{_AMOUNT})(?:{_UNIT_NAMES}))(?![A-Za-z])"
    rf"|(?P<amount>[-−+]?(?:{_AMOUNT})(?P<after>[^\W\d_A-Za-z]?))"
)
"""Every figure that is read here; ``say_figures`` says a match."""


def say_figures(match: re.Match[str]) -> str:  # noqa: PLR0911 (a return a kind of figure)
    """Characters to say for one match of ``FIGURES``."""
    said = match.groupdict()
    if said["date"]:
        year, month, day = re.findall(r"\d+", said["date"])
        return f"{digits(year)}年{cardinal(month)}月{cardinal(day)}日"
    if said["clock"]:
        return _clock(said["clock"])
    if said["telephone"]:
        return "，".join(digits(group).replace("一", "幺") for group in said["telephone"].split("-"))
    if said["year"]:
        return digits(said["year"])
    if said["money"]:
        scale = said["money"][-1] if said["money"][-1] in "万亿" else ""
        return _counted(said["money"][1:].removesuffix(scale)) + scale + _MONEY[said["money"][0]]
    if said["percent"]:
        return f"{_sign(said['percent'])}百分之{amount(said['percent'].strip('-−%％'))}"
    if said["fraction"]:
        over, under = said["fraction"].split("/")
        return f"{amount(under)}分之{amount(over)}"
    if said["range"]:
        first, last = re.split(r"[-–—~～]", said["range"])
        return f"{amount(first)}到{amount(last)}"
    if said["measure"]:
        measured = re.search(_AMOUNT, said["measure"])
        assert measured is not None
        return f"{_sign(said['measure'])}{_counted(measured[0])}{_UNITS[said['measure'][measured.end() :]]}"
    after = said["after"] or ""
    number = said["amount"].removesuffix(after).lstrip("-−+")
    counted = after and after not in _NOT_COUNTED
    return _sign(said["amount"]) + (_counted(number) if counted else amount(number)) + after


def amount(number: str) -> str:
    """ "1,234.5" is 一千二百三十四点五; a number with a leading zero, or of more than 16 figures, figure by figure."""
    whole, _, part = number.replace(",", "").partition(".")
    as_digits = len(whole) > _LONGEST or (len(whole) > 1 and whole[0] == "0")
    return (digits(whole) if as_digits else cardinal(whole)) + (f"点{digits(part)}" if part else "")


def digits(number: str) -> str:
    """Figure by figure."""
    return "".join(_DIGITS[int(digit)] for digit in number)


def cardinal(number: str) -> str:
    """A whole number of up to 16 figures."""
    value = int(number)
    if value == 0:
        return "零"
    groups = []
    for myriad in ("", "万", "亿", "万亿"):
        value, group = divmod(value, 10_000)
        groups.append((group, myriad))
    said = ""
    gap = False
    for group, myriad in reversed(groups):
        if group == 0:
            gap = bool(said)
            continue
        if said and (gap or group < 1000):
            said += "零"
        said += _below_myriad(group) + myriad
        gap = False
    return said.replace("一十", "十", 1) if said.startswith("一十") else said


def _below_myriad(value: int) -> str:
    said = ""
    gap = False
    for place, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, place)
        if digit == 0:
            gap = bool(said)
            continue
        said += ("零" if gap else "") + _DIGITS[digit] + name
        gap = False
    return said


def _counted(number: str) -> str:
    return "两" if number == "2" else amount(number)


def _sign(written: str) -> str:
    return {"-": "负", "−": "负", "+": "正"}.get(written[0], "")


def _clock(written: str) -> str:
    hour, minute, *second = written.split(":")
    said = ("两" if int(hour) == 2 else cardinal(hour)) + "点"
    if int(minute) or second:
        said += ("零" if 0 < int(minute) < 10 else "") + cardinal(minute) + "分"
    return said + (cardinal(second[0]) + "秒" if second else "整" if not int(minute) else "")

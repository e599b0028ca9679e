# SPDX-License-Identifier: GPL-3.0-or-later
"""Figures in Japanese text as they are said, in katakana: amounts with their counters, dates, times, money.

Sound changes between a number and its counter: Martin, S. E. (1975), A reference grammar of Japanese, section 13.5.
"""

import re

_DIGITS = ("ゼロ", "イチ", "ニ", "サン", "ヨン", "ゴ", "ロク", "ナナ", "ハチ", "キュー")
_HUNDREDS = {1: "ヒャク", 3: "サンビャク", 6: "ロッピャク", 8: "ハッピャク"}
_THOUSANDS = {1: "セン", 3: "サンゼン", 8: "ハッセン"}
_MYRIADS = ("", "マン", "オク", "チョー", "ケー")
_SCALES = {"万": "マン", "億": "オク", "兆": "チョー"}
_LONGEST = 4 * len(_MYRIADS)

# Counter: its reading, what doubles its first sound (digits 1, 6, 8 and tens), its form after those and after 3.
_COUNTERS: dict[str, tuple[str, str, str, str]] = {
    written: (said, doubled, after_doubled or said, after_three or said)
    for written, said, doubled, after_doubled, after_three in (
        ("本", "ホン", "1680", "ポン", "ボン"), ("匹", "ヒキ", "1680", "ピキ", "ビキ"),
        ("杯", "ハイ", "1680", "パイ", "バイ"), ("分", "フン", "1680", "プン", "プン"),
        ("泊", "ハク", "1680", "パク", "パク"), ("発", "ハツ", "1680", "パツ", "パツ"),
        ("階", "カイ", "1680", "", "ガイ"), ("回", "カイ", "1680", "", ""), ("個", "コ", "1680", "", ""),
        ("件", "ケン", "1680", "", ""), ("軒", "ケン", "1680", "", "ゲン"), ("巻", "カン", "1680", "", ""),
        ("か月", "カゲツ", "1680", "", ""), ("ヶ月", "カゲツ", "1680", "", ""), ("カ月", "カゲツ", "1680", "", ""),
        ("か国", "カコク", "1680", "", ""), ("キロ", "キロ", "160", "", ""), ("km", "キロメートル", "160", "", ""),
        ("kg", "キログラム", "160", "", ""), ("歳", "サイ", "180", "", ""), ("才", "サイ", "180", "", ""),
        ("冊", "サツ", "180", "", ""), ("週間", "シューカン", "180", "", ""), ("世紀", "セーキ", "180", "", ""),
        ("センチ", "センチ", "180", "", ""), ("cm", "センチメートル", "180", "", ""), ("社", "シャ", "180", "", ""),
        ("種類", "シュルイ", "180", "", ""), ("点", "テン", "180", "", ""), ("頭", "トー", "180", "", ""),
        ("通", "ツー", "180", "", ""), ("丁目", "チョーメ", "180", "", ""), ("トン", "トン", "180", "", ""),
        ("t", "トン", "180", "", ""), ("パーセント", "パーセント", "180", "", ""), ("%", "パーセント", "180", "", ""),
        ("ページ", "ページ", "180", "", ""), ("ポンド", "ポンド", "180", "", ""), ("人", "ニン", "", "", ""),
        ("名", "メー", "", "", ""), ("年", "ネン", "", "", ""), ("月", "ガツ", "", "", ""), ("日", "ニチ", "", "", ""),
        ("時間", "ジカン", "", "", ""), ("時", "ジ", "", "", ""), ("秒", "ビョー", "", "", ""),
        ("円", "エン", "", "", ""), ("ドル", "ドル", "", "", ""), ("ユーロ", "ユーロ", "", "", ""),
        ("元", "ゲン", "", "", ""), ("枚", "マイ", "", "", ""), ("台", "ダイ", "", "", ""), ("度", "ド", "", "", ""),
        ("番", "バン", "", "", ""), ("番目", "バンメ", "", "", ""), ("号", "ゴー", "", "", ""),
        ("倍", "バイ", "", "", ""), ("位", "イ", "", "", ""), ("曲", "キョク", "160", "", ""),
        ("m", "メートル", "", "", ""), ("メートル", "メートル", "", "", ""), ("mm", "ミリメートル", "", "", ""),
        ("g", "グラム", "", "", ""), ("グラム", "グラム", "", "", ""), ("L", "リットル", "", "", ""),
        ("リットル", "リットル", "", "", ""), ("°C", "ド", "", "", ""), ("℃", "ド", "", "", ""),
        ("°", "ド", "", "", ""), ("つ", "", "", "", ""),
    )
}  # fmt: skip
_THINGS = ("ヒトツ", "フタツ", "ミッツ", "ヨッツ", "イツツ", "ムッツ", "ナナツ", "ヤッツ", "ココノツ")
_DAYS = ("ツイタチ", "フツカ", "ミッカ", "ヨッカ", "イツカ", "ムイカ", "ナノカ", "ヨーカ", "ココノカ", "トーカ")
_WHOLE: dict[str, dict[int, str]] = {
    "人": {1: "ヒトリ", 2: "フタリ"},
    "つ": dict(enumerate(_THINGS, start=1)),
    "日": dict(enumerate(_DAYS, start=1)) | {14: "ジューヨッカ", 20: "ハツカ", 24: "ニジューヨッカ"},
    "歳": {20: "ハタチ"},
    "才": {20: "ハタチ"},
}
# The last digit as some counters want it.
_LAST_DIGIT: dict[str, dict[int, str]] = {
    "人": {4: "ヨ", 7: "シチ"},
    "年": {4: "ヨ"},
    "月": {4: "シ", 7: "シチ", 9: "ク"},
    "日": {4: "ヨ", 7: "シチ", 9: "ク"},
    "時": {4: "ヨ", 7: "シチ", 9: "ク"},
    "時間": {4: "ヨ", 7: "シチ", 9: "ク"},
    "円": {4: "ヨ"},
}
_DOUBLED = {"1": "イッ", "6": "ロッ", "8": "ハッ"}
_MONEY = {"¥": "円", "￥": "円", "$": "ドル", "€": "ユーロ", "£": "ポンド"}
_AMOUNT = r"\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"
_NAMES = "|".join(sorted(map(re.escape, _COUNTERS), key=len, reverse=True))

FIGURES = re.compile(
    r"(?P<date>\d{4}[/-]\d{1,2}[/-]\d{1,2})(?!\d)"
    r"|(?P<clock>\d{1,2}:\d{2})(?!\d)"
    r"|(?P<telephone>0\d{1,4}-\d{1,4}-\d{3,4}|0\d{9,10})(?!\d)"
    rf"|(?P<money>[¥￥$€£](?:{_AMOUNT})(?P<scale>[万億兆]?))"
    r"|(?P<fraction>\d+/\d+)(?![\d/])"
    rf"|(?P<sign>[-−+]?)(?P<amount>{_AMOUNT})(?P<counter>[万億兆]?(?:{_NAMES})?)(?![A-Za-z])"
    rf"|(?P<bare>{_AMOUNT})"
)
"""Every figure that is read here; ``say_figures`` says a match."""


def say_figures(match: re.Match[str]) -> str:  # noqa: PLR0911 (a return a kind of figure)
    """Katakana of one match of ``FIGURES``; words apart are parted by spaces."""
    said = match.groupdict()
    if said["date"]:
        numbers = re.findall(r"\d+", said["date"])
        return " ".join(counted(number, counter) for number, counter in zip(numbers, "年月日", strict=True))
    if said["clock"]:
        hour, minute = said["clock"].split(":")
        return counted(hour, "時") + ("" if int(minute) == 0 else f" {counted(minute, '分')}")
    if said["telephone"]:
        return " ".join("".join(_DIGITS[int(digit)] for digit in group) for group in said["telephone"].split("-"))
    if said["money"]:
        return counted(said["money"][1:], said["scale"] + _MONEY[said["money"][0]])
    if said["fraction"]:
        over, under = said["fraction"].split("/")
        return f"{amount(under)} ブンノ {amount(over)}"
    if said["bare"]:
        return amount(said["bare"])
    sign = {"-": "マイナス ", "−": "マイナス ", "+": "プラス "}.get(said["sign"], "")
    return sign + counted(said["amount"], said["counter"])


def counted(number: str, counter: str) -> str:  # noqa: PLR0911 (a return a sound change)
    """A number with its counter: "3本" is サンボン."""
    if counter[:1] in _SCALES:
        named = _COUNTERS[counter[1:]][0] if counter[1:] else ""
        return amount(number) + _SCALES[counter[0]] + named
    if not counter:
        return amount(number)
    name, doubled, after_doubled, after_three = _COUNTERS[counter]
    plain = number.replace(",", "")
    if "." in plain or len(plain) > _LONGEST:
        return amount(number) + name
    value = int(plain)
    whole = _WHOLE.get(counter, {}).get(value)
    if whole:
        return whole
    if counter == "つ":
        return amount(number) + "ツ"
    last = value % 10
    said = amount(plain)
    if last and last in _LAST_DIGIT.get(counter, {}):
        return said.removesuffix(_DIGITS[last]) + _LAST_DIGIT[counter][last] + name
    if str(last) in doubled and last:
        return said.removesuffix(_DIGITS[last]) + _DOUBLED[str(last)] + after_doubled
    if last == 0 and "0" in doubled and value % 100:
        return said.removesuffix("ジュー") + "ジュッ" + after_doubled
    if last == 0 and "6" in doubled and value % 1000 and value % 100 == 0:
        return said.removesuffix("ク") + "ッ" + after_doubled
    if last == 3 or (value and value % 1000 == 0):
        return said + after_three
    return said + name


def amount(number: str) -> str:
    """A number by itself: "1,234.5" is センニヒャクサンジューヨンテンゴ. Very long ones digit by digit."""
    whole, _, part = number.replace(",", "").partition(".")
    said = _cardinal(int(whole)) if len(whole) <= _LONGEST and (whole == "0" or whole[0] != "0") else ""
    said = said or "".join(_DIGITS[int(digit)] for digit in whole)
    return said + ("テン" + "".join(_DIGITS[int(digit)] for digit in part) if part else "")


def _cardinal(value: int) -> str:
    if value == 0:
        return _DIGITS[0]
    groups = []
    for myriad in _MYRIADS:
        value, group = divmod(value, 10_000)
        if group:
            said = _below_myriad(group)
            if myriad and group == 1000:
                said = "イッセン"
            if myriad in {"チョー", "ケー"}:
                said = re.sub("イチ$", "イッ", said) if myriad == "チョー" else said
            groups.append(said + myriad)
    return "".join(reversed(groups))


def _below_myriad(value: int) -> str:
    thousands, hundreds, tens, ones = (int(digit) for digit in f"{value:04d}")
    said = "" if not thousands else _THOUSANDS.get(thousands, _DIGITS[thousands] + "セン")
    said += "" if not hundreds else _HUNDREDS.get(hundreds, _DIGITS[hundreds] + "ヒャク")
    said += "" if not tens else ("" if tens == 1 else _DIGITS[tens]) + "ジュー"
    return said + ("" if not ones else _DIGITS[ones])

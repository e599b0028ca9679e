# SPDX-License-Identifier: GPL-3.0-or-later
"""What Spanish, French, Italian, Portuguese and Hindi writing shortens, in the words of the language.

Figures stay figures: eSpeak NG says them. Here they get the right words between them, for money, dates, times, units,
fractions and telephone numbers, which eSpeak NG spells or reads sign by sign.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

# One, many, one part, many parts.
Currency = tuple[str, str, str, str]


@dataclass(frozen=True)
class Forms:
    """The words of one language. and_parts, and_minutes: between whole and parts, hours and minutes. date: with
    {day}, {month}, {year}. clock: with {hour} and {minute}; hour: where there are no minutes. decimal: its sign.
    signs: "to" of a range, "per" of a price, and the signs of an address."""

    months: tuple[str, ...]
    date: str
    clock: str
    hour: str
    and_parts: str
    currencies: dict[str, Currency]
    signs: dict[str, str]
    units: dict[str, tuple[str, str]]
    fractions: dict[str, str]
    decimal: str = ","
    thousands_by_space: bool = False
    short: dict[str, str] = field(default_factory=dict)


_METRIC = {
    "es": "kilómetro centímetro milímetro metro kilogramo gramo litro",
    "fr": "kilomètre centimètre millimètre mètre kilogramme gramme litre",
    "pt": "quilômetro centímetro milímetro metro quilograma grama litro",
}


def _names(twelve: str) -> tuple[str, ...]:
    return tuple(twelve.split())


def _metric(language: str, **more: tuple[str, str]) -> dict[str, tuple[str, str]]:
    names = zip(("km", "cm", "mm", "m", "kg", "g", "l"), _METRIC[language].split(), strict=True)
    return {sign: (name, f"{name}s") for sign, name in names} | {
        sign.replace("_", "/"): unit for sign, unit in more.items()
    }


SPANISH = Forms(
    months=_names("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre"),
    date="{day} de {month} de {year}",
    clock="{hour} y {minute}",
    hour="{hour} en punto",
    and_parts=" con ",
    currencies={
        "€": ("euro", "euros", "céntimo", "céntimos"), "$": ("dólar", "dólares", "centavo", "centavos"),
        "£": ("libra", "libras", "penique", "peniques"), "R$": ("real", "reales", "centavo", "centavos"),
    },
    signs={"to": "a", "per": "por", ".": "punto", "@": "arroba", "/": "barra", "-": "guion", "_": "guion bajo"},
    units=_metric("es", km_h=("kilómetro por hora", "kilómetros por hora"))
    | {"°C": ("grado", "grados"), "°": ("grado", "grados"), "h": ("hora", "horas"), "min": ("minuto", "minutos")},
    fractions={"1/2": "un medio", "1/3": "un tercio", "2/3": "dos tercios", "1/4": "un cuarto", "3/4": "tres cuartos"},
    short={
        "sr.": "señor", "sra.": "señora", "srta.": "señorita", "dr.": "doctor", "dra.": "doctora", "ud.": "usted",
        "etc.": "etcétera", "núm.": "número", "pág.": "página", "ee.": "Estados", "uu.": "Unidos",
    },
)  # fmt: skip
FRENCH = Forms(
    months=_names("janvier février mars avril mai juin juillet août septembre octobre novembre décembre"),
    date="{day} {month} {year}",
    clock="{hour} heures {minute}",
    hour="{hour} heures",
    and_parts=" ",
    currencies={
        "€": ("euro", "euros", "", ""), "$": ("dollar", "dollars", "", ""), "£": ("livre", "livres", "", ""),
        "R$": ("réal", "réaux", "", ""),
    },
    signs={"to": "à", "per": "par", ".": "point", "@": "arobase", "/": "barre", "-": "tiret", "_": "tiret bas"},
    units=_metric("fr", km_h=("kilomètre heure", "kilomètres heure"))
    | {"°C": ("degré", "degrés"), "°": ("degré", "degrés"), "h": ("heure", "heures"), "min": ("minute", "minutes")},
    fractions={"1/2": "un demi", "1/3": "un tiers", "2/3": "deux tiers", "1/4": "un quart", "3/4": "trois quarts"},
    thousands_by_space=True,
    short={
        "m.": "monsieur", "mme.": "madame", "mme": "madame", "mlle.": "mademoiselle", "mlle": "mademoiselle",
        "ier": "premier", "dr": "docteur", "etc.": "et cétéra",
        "1er": "premier", "1re": "première", "2e": "deuxième", "n°": "numéro",
    },
)  # fmt: skip
ITALIAN = Forms(
    months=(
        *("gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno"),
        *("luglio", "agosto", "settembre", "ottobre", "novembre", "dicembre"),
    ),
    date="{day} {month} {year}",
    clock="{hour} e {minute}",
    hour="{hour} in punto",
    and_parts=" e ",
    currencies={
        "€": ("euro", "euro", "centesimo", "centesimi"), "$": ("dollaro", "dollari", "centesimo", "centesimi"),
        "£": ("sterlina", "sterline", "penny", "pence"), "R$": ("real", "real", "centesimo", "centesimi"),
    },
    signs={
        "to": "a", "per": "al", ".": "punto", "@": "chiocciola", "/": "barra", "-": "trattino", "_": "trattino basso",
    },
    units={
        "km": ("chilometro", "chilometri"), "cm": ("centimetro", "centimetri"), "mm": ("millimetro", "millimetri"),
        "m": ("metro", "metri"), "kg": ("chilogrammo", "chilogrammi"), "g": ("grammo", "grammi"),
        "l": ("litro", "litri"), "km/h": ("chilometro orario", "chilometri orari"), "°C": ("grado", "gradi"),
        "°": ("grado", "gradi"), "h": ("ora", "ore"), "min": ("minuto", "minuti"),
    },
    fractions={"1/2": "un mezzo", "1/3": "un terzo", "2/3": "due terzi", "1/4": "un quarto", "3/4": "tre quarti"},
    short={
        "sig.": "signor", "sig.ra": "signora", "dott.": "dottor", "dr.": "dottor", "ecc.": "eccetera",
        "pag.": "pagina", "n.": "numero",
    },
)  # fmt: skip
PORTUGUESE = Forms(
    months=_names("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro"),
    date="{day} de {month} de {year}",
    clock="{hour} e {minute}",
    hour="{hour} horas",
    and_parts=" e ",
    currencies={
        "R$": ("real", "reais", "centavo", "centavos"), "€": ("euro", "euros", "centavo", "centavos"),
        "US$": ("dólar", "dólares", "centavo", "centavos"), "$": ("dólar", "dólares", "centavo", "centavos"),
        "£": ("libra", "libras", "centavo", "centavos"),
    },
    signs={"to": "a", "per": "por", ".": "ponto", "@": "arroba", "/": "barra", "-": "hífen", "_": "sublinhado"},
    units=_metric("pt", km_h=("quilômetro por hora", "quilômetros por hora"))
    | {"°C": ("grau", "graus"), "°": ("grau", "graus"), "h": ("hora", "horas"), "min": ("minuto", "minutos")},
    fractions={"1/2": "meio", "1/3": "um terço", "2/3": "dois terços", "1/4": "um quarto", "3/4": "três quartos"},
    short={
        "sr.": "senhor", "sra.": "senhora", "dr.": "doutor", "dra.": "doutora", "etc.": "etcétera", "pág.": "página",
        "nº": "número",
    },
)  # fmt: skip
HINDI = Forms(
    months=(
        *("जनवरी", "फ़रवरी", "मार्च", "अप्रैल", "मई", "जून"),
        *("जुलाई", "अगस्त", "सितंबर", "अक्टूबर", "नवंबर", "दिसंबर"),
    ),
    date="{day} {month} {year}",
    clock="{hour} बजकर {minute} मिनट",
    hour="{hour} बजे",
    and_parts=" ",
    currencies={
        "₹": ("रुपया", "रुपये", "पैसा", "पैसे"), "$": ("डॉलर", "डॉलर", "सेंट", "सेंट"),
        "€": ("यूरो", "यूरो", "सेंट", "सेंट"), "£": ("पाउंड", "पाउंड", "पेंस", "पेंस"),
    },
    signs={"to": "से", "per": "प्रति", ".": "डॉट", "@": "ऐट", "/": "स्लैश", "-": "डैश", "_": "अंडरस्कोर"},
    units={
        sign: (name, name)
        for sign, name in (
            ("km", "किलोमीटर"), ("किमी", "किलोमीटर"), ("cm", "सेंटीमीटर"), ("m", "मीटर"), ("kg", "किलोग्राम"),
            ("किग्रा", "किलोग्राम"), ("g", "ग्राम"), ("l", "लीटर"), ("km/h", "किलोमीटर प्रति घंटा"), ("°C", "डिग्री"),
            ("°", "डिग्री"), ("min", "मिनट"),
        )
    },
    fractions={"1/2": "आधा", "1/4": "एक चौथाई", "3/4": "तीन चौथाई"},
    decimal=".",
    short={"डॉ.": "डॉक्टर", "श्री.": "श्री"},
)  # fmt: skip

_AMOUNT = r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d+)?"
_INDIAN = r"\d{1,2}(?:,\d{2})*,\d{3}(?:\.\d{1,2})?"
_FRACTIONS = {"½": "1/2", "¼": "1/4", "¾": "3/4", "⅓": "1/3", "⅔": "2/3"}
_ADDRESS = re.compile(
    r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+|www\.\S+|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|[a-z]{2})(?:/\S*)?"
)
_LONGEST_TOKEN = 60
"""Characters of what may be a form: beyond, it is none. Chosen by hand."""
_TELEPHONE_DIGITS = 9
"""Digits of a telephone number, one fewer of which is one still. Chosen by hand."""


def in_words(text: str, forms: Forms) -> str | None:
    """What to say for a token, or for two beside each other ("R$ 3,50"); None where it is said as it is written."""
    if len(text) > _LONGEST_TOKEN:
        return None
    if _ADDRESS.fullmatch(text):
        parts = re.findall(r"[^\W_]+|[.@/_-]", re.sub(r"^https?://", "", text))
        return " ".join(forms.signs.get(part, part) for part in parts)
    if not re.search(r"[\d½¼¾⅓⅔]", text):
        return None
    for pattern, say in _RULES:
        match = pattern.fullmatch(text)
        said = say(match, forms) if match else None
        if said is not None:
            return said
    return None


def _money(match: re.Match[str], forms: Forms) -> str | None:
    names = forms.currencies.get(match["before"] or match["after"])
    unit = forms.units.get(match["unit"] or "")
    if names is None or (match["unit"] and unit is None):
        return None
    price = _amount_of_money(match, forms, names)
    return f"{price} {forms.signs['per']} {unit[0]}" if unit else price


def _amount_of_money(match: re.Match[str], forms: Forms, names: Currency) -> str:
    one, many, one_part, many_parts = names
    whole, parts = _parted(match["amount"], forms)
    said = f"{whole} {one if whole == '1' else many}"
    if not int(parts or 0):
        return said
    cents = int(parts.ljust(2, "0")[:2])
    name = one_part if cents == 1 else many_parts
    said_cents = f"{cents} {name}".strip()
    return said_cents if whole == "0" and name else said + forms.and_parts + said_cents


def _parted(amount: str, forms: Forms) -> tuple[str, str]:
    """Whole and decimal figures. Two figures after the last mark are decimals, three are a thousand, whichever mark."""
    last = max(amount.rfind("."), amount.rfind(","))
    is_decimal = last >= 0 and (len(amount) - last - 1 != 3 or (amount[last] == forms.decimal and amount[:last] == "0"))
    whole, parts = (amount[:last], amount[last + 1 :]) if is_decimal else (amount, "")
    return re.sub(r"[.,\s]", "", whole), parts


def _range(match: re.Match[str], forms: Forms) -> str:
    return f"{match['first']} {forms.signs['to']} {match['last']}"


def _measure(match: re.Match[str], forms: Forms) -> str | None:
    names = forms.units.get(match["unit"])
    return None if names is None else f"{match['sign']}{match['amount']} {names[0 if match['amount'] == '1' else 1]}"


def _clock(match: re.Match[str], forms: Forms) -> str | None:
    hour, minute = int(match["hour"]), int(match["minute"] or 0)
    if hour > 24 or minute > 59:
        return None
    return (forms.clock if minute else forms.hour).format(hour=hour, minute=minute)


def _date(match: re.Match[str], forms: Forms) -> str | None:
    day, month = int(match["day"]), int(match["month"])
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return None
    return forms.date.format(day=day, month=forms.months[month - 1], year=match["year"])


def _telephone(match: re.Match[str], forms: Forms) -> str | None:
    if len(re.sub(r"\D", "", match[0])) < _TELEPHONE_DIGITS - 1:
        return None
    return ("+ " if match[0].startswith("+") else "") + " ".join(re.sub(r"\D", "", match[0]))


def _thousands(match: re.Match[str], forms: Forms) -> str | None:
    return match[0].replace(" ", "") if forms.thousands_by_space else None


_Rule = Callable[[re.Match[str], Forms], str | None]
_RULES: tuple[tuple[re.Pattern[str], _Rule], ...] = tuple(
    (re.compile(pattern), say)
    for pattern, say in (
        (rf"(?P<before>[A-Z]*[€$£₹]) ?(?P<amount>{_INDIAN}|{_AMOUNT})(?P<after>)(?:/(?P<unit>\w+))?", _money),
        (rf"(?P<before>)(?P<amount>{_AMOUNT}) ?(?P<after>[€$£₹])(?:/(?P<unit>\w+))?", _money),
        (r"(?P<hour>\d{1,2}):(?P<minute>\d{2})", _clock),
        (r"(?P<hour>\d{1,2})h(?P<minute>\d{2})", _clock),
        (r"(?P<day>\d{1,2})[/.](?P<month>\d{1,2})[/.](?P<year>\d{4})", _date),
        (r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})", _date),
        (r"\d/\d", lambda match, forms: forms.fractions.get(match[0])),
        (r"[½¼¾⅓⅔]", lambda match, forms: forms.fractions.get(_FRACTIONS[match[0]])),
        (r"\+?\d{2,5}(?:-\d{2,5})+|\d{5} \d{5}|\d{9,11}", _telephone),
        (rf"(?P<first>{_AMOUNT})[–-](?P<last>{_AMOUNT})", _range),
        (rf"(?P<sign>[-−]?)(?P<amount>{_AMOUNT}) ?(?P<unit>[^\d\s.,%]+)", _measure),
        (r"\d{1,3} \d{3}", _thousands),
    )
)

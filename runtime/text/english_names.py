# SPDX-License-Identifier: GPL-3.0-or-later
"""English abbreviations, units, currencies, months and signs with the words that they stand for."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# fmt: off
ABBREVIATIONS: dict[str, str] = {
    "dr.": "doctor", "mr.": "mister", "mrs.": "missus", "ms.": "miz", "prof.": "professor", "st.": "saint",
    "jr.": "junior", "sr.": "senior", "rev.": "reverend", "capt.": "captain", "lt.": "lieutenant",
    "sgt.": "sergeant", "gen.": "general", "gov.": "governor", "sen.": "senator", "rep.": "representative",
    "vs.": "versus", "etc.": "et cetera", "e.g.": "for example", "i.e.": "that is", "approx.": "approximately",
    "dept.": "department", "est.": "established", "inc.": "incorporated", "ltd.": "limited", "co.": "company",
    "corp.": "corporation", "no.": "number", "nos.": "numbers", "vol.": "volume", "fig.": "figure", "p.": "page",
    "pp.": "pages",
    "ave.": "avenue", "blvd.": "boulevard", "rd.": "road", "mt.": "mount", "ft.": "feet", "jan.": "january",
    "feb.": "february", "apr.": "april", "aug.": "august", "sept.": "september", "oct.": "october",
    "nov.": "november", "dec.": "december", "ph.d.": "P H D", "b.c.": "B C", "a.d.": "A D",
    "appt.": "appointment", "esq.": "esquire", "ca.": "circa",
    "asst.": "assistant", "assoc.": "associate", "bros.": "brothers", "tel.": "telephone", "ext.": "extension",
    "apt.": "apartment", "rte.": "route", "bldg.": "building", "ste.": "saint", "hon.": "honorable",
}
BEFORE_NUMBERS: frozenset[str] = frozenset(
    {"no.", "nos.", "fig.", "co.", "p.", "pp.", "vol.", "ca.", "ext.", "tel.", "apt.", "rte."}
)
"""Abbreviations that are ordinary words unless a number follows ("no")."""
WITHOUT_STOP: dict[str, str] = {
    "vs": "versus", "w/": "with", "w/o": "without", "y/o": "years old", "wwi": "world war one",
    "wwii": "world war two", "ww1": "world war one", "ww2": "world war two",
    "mr": "mister", "mrs": "missus", "dr": "doctor",
    "hmm": "hum", "hm": "hum", "mm": "um", "mmm": "um",
}
INTERJECTIONS: dict[str, str] = {
    "sh": "ʃʃ", "shh": "ʃʃ", "brr": "bɹɹ", "grr": "ɡɹɹ", "pfft": "pft", "zz": "zz", "zzz": "zzz", "aargh": "ˈɑɹɡ",
    "argh": "ˈɑɹɡ",
}
"""Sounds that are no words, in the voice's own symbols; longer ones ("shhhh") are said as these."""
SPELLED: frozenset[str] = frozenset({"LA", "ID", "IDs"})
"""Initialisms that are words when they are written small."""
_DETERMINERS = _words("the a an this that our your my his her its their some any all")
SPELLED_AFTER: dict[str, frozenset[str]] = {"US": _DETERMINERS | {"in", "from"}, "IT": _DETERMINERS}
"""Those that can be a shouted word ("Give it to US"), and what they stand after when they are none."""
UNITS: dict[str, tuple[str, str]] = {
    "km": ("kilometer", "kilometers"), "m": ("meter", "meters"), "cm": ("centimeter", "centimeters"),
    "mm": ("millimeter", "millimeters"), "kg": ("kilogram", "kilograms"), "g": ("gram", "grams"),
    "mg": ("milligram", "milligrams"), "lb": ("pound", "pounds"), "lbs": ("pound", "pounds"),
    "oz": ("ounce", "ounces"), "fl": ("fluid", "fluid"), "l": ("liter", "liters"), "ml": ("milliliter", "milliliters"),
    "tsp": ("teaspoon", "teaspoons"), "tbsp": ("tablespoon", "tablespoons"), "yd": ("yard", "yards"),
    "mi": ("mile", "miles"), "mph": ("mile per hour", "miles per hour"), "ft": ("foot", "feet"),
    "km/h": ("kilometer per hour", "kilometers per hour"), "m/s": ("meter per second", "meters per second"),
    "s": ("second", "seconds"), "sec": ("second", "seconds"), "hr": ("hour", "hours"), "hrs": ("hour", "hours"),
    "ms": ("millisecond", "milliseconds"), "min": ("minute", "minutes"), "mins": ("minute", "minutes"),
    "h": ("hour", "hours"), "hz": ("hertz", "hertz"), "khz": ("kilohertz", "kilohertz"),
    "mhz": ("megahertz", "megahertz"), "ghz": ("gigahertz", "gigahertz"),
    "fps": ("frame per second", "frames per second"),
    "kb": ("kilobyte", "kilobytes"), "mb": ("megabyte", "megabytes"), "gb": ("gigabyte", "gigabytes"),
    "tb": ("terabyte", "terabytes"), "kw": ("kilowatt", "kilowatts"), "w": ("watt", "watts"), "v": ("volt", "volts"),
    "°": ("degree", "degrees"), "°c": ("degree celsius", "degrees celsius"),
    "°f": ("degree fahrenheit", "degrees fahrenheit"), "%": ("percent", "percent"),
    "m²": ("square meter", "square meters"), "km²": ("square kilometer", "square kilometers"),
    "m/s²": ("meter per second squared", "meters per second squared"), "mAh": ("milliamp hour", "milliamp hours"),
    "kWh": ("kilowatt hour", "kilowatt hours"), "db": ("decibel", "decibels"),
    "rpm": ("revolution per minute", "revolutions per minute"), "µm": ("micrometer", "micrometers"),
}
ATTACHED_UNITS: dict[str, tuple[str, str]] = {"in": ("inch", "inches"), "c": ("cent", "cents")}
"""Units only where nothing stands between them and their number: "5 in" is mostly something else."""
CURRENCIES: dict[str, tuple[str, str, str, str]] = {
    "$": ("dollar", "dollars", "cent", "cents"), "£": ("pound", "pounds", "penny", "pence"),
    "€": ("euro", "euros", "cent", "cents"), "¥": ("yen", "yen", "sen", "sen"),
    "₹": ("rupee", "rupees", "paisa", "paise"),
}
SCALES: dict[str, str] = {"k": "thousand", "m": "million", "bn": "billion", "b": "billion", "tn": "trillion"}
MONTHS: tuple[str, ...] = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)
MONTH_NAMES: dict[str, str] = {name[:3].lower(): name for name in MONTHS} | {name.lower(): name for name in MONTHS}
DAYS: dict[str, str] = {
    short: name
    for name in ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    for short in (name[:3].lower(), name.lower())
} | {"tues": "Tuesday", "thurs": "Thursday"}
SIGNS: dict[str, str] = {
    "&": "and", "+": "plus", "=": "equals", "@": "at", "#": "number", "%": "percent", "<": "is less than",
    ">": "is greater than", "×": "times", "÷": "divided by", "→": "to", "/": "slash", "*": "star", "¢": "cents",
    ".": "dot", "_": "underscore", ":": "colon", "-": "dash", "~": "tilde", "?": "question mark",
    "∞": "infinity", "≈": "is about", "≠": "is not", "≤": "is at most", "≥": "is at least", "±": "plus or minus",
    "√": "the square root of", "^": "to the power of",
}
RULERS: frozenset[str] = _words(
    "henry louis george edward charles william elizabeth richard james philip frederick napoleon pius john paul "
    "benedict catherine mary alexander ivan peter nicholas leopold albert francis ferdinand robert david philippe "
    "victor otto"
)
COUNTED: frozenset[str] = _words(
    "war part chapter act volume section phase type book scene episode title article class stage level bowl"
)
# fmt: on

# SPDX-License-Identifier: GPL-3.0-or-later
"""What a cell means that another program wrote: line breaks of every system, breaks and signs as games and web pages
spell them, and the errors of a spreadsheet, which nobody says."""

import html
import re

_BREAKS = re.compile(r"\r\n?|[\v\f\x85]")
"""Of older systems, and those that word processors put within a paragraph."""
_ESCAPED = re.compile(r"\\r\\n|\\([nrt\"'])")
_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z]{2,31}[0-9]{0,2});")
_ERRORS = frozenset(
    {"#NAME?", "#REF!", "#VALUE!", "#DIV/0!", "#N/A", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#FIELD!", "#ERROR!"}
    | {"#BEZUG!", "#WERT!", "#NV", "#ZAHL!", "#ÜBERLAUF!", "#NOM?", "#VALEUR!", "#NOMBRE!", "#NUL!", "#¿NOMBRE?"}
    | {"#¡REF!", "#¡VALOR!", "#¡DIV/0!", "#¡NUM!", "#¡NULO!", "#NOME?", "#VALOR!", "#NÚM!", "#RIF!", "#VALORE!"}
)
"""As Excel writes them into a .csv in English, German, French, Spanish, Portuguese and Italian."""


def with_breaks(cell: str) -> str:
    """A cell whose line breaks are all of one kind."""
    return _BREAKS.sub("\n", cell)


def meant_text(cell: str) -> str:
    """A text as it is meant to be read: ``\\n`` is a break, ``&amp;`` an ampersand."""
    return _ENTITY.sub(_sign, _ESCAPED.sub(_break, cell)).strip()


def is_error(cell: str) -> bool:
    """Whether a cell is what a spreadsheet shows where a formula fails, as of a text that begins with "-" or "="."""
    return cell in _ERRORS


def _break(found: re.Match[str]) -> str:
    letter = found[1] or "n"
    return {"n": "\n", "r": "\n", "t": " "}.get(letter, letter)


def _sign(found: re.Match[str]) -> str:
    return html.unescape(found[0]).replace("\xa0", " ")

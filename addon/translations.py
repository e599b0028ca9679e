# SPDX-License-Identifier: GPL-3.0-or-later
"""The interface in other languages; English is what the code says.

Blender translates labels, names and descriptions by itself; what is put together in code goes through
``pgettext_iface``. To add a language, write a table like ``german.py`` and name it here.
"""

import bpy

from .german import GERMAN
from .preferences import PACKAGE
from .spanish import SPANISH

OWN_CONTEXT = "Soliloquy"
"""Of words that Blender has too and leaves in English, such as Mapping: its translations come before an extension's."""
_CONTEXTS = ("*", "Operator", OWN_CONTEXT)


TABLES = {("de_DE", "de"): GERMAN, ("es_ES", "es"): SPANISH}
"""Names of a language in Blender -> English text of the code -> that language."""


def _table() -> dict[str, dict[tuple[str, str], str]]:
    found: dict[str, dict[tuple[str, str], str]] = {}
    for names, table in TABLES.items():
        texts = {(context, english): text for english, text in table.items() for context in _CONTEXTS}
        found |= dict.fromkeys(names, texts)
    return found


def register() -> None:
    bpy.app.translations.register(PACKAGE, _table())


def unregister() -> None:
    bpy.app.translations.unregister(PACKAGE)

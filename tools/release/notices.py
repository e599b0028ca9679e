# SPDX-License-Identifier: GPL-3.0-or-later
"""The licences of everything by others that the extension holds, as one text: its wheels, weights and heads.

A wheel's texts are its own; where it brings none, or for a weight, they are those in ``licences/``.
"""

import email
import re
import sys
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...runtime.weights import Weight

FILE_NAME = "THIRD-PARTY-NOTICES.txt"
TEXTS = Path(__file__).resolve().parent / "licences"
THREE_LICENCE = Path(__file__).resolve().parents[2] / "exporters" / "web_page" / "three_LICENSE.txt"
OURS = "GPL-3.0-or-later"
"""Soliloquy's own licence, whose text is LICENSE in the same zip."""

_TEXT = re.compile(r"(licen[cs]e|copying|notice|copyright)", re.IGNORECASE)
_CODE = {".py", ".pyi", ".pyc", ".so", ".pyd", ".dll"}
_RULE = "=" * 78


@dataclass(frozen=True)
class Terms:
    """Under what a part may be passed on. texts: files in ``licences/``. said: who holds the rights, and what else."""

    licence: str
    texts: tuple[str, ...] = ()
    said: tuple[str, ...] = ()


OF_WHEELS_WITHOUT_TEXT = {
    "flatbuffers": Terms("Apache-2.0", ("Apache-2.0",)),
    "rjieba": Terms(
        "MIT",
        ("MIT",),
        (
            "Copyright (c) 2020 Messense Lv (rjieba)",
            "Copyright (c) 2018 messense (jieba-rs, compiled in)",
            "Copyright (c) 2013 Sun Junyi (the dictionary of jieba, compiled in)",
        ),
    ),
    "espeakng-loader": Terms(
        OURS,
        (),
        (
            "eSpeak NG 1.52.0, unchanged, https://github.com/espeak-ng/espeak-ng: its licence's text is LICENSE.",
            "The lines that load it, https://github.com/thewh1teagle/espeakng-loader, name no licence of their own.",
        ),
    ),
}

BESIDES = {
    "sounddevice": (
        "Its wheels for Windows and macOS hold PortAudio, under MIT too:",
        "Copyright (c) 1999-2006 Ross Bencina and Phil Burk",
    ),
}
"""What is to be said of wheels besides their own texts."""

OF_LICENCES = {
    "Apache-2.0": ("Apache-2.0",),
    "BSD-3-Clause AND Apache-2.0": ("japanese", "Apache-2.0"),
    "CC0-1.0": ("CC0-1.0",),
    "MIT": ("MIT",),
}
"""Texts of the licences that models.toml names. The one with BSD-3-Clause is the dictionary of Japanese."""

HOLDERS = dict.fromkeys(
    ("whisper_encoder", "whisper_memory", "whisper_words", "whisper_tokens"), "Copyright (c) 2022 OpenAI"
)
"""Of weights whose licence asks for its holder's name."""


def notices(wheels: Sequence[Path], weights: Sequence[Weight]) -> str:
    """The whole text. Ends the program where a part has no licence that could be passed on with it."""
    parts = list(dict.fromkeys([*map(_of_wheel, wheels), *_of_weights(weights), _of_three()]))
    head = (
        "Soliloquy is under GPL-3.0-or-later (LICENSE). It holds the following parts by others,\n"
        "each with the terms under which it may be passed on.\n"
    )
    return f"\n{_RULE}\n".join([head, *parts])


def _of_three() -> str:
    """What plays in the page of a take."""
    return _part("three.js 0.187.0, in exporters/web_page", Terms("MIT"), [THREE_LICENCE.read_text(encoding="utf-8")])


def _of_wheel(wheel: Path) -> str:
    with zipfile.ZipFile(wheel) as archive:
        names = sorted(archive.namelist())
        about = next(name for name in names if name.endswith(".dist-info/METADATA"))
        fields = email.message_from_bytes(archive.read(about))
        texts = {name: archive.read(name).decode("utf-8", "replace") for name in names if _is_text(name)}
    name = fields["Name"].lower().replace("_", "-")
    licence = fields["License-Expression"] or (fields["License"] or "").partition("\n")[0]
    if texts:
        terms = Terms(licence or "as below", said=BESIDES.get(name, ()))
        return _part(f"{name} {fields['Version']}", terms, [*dict.fromkeys(texts.values())])
    if name not in OF_WHEELS_WITHOUT_TEXT:
        sys.exit(f"{wheel.name} brings no licence: add its terms to OF_WHEELS_WITHOUT_TEXT in {Path(__file__).name}")
    terms = OF_WHEELS_WITHOUT_TEXT[name]
    return _part(f"{name} {fields['Version']}", terms, _texts(terms.texts))


def _is_text(name: str) -> bool:
    path = Path(name)
    return bool(_TEXT.search(path.name)) and path.suffix not in _CODE and not name.endswith("/")


def _of_weights(weights: Sequence[Weight]) -> Iterable[str]:
    """A part for each licence, with all weights under it."""
    for licence in dict.fromkeys(weight.licence for weight in weights if weight.licence != OURS):
        if licence not in OF_LICENCES:
            sys.exit(f"{licence} in models.toml has no text: add it to OF_LICENCES in {Path(__file__).name}")
        under = [weight for weight in weights if weight.licence == licence]
        said = [_said_of(weight) for weight in under]
        if any("Kokoro" in weight.origin for weight in under):
            said += _texts(("kokoro",))
        names = ", ".join(weight.name for weight in under)
        yield _part(f"weights and heads: {names}", Terms(licence, said=tuple(said)), _texts(OF_LICENCES[licence]))


def _said_of(weight: Weight) -> str:
    holder = HOLDERS.get(weight.name, "")
    if weight.licence == "MIT" and not holder:
        sys.exit(f"{weight.name} in models.toml is under MIT: name its holder in HOLDERS in {Path(__file__).name}")
    return f"{weight.name}: {holder + '; ' if holder else ''}made from {weight.origin}"


def _texts(names: Iterable[str]) -> list[str]:
    return [(TEXTS / f"{name}.txt").read_text(encoding="utf-8") for name in names]


def _part(title: str, terms: Terms, texts: Iterable[str]) -> str:
    about = "\n".join([title, f"Licence: {terms.licence}", *terms.said])
    return "\n\n".join([about, *(text.strip("\r\n") for text in texts)]) + "\n"

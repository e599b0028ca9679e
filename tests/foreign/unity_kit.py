# SPDX-License-Identifier: GPL-3.0-or-later
"""The Unity package by Mono's compiler against the stand-ins for Unity's calls in ``unity/``; its tests by NUnit."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .programs import HERE, NUNIT, ROOT, ReaderError, program, ran

PACKAGE = ROOT / "integrations" / "unity" / "com.soliloquy.speech"
STAND_INS = HERE / "unity"
_LANGUAGE = ("-langversion:7.2", "-warnaserror", "-nowarn:0649,0169,0414", "-r:System.Core")


@dataclass(frozen=True)
class UnityKit:
    folder: Path

    def test_report(self) -> str:
        """What NUnit says of all tests. Raises ReaderError where one fails."""
        shown = ("-nologo", "-noxml", "-domain=None", "-process=Single")
        return ran([program("nunit-console"), self.folder / "KitTests.dll", *shown])

    def played(self, line: Path, times: Sequence[float]) -> dict[str, np.ndarray]:
        """Each curve of the clip that the importer makes, "path|component|property" -> its values at ``times``.

        Raises ReaderError with the importer's own words.
        """
        said = ran([program("mono"), self.folder / "Played.exe", line, *map(repr, times)])
        rows = [row.split("\t") for row in said.splitlines()]
        return {place: np.array(values.split(), float) for place, values in rows}


def compiled(folder: Path) -> UnityKit:
    """Raises ReaderError with the compiler's words."""
    library, tests = folder / "Kit.dll", folder / "KitTests.dll"
    sources = [each for room in ("Runtime", "Editor", "Samples~") for each in sorted(PACKAGE.glob(f"{room}/**/*.cs"))]
    _compile(library, [STAND_INS / "UnityEngine.cs", STAND_INS / "UnityEditor.cs", *sources], "-target:library")
    tested = [*sorted(PACKAGE.glob("Tests/**/*.cs")), STAND_INS / "StandInTests.cs"]
    _compile(tests, tested, "-target:library", f"-r:{library}", f"-r:{NUNIT}")
    _compile(folder / "Played.exe", [STAND_INS / "Played.cs"], f"-r:{library}")
    return UnityKit(folder)


def _compile(out: Path, sources: Sequence[Path], *options: str) -> None:
    if not sources:
        raise ReaderError(f"{out.name} has no sources")
    ran([program("mcs"), *_LANGUAGE, *options, f"-out:{out}", *sources])

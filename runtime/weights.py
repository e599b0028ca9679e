# SPDX-License-Identifier: GPL-3.0-or-later
"""The registry of weights: where each lies, and that it is the one that was tested."""

import hashlib
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .errors import SetupError

MODELS_FOLDER = Path(__file__).resolve().parent.parent / "models"
ASSETS_FOLDER = MODELS_FOLDER.parent / "assets"
_IN_CHECKOUT = (MODELS_FOLDER.parent / "Makefile").is_file()


@dataclass(frozen=True)
class Weight:
    """One entry of ``models/models.toml``.

    file: relative to ``models/``. kind: "committed", or "built" (made at set-up, ignored by git).
    extra: numbers that belong to the weights, such as a fitted line.
    """

    name: str
    file: str
    kind: str
    bytes: int
    sha256: str
    licence: str
    origin: str
    how: str
    extra: dict[str, Any]


@cache
def all_weights() -> dict[str, Weight]:
    """Every entry of the registry, by name. Raises SetupError when the registry cannot be read."""
    registry = MODELS_FOLDER / "models.toml"
    try:
        with registry.open("rb") as file:
            entries = tomllib.load(file)["weights"]
    except (OSError, tomllib.TOMLDecodeError, KeyError) as error:
        raise SetupError(str(registry), f"cannot be read ({error})", "Install Soliloquy again") from error
    fields = {"name", "file", "kind", "bytes", "sha256", "licence", "origin", "how"}
    weights = {}
    for entry in entries:
        extra = {key: value for key, value in entry.items() if key not in fields}
        weights[entry["name"]] = Weight(**{key: entry[key] for key in fields}, extra=extra)
    return weights


@cache
def weight_path(name: str) -> Path:
    """The path of a weight whose bytes are those of the registry (checked once a process).

    Raises SetupError when the entry is unknown, or the file is missing or altered.
    """
    weight = all_weights().get(name)
    if weight is None:
        raise SetupError(f"weight {name!r}", "is not in models/models.toml", "Install Soliloquy again")
    path = MODELS_FOLDER / weight.file
    hint = "Run `make` again" if weight.kind == "built" and _IN_CHECKOUT else "Install Soliloquy again"
    if not path.is_file():
        raise SetupError(str(path), "this weight file is missing", hint)
    if file_sha256(path) != weight.sha256:
        raise SetupError(str(path), "this weight file is not the one that was tested (its sha256 differs)", hint)
    return path


def file_sha256(path: Path) -> str:
    """Hexadecimal SHA-256 of a file's bytes. Raises SetupError when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise SetupError(str(path), f"cannot be read ({error.strerror})", "Make the file readable") from error

# SPDX-License-Identifier: GPL-3.0-or-later
"""The registry of weights: where each lies, and that it is the one that was tested.

Committed weights come with the package. Built ones are made by ``soliloquy setup``: into the package's own folder or,
where that is read-only, into the user's.
"""

import hashlib
import os.path
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from .errors import SetupError
from .user_folder import user_data_folder

MODELS_FOLDER = Path(__file__).resolve().parent.parent / "models"
_CAN_BE_SET_UP = (MODELS_FOLDER.parent / "tools").is_dir()
"""False in the Blender extension, which brings every weight and makes none."""


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
    found = unaltered(weight)
    if found is not None:
        return found
    altered = [path for path in _places(weight) if path.is_file()]
    hint = "Run `soliloquy setup`" if weight.kind == "built" and _CAN_BE_SET_UP else "Install Soliloquy again"
    if altered:
        raise SetupError(str(altered[0]), "this weight file is not the one that was tested (its sha256 differs)", hint)
    raise SetupError(str(path_below(MODELS_FOLDER.parent, weight)), "this weight file is missing", hint)


def unaltered(weight: Weight) -> Path | None:
    """Where the weight lies with the registry's bytes; None when it does nowhere. Raises SetupError: unreadable."""
    right = (path for path in _places(weight) if path.is_file() and file_sha256(path) == weight.sha256)
    return next(right, None)


def path_below(root: Path, weight: Weight) -> Path:
    """Where a weight belongs below a folder that holds ``models`` and ``assets``."""
    return Path(os.path.normpath(root / "models" / weight.file))


def _places(weight: Weight) -> Iterator[Path]:
    yield path_below(MODELS_FOLDER.parent, weight)
    yield path_below(user_data_folder(), weight)


def file_sha256(path: Path) -> str:
    """Hexadecimal SHA-256 of a file's bytes. Raises SetupError when it cannot be read."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise SetupError(str(path), f"cannot be read ({error.strerror})", "Make the file readable") from error

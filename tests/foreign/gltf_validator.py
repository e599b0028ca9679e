# SPDX-License-Identifier: GPL-3.0-or-later
"""Khronos' glTF validator."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .programs import HERE, NODE_MODULES, built, program, ran

_SEVERITIES = ("errors", "warnings", "infos", "hints")


@dataclass(frozen=True)
class ValidatorFindings:
    """What the validator says, each as "CODE at /pointer: message", and its summary of the file."""

    errors: tuple[str, ...]
    warnings: tuple[str, ...]
    infos: tuple[str, ...]
    hints: tuple[str, ...]
    summary: Mapping[str, Any]


def validated(path: Path) -> ValidatorFindings:
    """Raises ReaderError."""
    packages = built(NODE_MODULES / "gltf-validator").parent.parent
    report = json.loads(ran([program("node"), HERE / "gltf_validator.mjs", packages, path]))
    said: dict[str, list[str]] = {name: [] for name in _SEVERITIES}
    for message in report["issues"]["messages"]:
        where = message.get("pointer", f"byte {message.get('offset')}")
        said[_SEVERITIES[message["severity"]]].append(f"{message['code']} at {where}: {message['message']}")
    return ValidatorFindings(**{name: tuple(lines) for name, lines in said.items()}, summary=report["info"])

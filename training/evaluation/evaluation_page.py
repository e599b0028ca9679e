# SPDX-License-Identifier: GPL-3.0-or-later
"""docs/measured/evaluation.md, put together from its parts."""

import platform
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "measured" / "evaluation.md"
HEADINGS = {
    "captures": "A real take left out of training",
    "sync": "Sync, by a judge that trained nothing",
    "closures": "Closures",
    "teacher": "Held-out synthetic speech",
    "nonverbal": "Head, gaze, blinks and brows against people",
    "speed": "Speed",
    "seeds": "Seeds",
    "solver": "Solver steps",
    "guidance": "Guidance",
}
"""How the heading of each part begins, in the order of the page."""


def parts_of(page: str) -> dict[str, str]:
    """The parts by their names, each from its heading to its last line break."""
    pieces = page.split("\n## ")[1:]
    return {
        name: f"## {piece.rstrip()}\n"
        for name, heading in HEADINGS.items()
        for piece in pieces
        if piece.startswith(heading)
    }


def page_of(parts: dict[str, str]) -> str:
    introduction = (
        "# Evaluation of the learned motion\n\n"
        "Written by `python -m soliloquy.training.evaluation.evaluate`; every figure is measured by that script on "
        f"{platform.machine()}, CPU.\n"
    )
    return "\n".join([introduction, *(parts[name] for name in HEADINGS if name in parts)])

# SPDX-License-Identifier: GPL-3.0-or-later
"""Measure the embedded heads and write the figures into docs/head.md, between its two marks."""

import argparse
from pathlib import Path

import numpy as np
from soliloquy.runtime.head.arkit import ARKIT_INDEX, ARKIT_NAMES
from soliloquy.runtime.head.deform import deform
from soliloquy.runtime.head.heads import head_names, load_head
from soliloquy.runtime.head.lips import lip_gap_mm, lip_gap_profile_mm, lower_lip_to_teeth_mm
from soliloquy.runtime.head.named_weights import weights_of
from soliloquy.runtime.motion import ArkitCurves

PAGE = Path(__file__).resolve().parents[2] / "docs" / "head.md"
BEGIN, END = "<!-- measured by tools/head/measure_head.py -->\n", "<!-- end of what was measured -->"
MOUTH_SHAPES = tuple(name for name in ARKIT_NAMES if name.startswith(("mouth", "jaw", "cheekPuff")))
DEEPEST_SEAL_MM = -1.5


def main() -> int:
    argparse.ArgumentParser(description=__doc__.partition("\n")[0]).parse_args()
    text = PAGE.read_text(encoding="utf-8")
    before, rest = text.split(BEGIN)
    _, after = rest.split(END)
    parts = (_shapes_alone(), _seal_and_contact(), _dresses())
    PAGE.write_text(before + BEGIN + "\n" + "\n\n".join(parts) + "\n\n" + END + after, encoding="utf-8")
    return 0


def _row(**weights: float) -> np.ndarray:
    return weights_of(**weights)[None]


def _shapes_alone() -> str:
    lines = [
        "Each shape alone at 1 on the default head, millimetres. Gap in the middle, smallest gap across the mouth,",
        "and the lower lip's way to the upper teeth's edge. A shape marked `!` runs the lips through each other unless",
        "the jaw is open by at least the share in the last column.",
        "",
        "| shape | gap, middle | gap, smallest | lip to teeth | jawOpen that frees it |",
        "|---|---|---|---|---|",
    ]
    for name in MOUTH_SHAPES:
        row = _row(**{name: 1.0})
        middle, smallest = lip_gap_mm(row)[0], lip_gap_profile_mm(row).min()
        freed = next((jaw for jaw in np.arange(0, 1.001, 0.01) if _smallest(name, jaw) >= DEEPEST_SEAL_MM), 1.0)
        mark = " !" if freed > 0 else ""
        lines.append(
            f"| {name}{mark} | {middle:.1f} | {smallest:.1f} | {lower_lip_to_teeth_mm(row)[0]:.1f} | {freed:.2f} |"
        )
    return "\n".join(lines)


def _smallest(name: str, jaw: float) -> float:
    weights = {"jawOpen": jaw} | {name: 1.0}
    return float(lip_gap_profile_mm(_row(**weights)).min())


def _seal_and_contact() -> str:
    lines = [
        "All heads, millimetres: the gap at rest, at jawOpen 1, and the least and most across the mouth where",
        "mouthClose equals jawOpen from 0 to 0.5; then the /f/ of jawOpen 0.10, mouthRollLower w and mouthShrugUpper",
        "0.3 that comes nearest to the teeth.",
        "",
        "| head | rest | jawOpen 1 | sealed | /f/: w | lip to teeth | gap |",
        "|---|---|---|---|---|---|---|",
    ]
    for head in head_names():
        sealed = np.concatenate([_row(jawOpen=jaw, mouthClose=jaw) for jaw in np.linspace(0, 0.5, 11)])
        profile = lip_gap_profile_mm(sealed, head)
        rolls = np.linspace(0, 1, 21)
        contact = np.concatenate([_row(jawOpen=0.10, mouthRollLower=roll, mouthShrugUpper=0.3) for roll in rolls])
        away, gap = lower_lip_to_teeth_mm(contact, head), lip_gap_mm(contact, head)
        best = np.where(gap > 0.5, away, np.inf).argmin()
        lines.append(
            f"| {head} | {lip_gap_mm(_row(), head)[0]:.2f} | {lip_gap_mm(_row(jawOpen=1), head)[0]:.1f} "
            f"| {profile.min():.2f} to {profile.max():.2f} | {rolls[best]:.2f} | {away[best]:.1f} | {gap[best]:.1f} |"
        )
    return "\n".join(lines)


def _dresses() -> str:
    lines = [
        "Largest distance of any vertex between the two layouts, millimetres.",
        "",
        "| head | a shape alone at 1 | jawOpen 0.1 to 1 with one mouth shape at 1 |",
        "|---|---|---|",
    ]
    mouth = [ARKIT_INDEX[name] for name in ARKIT_NAMES if name.startswith("mouth")]
    for name in head_names():
        opened = []
        for jaw in np.arange(0.1, 1.01, 0.1):
            weights = np.eye(len(ARKIT_NAMES))[mouth]
            weights[:, ARKIT_INDEX["jawOpen"]] = jaw
            opened.append(_apart(name, weights))
        lines.append(f"| {name} | {_apart(name, np.eye(len(ARKIT_NAMES))):.3f} | {max(opened):.2f} |")
    return "\n".join(lines)


def _apart(name: str, weights: np.ndarray) -> float:
    curves = ArkitCurves(weights.astype(np.float32), np.zeros((len(weights), 3), np.float32))
    head = load_head(name)
    gap = deform(head, curves, slice(None)) - deform(head, curves, slice(None), "flame")
    return float(np.linalg.norm(gap, axis=2).max() * 1000)


if __name__ == "__main__":
    raise SystemExit(main())

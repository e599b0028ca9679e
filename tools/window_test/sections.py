# SPDX-License-Identifier: GPL-3.0-or-later
"""The sections of the sidebar, found in what the window shows: by the arrow before each one's name."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass

import bpy
import numpy as np
from hand import ADDON, area, click, hover, region, scroll_up, window

_CLOSED = "XX..... XXX.... .XXX... ..XXX.. ...XXX. ....XX. ...XX.. ..XX... .XX.... XX....."
_OPEN = "XX......XX XXX....XXX .XXX..XXX. ..XXXXXX.. ...XXXX... ....XX...."
"""The arrow of a closed section and of an open one, as Blender draws them, row by row."""
_STRIP = 26, 44
"""Where they are: pixels from the sidebar's left edge."""
_LIGHTER = 30
"""By how many of 255 levels an arrow is at least lighter than what it lies on."""
_OFF = 6
"""Pixels that may be otherwise: edges are soft."""
_APART = 8
"""Pixels between two headings at least."""
_NAME = 60
"""Where a name is, over which sections are opened: pixels from the sidebar's left edge."""
_MOST_CLICKS = 24


@dataclass(frozen=True)
class Heading:
    """height: of its middle, pixels from the sidebar's top."""

    name: str
    height: float
    is_open: bool


def headings() -> list[Heading]:
    """Those that are in sight, from the top, to which the sidebar has to be scrolled."""
    found: list[Heading] = []
    arrows = iter(_arrows(_seen()))
    for name, within in _sections():
        if within and not any(each.name == within and each.is_open for each in found):
            continue
        height, is_open = next(arrows, (None, False))
        if height is None:
            break
        found.append(Heading(name, height, is_open))
    return found


def until_still() -> Iterator[float]:
    """Sections glide to where they belong, and slowly where the window is slow to draw."""
    before: list[Heading] | None = None
    while (now := headings()) != before:
        before = now
        region(area("VIEW_3D"), "UI").tag_redraw()
        yield 0.4


def open_only(*names: str) -> Iterator[float]:
    """Open the sections of those names, and close all others in sight."""
    yield from hover(_NAME, 200)
    scroll_up(30)
    yield 0.5
    for _ in range(_MOST_CLICKS):
        yield from until_still()
        others = [each for each in headings() if each.is_open != (each.name in names)]
        if not others:
            return
        # What is opened may push what is to be closed out of sight.
        first = min(others, key=lambda each: each.name in names)
        yield from click(_NAME, first.height)
        yield 0.5
    raise TimeoutError(f"the sections {', '.join(names)} are not to be opened")


def height_of(name: str) -> float:
    return next(each.height for each in headings() if each.name == name)


def _sections() -> list[tuple[str, str]]:
    """Name of each in their order, and of the section that it lies in, if any."""
    panels = [each for each in sys.modules[f"{ADDON}.panel"]._CLASSES if issubclass(each, bpy.types.Panel)]
    own = {each.bl_idname: each for each in panels if each.bl_space_type == "VIEW_3D"}
    inside = [(each, own[each.bl_parent_id]) for each in own.values() if hasattr(each, "bl_parent_id")]
    return [(each.bl_label, "" if not hasattr(up, "bl_parent_id") else up.bl_label) for each, up in inside]


def _seen() -> np.ndarray:
    """Brightness (H,W) in 0..255 of the strip of the sidebar in which arrows are."""
    side = region(area("VIEW_3D"), "UI")
    left, top = side.x + _STRIP[0], window().height - side.y - side.height
    width, height = _STRIP[1] - _STRIP[0], side.height
    cut = ["-crop", f"{width}x{height}+{left}+{top}", "+repage", "-depth", "8", "gray:-"]
    taken = subprocess.run(["import", "-window", "root", *cut], check=True, capture_output=True)
    return np.frombuffer(taken.stdout, np.uint8).reshape(height, width).astype(int)


def _arrows(seen: np.ndarray) -> list[tuple[float, bool]]:
    """Height of the middle of each in a picture (H,W), from the top, and whether it is an open section's."""
    found: list[tuple[float, bool]] = []
    for is_open, rows in ((False, _CLOSED), (True, _OPEN)):
        arrow = np.pad(np.array([[mark == "X" for mark in row] for row in rows.split()]), 2)
        windows = np.lib.stride_tricks.sliding_window_view(seen, arrow.shape)
        ground = np.median(windows, axis=(2, 3), keepdims=True)
        otherwise = ((windows > ground + _LIGHTER) != arrow).sum(axis=(2, 3)).min(axis=1)
        for row in np.flatnonzero(otherwise <= _OFF):
            middle, nearby = row + arrow.shape[0] / 2, otherwise[max(row - 3, 0) : row + 4]
            if otherwise[row] == nearby.min() and all(abs(middle - each) > _APART for each, _ in found):
                found.append((middle, is_open))
    return sorted(found)

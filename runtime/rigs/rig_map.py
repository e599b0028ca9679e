# SPDX-License-Identifier: GPL-3.0-or-later
"""A rig's map as its artist has corrected it: which of its controls show what of ours, and how far."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace

import numpy as np

from ..arrays import Array
from ..errors import InputError
from ..head.arkit import ARKIT_INDEX, ARKIT_NAMES
from .arkit import head_bone
from .charts import CHARTS
from .folded import for_jaw
from .mouths import mixture
from .naming import Naming
from .oculus import OCULUS_MOUTHS
from .registry import NAMINGS

VISEME = "viseme_"
VISEMES = {VISEME + name: mouth for name, mouth in OCULUS_MOUTHS.items() if mouth.contact != "rest"}
PICTURE = "picture_"
PICTURES = {PICTURE + name: name for name in CHARTS[0].shapes}
SOURCES: tuple[str, ...] = (*ARKIT_NAMES, *VISEMES, *PICTURES)
"""What of ours any control can show, besides the shapes of the naming that a map was found by."""
MOVES, TURNS, POSE, NUMBER, SEEN = ("left", "up", "forward"), ("nod", "shake", "tilt"), "pose", "number", "seen"
ALONG = ("x", "y", "z")
CHANNELS: tuple[str, ...] = ("", *MOVES, *TURNS, POSE, NUMBER, SEEN, *ALONG)
"""Kinds of controls. "": a shape key, or a custom property, of that name. A bone that is moved to the character's left,
up, forward, in the armature's units, or turned about these axes, in degrees: nod opens a jaw, shake looks to the left,
tilt leans to the right. x, y, z: a bone that is moved along its own axis, as the slider of a board. pose: an action
that holds one pose. Of drawn mouths, held from change to change: a number that is the strength while ours is shown, and
an object or a layer that is seen then."""

STRONGEST = 1000.0
"""Either way: some properties go to 100. Chosen by hand."""
MOST_ROWS = 2000
"""Rows of a map; the largest rigs have some hundreds. Chosen by hand."""
LONGEST = 300
"""Characters of a name. Blender's own have at most 255 bytes."""
HINT = "Give a map that Soliloquy has saved, or correct it there"


@dataclass(frozen=True)
class Row:
    """ours: a name of ``SOURCES`` or of the map's kind. theirs: name of the control. strength: its value where ours is
    1. channel: one of ``CHANNELS``."""

    ours: str
    theirs: str
    strength: float = 1.0
    channel: str = ""

    @property
    def control(self) -> str:
        """The control as messages name it."""
        return f"{self.theirs}, {self.channel}" if self.channel else self.theirs


@dataclass(frozen=True)
class RigMap:
    """name: that of its file. kind: title of the naming that it was found by, whose shapes ``ours`` may name; empty for
    none. Raises InputError for a row that cannot be."""

    name: str
    rows: tuple[Row, ...]
    kind: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip() or len(self.name) > LONGEST:
            raise InputError(f"map {self.name[:40]!r}", "has no name that can be used", "Give it a short one")
        if len(self.rows) > MOST_ROWS:
            raise InputError(f"map {self.name}", f"has more than {MOST_ROWS} rows", HINT)
        known = {*SOURCES, *self._own()}
        for number, row in enumerate(self.rows, start=1):
            reason = _problem(row, known)
            if reason:
                raise InputError(f"map {self.name}, row {number}", reason, HINT)
        pairs: set[tuple[str, str]] = set()
        for row in self.rows:
            if (row.ours, row.control) in pairs:
                raise InputError(f"map {self.name}", f"has {row.ours} for {row.control} twice", "Leave one row out")
            pairs.add((row.ours, row.control))

    def _own(self) -> tuple[str, ...]:
        naming = self.found_by
        return () if naming is None else naming.shapes

    @property
    def found_by(self) -> Naming | None:
        if not self.kind:
            return None
        found = next((naming for naming in (*NAMINGS, *CHARTS) if naming.title == self.kind), None)
        if found is None or found.layout != "arkit":
            hint = "A later Soliloquy may know it; or leave the kind empty and map ARKit's shapes or visemes"
            raise InputError(f"map {self.name}", f"is of a kind that is not known: {self.kind[:LONGEST]!r}", hint)
        return found

    def controls(self) -> dict[str, tuple[Row, ...]]:
        """Control -> the rows that move it."""
        found: dict[str, tuple[Row, ...]] = {}
        for row in self.rows:
            found[row.control] = (*found.get(row.control, ()), row)
        return found

    def named(self, name: str) -> "RigMap":
        return replace(self, name=name)


def _problem(row: Row, known: Collection[str]) -> str:
    if row.ours not in known:
        return f"{row.ours[:LONGEST]!r} is nothing of ours"
    if not row.theirs.strip() or len(row.theirs) > LONGEST:
        return "its control has no name that can be used"
    if row.channel not in CHANNELS:
        return f"{row.channel[:LONGEST]!r} is no kind of control"
    if not math.isfinite(row.strength) or abs(row.strength) > STRONGEST:
        return f"its strength is beyond {-STRONGEST:g} to {STRONGEST:g}"
    return ""


def map_weights(rig_map: RigMap, weights: Array, shown: Collection[str]) -> dict[str, Array]:
    """Control -> its values (T,) for ARKit ``weights`` (T,52), of those controls that are ``shown``.

    A control that several rows move has their sum, which goes no further than the strongest of them, or 1.
    """
    controls = {name: rows for name, rows in rig_map.controls().items() if name in shown}
    ours = _values(rig_map, weights, {row.ours for rows in controls.values() for row in rows})
    return {name: _value(rows, ours) for name, rows in controls.items()}


def _value(rows: tuple[Row, ...], ours: Mapping[str, Array]) -> Array:
    total = sum(row.strength * ours[row.ours] for row in rows)
    strengths = [row.strength for row in rows]
    low, high = min(0.0, *strengths), max(1.0, *strengths)
    return np.asarray(total if rows[0].channel else np.clip(total, low, high), dtype=np.float32)


def _values(rig_map: RigMap, weights: Array, wanted: Collection[str]) -> dict[str, Array]:
    """What of ours the rows ask for -> its values (T,)."""
    naming = rig_map.found_by
    own = set() if naming is None or naming.usual else set(naming.shapes) & set(wanted)
    found = dict(naming.drive(weights, own)) if naming is not None and own else {}
    visemes = {name: mouth for name, mouth in VISEMES.items() if name in wanted and name not in own}
    if visemes:
        found |= mixture(weights, visemes)
    pictures = {name: one for name, one in PICTURES.items() if name in wanted}
    if pictures:
        shown = CHARTS[0].drive(weights, set(pictures.values()))
        found |= {name: shown[one] for name, one in pictures.items()}
    # A set of mouths may open it instead.
    opens = visemes or own or "jawOpen" in wanted
    closed = for_jaw(weights, {*wanted, "jawOpen"} if opens else wanted)
    return found | {name: closed[:, ARKIT_INDEX[name]] for name in ARKIT_NAMES if name in wanted and name not in own}


def naming_of_map(rig_map: RigMap) -> Naming:
    """The naming of a rig that is moved by its own map."""
    controls = rig_map.controls()
    mouths, contacts = _mouths(rig_map)
    single = {name: rows[0] for name, rows in controls.items() if len(rows) == 1 and rows[0].strength > 0.0}
    keys = {name: rows[0].theirs for name, rows in controls.items() if not rows[0].channel}
    return Naming(
        title="controls, by its own map",
        layout="arkit",
        shapes=tuple(controls),
        needed=tuple(controls),
        shows=frozenset,
        match=lambda names: {control: (key,) for key in names for control in [key] if control in keys},
        bones=head_bone,
        strength=len,
        posed={name: (rows[0].theirs, rows[0].channel) for name, rows in controls.items() if rows[0].channel},
        drive=lambda weights, shown: map_weights(rig_map, weights, shown),
        stands_for={name: (rows[0].ours, rows[0].strength) for name, rows in controls.items() if _is_one(rows)},
        mixed={name: mouths[row.ours] for name, row in single.items() if row.ours in mouths},
        contacts=tuple(name for name, row in single.items() if row.ours in contacts),
        by_hand=True,
        strengths={name: row.strength for name, row in single.items() if row.ours in mouths},
        tongue=_tongue(rig_map),
    )


def _tongue(rig_map: RigMap) -> dict[str, tuple[tuple[str, float], ...]]:
    naming = rig_map.found_by
    known = {} if naming is None else naming.tongue
    found = {
        control: tuple((shape, far * row.strength) for row in rows for shape, far in known.get(row.ours, ()))
        for control, rows in rig_map.controls().items()
    }
    return {control: shown for control, shown in found.items() if shown}


def _mouths(rig_map: RigMap) -> tuple[dict[str, float], set[str]]:
    """What of ours are whole mouths -> how far each opens, and what is a contact."""
    naming = rig_map.found_by
    open_so_far = {name: mouth.opening for name, mouth in VISEMES.items() if not mouth.contact}
    contacts = {name for name, mouth in VISEMES.items() if mouth.contact}
    if naming is None:
        return open_so_far, contacts
    return {**open_so_far, **naming.mixed}, contacts | set(naming.contacts)


def _is_one(rows: tuple[Row, ...]) -> bool:
    return len(rows) == 1 and rows[0].ours in ARKIT_INDEX and rows[0].strength > 0.0


def found_map(
    naming: Naming,
    matched: Mapping[str, Collection[str]],
    name: str,
    poses: Mapping[str, Collection[str]] | None = None,
    full: Mapping[str, float] | None = None,
) -> RigMap:
    """The map that a naming has found. matched: its shapes -> the keys that show them; poses: the actions that do.
    full: shape -> the value of its property where the shape is 1, if that is another."""
    rows = [
        Row(shape, key, round((full or {}).get(shape, 1.0), 6))
        for shape in naming.shapes
        for key in matched.get(shape, ())
    ]
    rows += [Row(shape, one, channel=POSE) for shape in naming.shapes for one in (poses or {}).get(shape, ())]
    return RigMap(name, tuple(rows[:MOST_ROWS]), naming.title)

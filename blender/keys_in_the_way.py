# SPDX-License-Identifier: GPL-3.0-or-later
"""Keys of an artist's own where a take is about to be written, which takes their place."""

from .baked_record import baked_on
from .keyframes import read_curve
from .motion_keys import places_of
from .rig import Rig
from .takes import written_takes
from .versions import channels_of


def keys_in_the_way(rig: Rig, start: int, last: int) -> int:
    """How many keys lie from frame ``start`` to ``last`` on channels that a take is keyed on, less those of takes,
    baked ones too. Raises InputError where the record of takes is damaged."""
    ours = [(take.start, take.end) for take in written_takes(rig)]
    ours += [(baked.first, baked.last) for baked in baked_on(rig.object)]
    count = 0
    for datablock, places in places_of(rig):
        channels = channels_of(datablock)
        for curve in () if channels is None else channels.fcurves:
            if (curve.data_path, curve.array_index) in places:
                frames = read_curve(curve)[0]
                theirs = (frames >= start) & (frames <= last)
                for first, end in ours:
                    theirs &= (frames < first) | (frames > end)
                count += int(theirs.sum())
    return count

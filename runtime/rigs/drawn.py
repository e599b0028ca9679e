# SPDX-License-Identifier: GPL-3.0-or-later
"""Drawn mouths of a rig: which of its pictures are which of a chart's, and the naming that shows them."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from .charts import chart_of_count, chart_of_names
from .naming import Naming
from .rig_map import NUMBER, SEEN, RigMap, Row, naming_of_map


def drawn_map(seen: Iterable[str], numbered: Mapping[str, tuple[int, ...]], name: str) -> RigMap | None:
    """The map of a drawn mouth; None where there is none. seen: names of layers and objects that can be shown and
    hidden. numbered: name of a number -> its values, a picture each."""
    by_names = chart_of_names(seen)
    if by_names is not None:
        chart, pictures = by_names
        return RigMap(name, tuple(Row(ours, one, channel=SEEN) for ours, one in pictures.items()), chart.title)
    for control, numbers in numbered.items():
        by_count = chart_of_count(len(numbers))
        if by_count is not None:
            chart, shown = by_count
            rows = (Row(ours, control, float(one), NUMBER) for ours, one in zip(shown, numbers, strict=True))
            return RigMap(name, tuple(rows), chart.title)
    return None


def naming_of_drawn(rig_map: RigMap) -> Naming:
    """The naming of such a mouth; what it needs are the chart's pictures."""
    chart, controls = rig_map.found_by, rig_map.controls()
    assert chart is not None
    return replace(
        naming_of_map(rig_map),
        title=chart.title,
        needed=chart.needed,
        shows=lambda shown: {row.ours for control in shown for row in controls.get(control, ())},
    )

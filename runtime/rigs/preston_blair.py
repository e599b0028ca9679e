# SPDX-License-Identifier: GPL-3.0-or-later
"""Preston Blair's mouths as shape keys, under the names of Papagayo, Blender's lip sync add-ons and LipSync Pro."""

from .charts import PRESTON_BLAIR as CHART
from .visemes import Visemes, naming_of

PRESTON_BLAIR = naming_of(
    Visemes(
        title="mouths of Preston Blair",
        source="Papagayo, phonemes_preston_blair",
        mouths=CHART.pictures,
        prefixes=(r"mouths?[._\s-]*", r"lips?[._\s-]*", r"phonemes?[._\s-]*", r"visemes?[._\s-]*", ""),
        spellings=CHART.spellings,
        enough=6,
        surely=("AI", "MBP", "FV"),
    )
)

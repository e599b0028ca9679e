# SPDX-License-Identifier: GPL-3.0-or-later
"""Charts of drawn mouths as shape keys: Preston Blair's under the names of Papagayo, Blender's lip sync add-ons and
LipSync Pro; Rhubarb's A to X; Adobe Character Animator's."""

from .charts import CHARACTER_ANIMATOR as ANIMATOR_CHART
from .charts import PRESTON_BLAIR as BLAIR_CHART
from .charts import RHUBARB as RHUBARB_CHART
from .visemes import Visemes, naming_of

_PREFIXES = (r"mouths?[._\s-]*", r"lips?[._\s-]*", r"phonemes?[._\s-]*", r"visemes?[._\s-]*", "")

PRESTON_BLAIR = naming_of(
    Visemes(
        title="mouths of Preston Blair",
        source="Papagayo, phonemes_preston_blair",
        mouths=BLAIR_CHART.pictures,
        prefixes=_PREFIXES,
        spellings=BLAIR_CHART.spellings,
        enough=6,
        surely=("AI", "MBP", "FV"),
    )
)
RHUBARB = naming_of(
    Visemes(
        title="mouths of Rhubarb",
        source="Rhubarb Lip Sync, README",
        mouths=RHUBARB_CHART.pictures,
        prefixes=(*_PREFIXES, r"rhubarb[._\s-]*"),
        enough=6,
        surely=RHUBARB_CHART.surely,
    )
)
CHARACTER_ANIMATOR = naming_of(
    Visemes(
        title="mouths of Character Animator",
        source="Adobe Character Animator, the visemes of its puppets",
        mouths=ANIMATOR_CHART.pictures,
        prefixes=_PREFIXES,
        spellings=ANIMATOR_CHART.spellings,
        enough=8,
        surely=ANIMATOR_CHART.surely,
    )
)

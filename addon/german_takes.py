# SPDX-License-Identifier: GPL-3.0-or-later
"""German of what is said of takes: English text of the code -> German."""

GERMAN_TAKES = {
    "Variation": "Spielraum",
    "How much the mouth differs from seed to seed: 0 not at all, 1 as one person's does at most; lips close at any": (
        "Wie sehr sich der Mund von Startwert zu Startwert unterscheidet: 0 gar nicht, 1 so sehr wie höchstens bei "
        "einem Menschen; die Lippen schließen immer"
    ),
}

# SPDX-License-Identifier: GPL-3.0-or-later
"""German of what is said of scripts: English text of the code -> German."""

GERMAN_SCRIPT = {
    "Choose another head in the cast: object = ...": "Wähle in der Besetzung einen anderen Kopf: object = ...",
    "heads are to be added, which needs Object Mode": "es sind Köpfe hinzuzufügen, was nur im Objektmodus geht",
    "would be said while {name} still says {other}": "würde gesagt, während {name} noch {other} sagt",
    "Give it a later start or a gap, or another head; what left the script can be removed": (
        "Gib ihr einen späteren Beginn, eine Pause oder einen anderen Kopf; was nicht mehr im Skript ist, kann "
        "entfernt werden"
    ),
}

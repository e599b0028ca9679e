# SPDX-License-Identifier: GPL-3.0-or-later
"""German of what is said of scripts: English text of the code -> German."""

GERMAN_SCRIPT = {
    "Choose another head in the cast: object = ...": "Wähle in der Besetzung einen anderen Kopf: object = ...",
    "{name} lies in the same place and counts as one character with it": (
        "{name} liegt an derselben Stelle und gilt mit ihm als eine Figur"
    ),
    "Move one of the two aside, or into another collection": (
        "Rücke einen der beiden beiseite oder in eine andere Sammlung"
    ),
    "a strip of it is open in the NLA editor": "ein Strip davon ist im NLA-Editor offen",
    "Leave tweak mode there (Tab)": "Verlasse dort den Bearbeitungsmodus (Tab)",
    "heads are to be added, which needs Object Mode": "es sind Köpfe hinzuzufügen, was nur im Objektmodus geht",
    "would be said while {name} still says {other}": "würde gesagt, während {name} noch {other} sagt",
    "Give it a later start or a gap, or another head": (
        "Gib ihr einen späteren Beginn, eine Pause oder einen anderen Kopf"
    ),
    "Script": "Skript",
    "Speak Script": "Skript sprechen",
    "Script File": "Skriptdatei",
    "Cast File": "Besetzungsdatei",
    "Idle Between Lines": "Zwischen den Zeilen lebendig",
    "Keep the heads alive where they say nothing for 2 seconds or longer: breath, blinks, gaze": "Köpfe leben, wo "
    "sie 2 Sekunden oder länger nichts sagen: Atem, Lidschläge, Blick",
    "Remove Lines That Left": "Entfallene entfernen",
    "Line {number} of {count}": "Zeile {number} von {count}",
    "Row {number}": "Reihe {number}",
    "Let each character's head say its lines, one after the other; lines that are there already and unchanged stay": (
        "Lässt den Kopf jeder Figur ihre Zeilen nacheinander sagen; was schon da und unverändert ist, bleibt"
    ),
    "The script: NAME: what is said, a line each, or a table whose first row names its columns": (
        "Das Skript: NAME: was gesagt wird, je eine Zeile, oder eine Tabelle, deren erste Reihe ihre Spalten nennt"
    ),
    "The script: .txt, .csv, .tsv, .fountain, .json or .jsonl": (
        "Das Skript: .txt, .csv, .tsv, .fountain, .json oder .jsonl"
    ),
    "Who speaks with which voice and which head (CAST.toml); empty: everybody gets a voice": (
        "Wer mit welcher Stimme und welchem Kopf spricht (CAST.toml); leer: jeder bekommt eine Stimme"
    ),
    "Of a script in several languages: fr, en-us, ...": "Von einem Skript in mehreren Sprachen: fr, en-us, ...",
    "Where the script begins": "Wo das Skript beginnt",
    "Take lines out of the scene that an earlier run has put there and the script has no more": (
        "Zeilen aus der Szene nehmen, die ein früherer Lauf gesetzt hat und die nicht mehr im Skript stehen"
    ),
    "Choose a script: a text block or a file": "Wähle ein Skript: einen Textblock oder eine Datei",
    "Choose a text block or a file": "Wähle einen Textblock oder eine Datei",
    "Lines that are made already are not made again": "Fertige Zeilen werden nicht noch einmal gemacht",
    "another one is shown than when its script was begun; nothing was written": (
        "es wird eine andere gezeigt als zu Beginn des Skripts; nichts wurde geschrieben"
    ),
    "Show it again, and speak the script anew": "Zeige sie wieder und sprich das Skript noch einmal",
    "Lines made: {made}, kept: {kept}": "Zeilen gemacht: {made}, behalten: {kept}",
    "Moved to another time: {count}": "An eine andere Zeit gerückt: {count}",
    "Left the script and stay: {count}": "Nicht mehr im Skript und behalten: {count}",
    "Could not be made: {count}": "Nicht zu machen: {count}",
}

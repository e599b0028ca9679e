# SPDX-License-Identifier: GPL-3.0-or-later
"""The interface in other languages; English is what the code says.

Blender translates labels, names and descriptions by itself; what is put together in code goes through
``pgettext_iface``. To add a language, add its column here.
"""

import bpy

from .preferences import PACKAGE

_GERMAN = {
    "Speech": "Sprache",
    "Emotion": "Gefühl",
    "Voice Mix": "Stimmen mischen",
    "Source": "Quelle",
    "Recording": "Aufnahme",
    "What should the head say?": "Was soll der Kopf sagen?",
    "Text Block": "Textblock",
    "Voice": "Stimme",
    "Play Voice": "Stimme anhören",
    "Second Voice": "Zweite Stimme",
    "Speed": "Tempo",
    "Seed": "Startwert",
    "Roll the Dice": "Würfeln",
    "Start Frame": "Startbild",
    "Start Here": "Hier beginnen",
    "Head": "Kopf",
    "Add Head": "Kopf hinzufügen",
    "Talking Head": "Sprechender Kopf",
    "Existing Speech": "Vorhandene Sprache",
    "Replace": "Ersetzen",
    "Add": "Hinzufügen",
    "Generate Speech Animation": "Sprachanimation erzeugen",
    "Stop": "Anhalten",
    "Reset Emotion": "Gefühl zurücksetzen",
    "Happy": "Glücklich",
    "Angry": "Wütend",
    "Sad": "Traurig",
    "Afraid": "Ängstlich",
    "Disgusted": "Angewidert",
    "Melancholic": "Schwermütig",
    "Surprised": "Überrascht",
    "Calm": "Ruhig",
    "Default Voice": "Stimme neuer Szenen",
    "Default Head": "Kopf neuer Szenen",
    "Cache Folder": "Zwischenspeicher",
    "Manual": "Handbuch",
    "Changes the motion, never the voice": "Ändert die Bewegung, nie die Stimme",
    "Type what the head should say": "Schreibe, was der Kopf sagen soll",
    "Choose a recording": "Wähle eine Aufnahme",
    "Choose a head, or use Add Head": "Wähle einen Kopf oder füge einen hinzu",
    "{name} is not in this scene": "{name} ist nicht in dieser Szene",
    "Go to Object Mode first": "Wechsle zuerst in den Objektmodus",
    "Speech is being made. Wait for it, or press Esc to stop it": (
        "Sprache wird erzeugt. Warte, oder halte sie mit Esc an"
    ),
    "Stopped; nothing was written": "Angehalten; nichts wurde geschrieben",
    "Stopped because another file was opened; nothing was written": (
        "Angehalten, weil eine andere Datei geöffnet wurde; nichts wurde geschrieben"
    ),
    "{name} speaks from frame {start} to {end}": "{name} spricht von Bild {start} bis {end}",
}

_CONTEXTS = ("*", "Operator")


def _table() -> dict[str, dict[tuple[str, str], str]]:
    german = {(context, english): german for english, german in _GERMAN.items() for context in _CONTEXTS}
    return {"de_DE": german, "de": german}


def register() -> None:
    bpy.app.translations.register(PACKAGE, _table())


def unregister() -> None:
    bpy.app.translations.unregister(PACKAGE)

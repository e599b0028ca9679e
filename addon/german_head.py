# SPDX-License-Identifier: GPL-3.0-or-later
"""German of what is said of a head, its shapes, its messages and its sound: English text of the code -> German."""

GERMAN_HEAD = {
    "Set Up Portrait": "Porträt einrichten",
    "Camera at eye height with 85 mm, three soft lights, a background and render settings for the head; "
    "other lights are hidden, and a head of Add Head grows its hair by hair": (
        "Kamera auf Augenhöhe mit 85 mm, drei weiche Lichter, ein Hintergrund und Rendereinstellungen für den Kopf; "
        "andere Lichter werden ausgeblendet, und einem unserer Köpfe wachsen die Haare einzeln"
    ),
    "{count} other lights were hidden": "{count} andere Lichter wurden ausgeblendet",
    "Give Blender another folder for temporary files": "Gib Blender einen anderen Ordner für temporäre Dateien",
    "The sound cannot lie beside the file ({reason}); it stays inside": (
        "Der Ton kann nicht neben der Datei liegen ({reason}); er bleibt in ihr"
    ),
    "It has {count} of {all} shapes. Missing: {shapes}": "Er hat {count} von {all} Formen. Es fehlen: {shapes}",
    "Drivers move {count} of its shapes; what they read is keyed instead": (
        "Treiber bewegen {count} seiner Formen; stattdessen bekommt Keyframes, was sie lesen"
    ),
    "Drivers hold these shapes, which will not move: {shapes}": (
        "Treiber halten diese Formen fest, sie werden sich nicht bewegen: {shapes}"
    ),
    "These shapes do not move: {shapes}": "Diese Formen bewegen sich nicht: {shapes}",
    "{name} is keyed from frame {start} to {end}": "{name} hat Keyframes von Bild {start} bis {end}",
    "Mute These Drivers": "Diese Treiber stummschalten",
    "Mute the drivers that hold shapes of the head, until its speech is removed": (
        "Die Treiber stummschalten, die Formen des Kopfes festhalten, bis seine Sprache entfernt wird"
    ),
    "{count} drivers were muted": "{count} Treiber wurden stummgeschaltet",
    "Remove Speech": "Sprache entfernen",
    "Take out what the head says, keyframes and sound; drivers that were muted for it move it again": (
        "Entfernen, was der Kopf sagt, Keyframes und Ton; dafür stummgeschaltete Treiber bewegen ihn wieder"
    ),
    "{count} lines were removed": "{count} Zeilen wurden entfernt",
    "Sound": "Ton",
    "Mark Speech": "Sprache kennzeichnen",
    "Lay an inaudible mark into what the voices say, by which it can be told from recordings "
    "(soliloquy detect). Recordings are never marked": (
        "Ein unhörbares Zeichen in das legen, was die Stimmen sagen, an dem es von Aufnahmen zu unterscheiden ist "
        "(soliloquy detect). Aufnahmen erhalten nie eines"
    ),
    "Where the speech of a saved file is kept. Until the first save it is packed into the file": (
        "Wo die Sprache einer gespeicherten Datei liegt. Bis zum ersten Speichern ist sie in die Datei gepackt"
    ),
    "Beside, and Packed while Small": "Daneben, und gepackt, solange sie klein ist",
    "A file sent alone can be heard up to 20 MB of sound, about 5 min": (
        "Eine Datei, die allein verschickt wird, ist bis 20 MB Ton zu hören, etwa 5 Minuten"
    ),
    "Packed": "Gepackt",
    "In the file alone, however large": "Nur in der Datei, wie groß sie auch ist",
    "Beside": "Daneben",
    "In the folder speech beside the file alone": "Nur im Ordner speech neben der Datei",
}

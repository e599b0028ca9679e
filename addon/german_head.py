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
    "These meshes stay, for their shapes are called otherwise than the face's: {meshes}": (
        "Diese Meshes bleiben stehen, denn ihre Formen heißen anders als die des Gesichts: {meshes}"
    ),
    "The same mesh makes the face of {names} move along: make it single-user, if they are to speak apart": (
        "Durch dasselbe Mesh bewegt sich das Gesicht von {names} mit: mach es zum Einzelnutzer-Mesh, wenn sie für sich "
        "sprechen sollen"
    ),
    "These shapes are empty, so nothing is seen of them: {shapes}": (
        "Diese Formen sind leer, von ihnen sieht man nichts: {shapes}"
    ),
    "These shapes are muted, so they stay: {shapes}": "Diese Formen sind stummgeschaltet und bleiben stehen: {shapes}",
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
    "Drivers muted: {count}": "Stummgeschaltete Treiber: {count}",
    "Remove Speech": "Sprache entfernen",
    "Take out what the head says, keyframes and sound; drivers that were muted for it move it again": (
        "Entfernen, was der Kopf sagt, Keyframes und Ton; dafür stummgeschaltete Treiber bewegen ihn wieder"
    ),
    "Strips of the NLA editor into which speech was pushed down stay: {names}": (
        "Streifen des NLA-Editors, in die Sprache hinabgeschoben wurde, bleiben: {names}"
    ),
    "Lines removed: {count}": "Entfernte Zeilen: {count}",
    "Sound": "Ton",
    "Voice from This Head": "Stimme nach diesem Kopf",
    "Look at the head itself and give it a voice of its own: sets voice, pitch and speed": (
        "Den Kopf selbst ansehen und ihm eine eigene Stimme geben: setzt Stimme, Tonhöhe und Tempo"
    ),
    "has no shape keys by which its face could be found": (
        "hat keine Shape Keys, an denen sein Gesicht zu finden wäre"
    ),
    "Use the picture button with a picture of it": "Nimm den Knopf für Bilder, mit einem Bild von ihm",
    "Voice File": "Stimmdatei",
    "Speak with a voice that lies in a file, NAME.voice.npz": (
        "Mit einer Stimme sprechen, die in einer Datei liegt, NAME.voice.npz"
    ),
    "Save Voice": "Stimme sichern",
    "Write the voice that is set here, or a mix, to a file, higher, older or brighter; it is then chosen": (
        "Die hier gesetzte Stimme oder Mischung in eine Datei schreiben, höher, älter oder heller; sie ist dann gewählt"
    ),
    "By Age": "Nach Alter",
    "Let it sound as old as is set here": "So alt klingen lassen, wie hier gesetzt ist",
    "Brightness": "Helligkeit",
    "Semitones that it is to speak higher by itself, its timbre along": (
        "Halbtöne, die sie von sich aus höher sprechen soll, samt ihrem Klang"
    ),
    "Decibels that its upper range is to be louder": "Dezibel, die ihre Höhen lauter sein sollen",
    "As old as it is to sound, in pitch and pace": "So alt, wie sie klingen soll, in Tonhöhe und Tempo",
    "{name} speaks from now on": "{name} spricht von nun an",
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

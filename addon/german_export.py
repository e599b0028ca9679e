# SPDX-License-Identifier: GPL-3.0-or-later
"""What the artist reads of exports, in German: English text of the code -> German."""

GERMAN_EXPORT = {
    "Send to Live Link": "An Live Link senden",
    "Send what the head shows to Unreal Engine or whoever listens, each frame while the scene plays": (
        "Was der Kopf zeigt, an die Unreal Engine oder wen auch immer senden, Bild für Bild, während die Szene läuft"
    ),
    "Stop Live Link": "Live Link beenden",
    "Send nothing any more": "Nichts mehr senden",
    "To": "An",
    "Who listens: an address; 127.0.0.1 is this computer": "Wer zuhört: eine Adresse; 127.0.0.1 ist dieser Rechner",
    "Port": "Port",
    "Where it listens": "Wo zugehört wird",
    "Write an address in numbers: 127.0.0.1 is this computer": (
        "Die Adresse in Zahlen schreiben: 127.0.0.1 ist dieser Rechner"
    ),
    "Switch on Allow Online Access in the preferences, under System": (
        "In den Einstellungen unter System den Onlinezugriff erlauben"
    ),
    "Nothing could be sent there: {reason}": "Dorthin konnte nichts gesendet werden: {reason}",
    "Export": "Exportieren",
    "Export Speech": "Sprache exportieren",
    "Write the animation, with or without the head, as files for an engine": (
        "Die Animation als Dateien für eine Engine schreiben, mit dem Kopf oder ohne ihn"
    ),
    "What": "Was",
    "What becomes a file": "Was eine Datei wird",
    "This Take": "Dieser Take",
    "The take at the current frame, otherwise the one that was written last": (
        "Was beim aktuellen Bild gesprochen wird, sonst das zuletzt Geschriebene"
    ),
    "All Takes": "Alle Takes",
    "Every take that was written to the head, each as a file of its own": (
        "Alles, was der Kopf spricht, jede Zeile als eigene Datei"
    ),
    "Action": "Aktion",
    "The frames of the active action, however it was made": (
        "Die Bilder der aktiven Aktion, wie auch immer sie entstanden ist"
    ),
    "NLA Strips": "NLA-Streifen",
    "The frames of each strip of the NLA editor that is not muted, each as a file of its own": (
        "Die Bilder jedes nicht stummen Streifens im NLA-Editor, jeder als eigene Datei"
    ),
    "Format": "Format",
    "Of the files, where they are for no engine": "Der Dateien, wenn sie für keine Engine sind",
    "FBX": "FBX",
    "glTF": "glTF",
    "For Unreal, Unity, Maya and others": "Für Unreal, Unity, Maya und andere",
    "For Godot, the web and others": "Für Godot, das Web und andere",
    "Folder": "Ordner",
    "Where the files go": "Wohin die Dateien kommen",
    "Formats": "Formate",
    "Names of formats with commas; empty for what the engine takes": (
        "Namen von Formaten mit Kommas; leer für das, was die Engine nimmt"
    ),
    "Sound Beside": "Ton daneben",
    "Write the sound as a WAV beside each file": "Den Ton als WAV neben jede Datei schreiben",
    "Soliloquy Speech (FBX)": "Soliloquy-Sprache (FBX)",
    "Soliloquy Speech (glTF)": "Soliloquy-Sprache (glTF)",
    "Soliloquy Speech (Clips for an Engine)": "Soliloquy-Sprache (Clips für eine Engine)",
    "For": "Für",
    "Make the files as an engine wants them": "Die Dateien so schreiben, wie eine Engine sie will",
    "Head and Clips": "Kopf und Clips",
    "Write the head once, and for each take a clip without it; needs an engine": (
        "Den Kopf einmal schreiben und für jeden Take einen Clip ohne ihn; braucht eine Engine"
    ),
    "Closed Lips": "Geschlossene Lippen",
    "Closed lips in the CSV, FBX and glTF: as mouthClose, or folded into jawOpen for rigs without it": (
        "Geschlossene Lippen in CSV, FBX und glTF: als mouthClose oder, für Rigs ohne dieses, in jawOpen enthalten"
    ),
    "As a shape of its own, as ARKit has it": "Als eigene Form wie in ARKit",
    "In jawOpen": "In jawOpen",
    "For rigs that have no mouthClose: the jaw closes with the lips": (
        "Für Rigs ohne mouthClose: der Kiefer schließt mit den Lippen"
    ),
    "mouthClose": "mouthClose",
    "whole frames at 30 a second, levels of detail": "ganze Bilder bei 30 je Sekunde, Detailstufen",
    "its own controls in place of ARKit's shapes": "eigene Regler statt der Formen von ARKit",
    "levels of detail; a split writes .anim": "Detailstufen; als Clips .anim",
    "a split writes .tres": "als Clips .tres",
    "the head with its animation, no levels of detail": "der Kopf mit seiner Animation, ohne Detailstufen",
    "for three.js and the like; a split writes JSON": "für three.js und dergleichen; als Clips JSON",
    "no object is chosen": "kein Objekt ist gewählt",
    "it has no mesh in this scene": "hat kein Mesh in dieser Szene",
    "Choose a mesh, or the armature that moves it": "Wähle ein Mesh oder die Armatur, die es bewegt",
    "it has not been made to speak yet": "spricht noch nicht",
    "Generate speech first, or export its action instead": "Erzeuge zuerst Sprache oder exportiere seine Aktion",
    "NLA strip that is not muted": "NLA-Streifen, der nicht stumm ist",
    "active action": "aktive Aktion",
    "it has no {what}": "nicht vorhanden: {what}",
    "Animate it first, or export something else of it": "Animiere es zuerst oder exportiere etwas anderes davon",
    "there is no such object in the scene": "so heißt kein Objekt der Szene",
    "Its meshes are: {names}": "Ihre Meshes sind: {names}",
    "Choose where the files go": "Wähle, wohin die Dateien kommen",
    "lies beside a file that was never saved": "liegt neben einer Datei, die nie gespeichert wurde",
    "Save the file, or choose another": "Speichere die Datei oder wähle einen anderen",
    "Choose another folder": "Wähle einen anderen Ordner",
    "{count} files are in {folder}": "{count} Dateien sind in {folder}",
    "{name} is in {folder}": "{name} ist in {folder}",
    "Clips": "Clips",
    "they are written for an engine": "werden für eine Engine geschrieben",
    "exports have {least:g} to {most:g} frames a second": "Exporte haben {least:g} bis {most:g} Bilder je Sekunde",
    "Change the scene's frame rate": "Ändere die Bildrate der Szene",
}

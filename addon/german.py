# SPDX-License-Identifier: GPL-3.0-or-later
"""What the artist reads, in German: English text of the code -> German."""

from .german_edits import GERMAN_EDITS
from .german_export import GERMAN_EXPORT
from .german_head import GERMAN_HEAD
from .german_mapping import GERMAN_MAPPING
from .german_options import GERMAN_OPTIONS
from .german_person import GERMAN_PERSON
from .german_portrait import GERMAN_PORTRAIT
from .german_script import GERMAN_SCRIPT
from .german_source import GERMAN_SOURCE
from .german_takes import GERMAN_TAKES

GERMAN = {
    **GERMAN_EDITS,
    **GERMAN_EXPORT,
    **GERMAN_HEAD,
    **GERMAN_MAPPING,
    **GERMAN_OPTIONS,
    **GERMAN_PERSON,
    **GERMAN_PORTRAIT,
    **GERMAN_SCRIPT,
    **GERMAN_TAKES,
    **GERMAN_SOURCE,
    "Speech": "Sprache",
    "Emotion": "Gefühl",
    "What should the head say?": "Was soll der Kopf sagen?",
    "Text Block": "Textblock",
    "Voice": "Stimme",
    "A Voice of Its Own": "Eine eigene Stimme",
    "Play Voice": "Stimme anhören",
    "Voice from Picture": "Stimme nach Bild",
    "A voice of its own for the face in a picture: sets voice, pitch and speed": (
        "Dem Gesicht auf einem Bild eine eigene Stimme geben: setzt Stimme, Tonhöhe und Tempo"
    ),
    "Variant": "Variante",
    "1, 2, ...: other voices that fit": "1, 2, ...: andere Stimmen, die passen",
    "A voice of some {hertz:.0f} Hz, {gender}": "Eine Stimme von etwa {hertz:.0f} Hz, {gender}",
    "The scene is gone; no voice was set": "Die Szene ist fort; keine Stimme wurde gesetzt",
    "Second Voice": "Zweite Stimme",
    "Roll the Dice": "Würfeln",
    "Start Here": "Hier beginnen",
    "Head": "Kopf",
    "Add Head": "Kopf hinzufügen",
    "Talking Head": "Sprechender Kopf",
    "Import FLAME Head": "FLAME-Kopf importieren",
    "FLAME File": "FLAME-Datei",
    "Its name in Add Head": "Sein Name unter Kopf hinzufügen",
    "Make a head that speaks of your own FLAME file (.pkl or .npz), keep it, and add it": (
        "Aus der eigenen FLAME-Datei (.pkl oder .npz) einen sprechenden Kopf machen, behalten und hinzufügen"
    ),
    "Making the head": "Kopf machen",
    "{name} is kept, and stands in Add Head; FLAME's own expressions meet its shapes within {left:.1f} mm": (
        "{name} ist gespeichert und steht unter Kopf hinzufügen; FLAMEs eigene Ausdrücke treffen seine Formen auf "
        "{left:.1f} mm"
    ),
    "Existing Speech": "Vorhandene Sprache",
    "Replace Earlier": "Altes ersetzen",
    "Keep Earlier": "Altes behalten",
    "Generate Speech Animation": "Sprachanimation erzeugen",
    "Stop": "Anhalten",
    "Reset Emotion": "Gefühl zurücksetzen",
    "Default Voice": "Stimme neuer Szenen",
    "Default Head": "Kopf neuer Szenen",
    "Manual": "Handbuch",
    "Changes the motion, never the voice": "Ändert die Bewegung, nie die Stimme",
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
    "it was removed while its speech was being made; nothing was written": (
        "wurde entfernt, während seine Sprache erzeugt wurde; nichts wurde geschrieben"
    ),
    "Add a head, or choose another": "Füge einen Kopf hinzu oder wähle einen anderen",
    "is being made already": "wird schon erzeugt",
    "Wait for it, or press Esc to stop it": "Warte, oder halte sie mit Esc an",
    "Scene": "Szene",
    "it is gone; nothing was written": "ist nicht mehr da; nichts wurde geschrieben",
    "Generate again": "Erzeuge sie noch einmal",
    "Choose a head and generate again": "Wähle einen Kopf und erzeuge sie noch einmal",
    "Nothing was written": "Nichts wurde geschrieben",
    "This build of Blender has no sound, so no sound strip was added": (
        "Dieses Blender hat keinen Ton, darum wurde keine Tonspur angelegt"
    ),
    "none is chosen": "ist keine gewählt",
    "It lacks {count} of the 52 shapes": "Ihm fehlen {count} der 52 Formen",
    "It has {count} {kind}": "Er hat {count} {kind}",
    "Not found: {names}": "Nicht gefunden: {names}",
    "visemes of Oculus": "Viseme von Oculus",
    "ARKit shapes, by action units of FACS": "ARKit-Formen, durch Action Units von FACS",
    "ARKit shapes, by controls of MetaHuman": "ARKit-Formen, durch Steuerungen von MetaHuman",
    "ARKit shapes, by FACS morphs of Daz": "ARKit-Formen, durch FACS-Morphs von Daz",
    "visemes of Daz": "Viseme von Daz",
    "ARKit shapes, by expressions of Character Creator 4": ("ARKit-Formen, durch Ausdrücke des Character Creator 4"),
    "lip shapes of Character Creator": "Lippenformen des Character Creator",
    "Microsoft visemes of MakeHuman": "Microsoft-Viseme von MakeHuman",
    "expressions of VRM 0": "Ausdrücke von VRM 0",
    "expressions of VRM 1": "Ausdrücke von VRM 1",
    "mouths of VRoid": "Münder von VRoid",
    "morphs of MMD": "Morphs von MMD",
    "Set Voice": "Stimme wählen",
    "Hear a line in this voice, as it is set here": "Einen Satz in dieser Stimme anhören, wie sie hier eingestellt ist",
    "Use Selected Sound Strip": "Gewählte Tonspur verwenden",
    "Take the recording, and the start frame, of the sound strip that is active in the sequencer": (
        "Aufnahme und Startbild der Tonspur übernehmen, die im Sequenzer aktiv ist"
    ),
    "Set the start to the current frame": "Beim aktuellen Bild beginnen",
    "Another performance: a seed by chance": "Ein anderes Spiel: ein zufälliger Startwert",
    "Set every emotion to 0": "Jedes Gefühl auf 0 setzen",
    "Empty for none": "Leer für keine",
    "Wait until the speech is made, or stop it": "Warte, bis die Sprache fertig ist, oder halte sie an",
    "Select a sound strip in the sequencer first": "Wähle zuerst eine Tonspur im Sequenzer",
    "The voice cannot be played: {reason}": "Die Stimme lässt sich nicht abspielen: {reason}",
    "Voice of new heads and scenes: a name, or a mix such as af_heart:0.6,bf_emma:0.4. "
    "Empty: of our heads one that fits each": (
        "Stimme neuer Köpfe und Szenen: ein Name oder eine Mischung wie af_heart:0.6,bf_emma:0.4. "
        "Leer: für unsere Köpfe je eine, die passt"
    ),
    "Identity that Add Head offers first; empty for the first of all": (
        "Wen „Kopf hinzufügen“ zuerst anbietet; leer für den ersten von allen"
    ),
    "Threads": "Threads",
    "Processor threads that speech may use; 0 for one fewer than there are cores. Takes effect when Blender starts": (
        "Wie viele Threads die Sprache nutzen darf; 0 für einen weniger als Kerne. Gilt ab dem nächsten Start"
    ),
}

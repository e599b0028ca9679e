# SPDX-License-Identifier: GPL-3.0-or-later
"""What the artist reads, in German: English text of the code -> German."""

from .german_edits import GERMAN_EDITS
from .german_export import GERMAN_EXPORT
from .german_head import GERMAN_HEAD
from .german_mapping import GERMAN_MAPPING
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
    "Picture": "Bild",
    "Variant": "Variante",
    "1, 2, ...: other voices that fit": "1, 2, ...: andere Stimmen, die passen",
    "A voice of some {hertz:.0f} Hz, {gender}": "Eine Stimme von etwa {hertz:.0f} Hz, {gender}",
    "The scene is gone; no voice was set": "Die Szene ist fort; keine Stimme wurde gesetzt",
    "Second Voice": "Zweite Stimme",
    "Speed": "Tempo",
    "Pitch": "Tonhöhe",
    "Pitch Range": "Tonumfang",
    "How far the melody goes: 0 is a monotone": "Wie weit die Melodie geht: 0 ist ein einziger Ton",
    "Energy": "Lautstärke",
    "Manner": "Sprechweise",
    "How the whole text is said": "Wie der ganze Text gesprochen wird",
    "Normal": "Normal",
    "Shout": "Rufen",
    "Whisper": "Flüstern",
    "Heard in the Voice": "In der Stimme hörbar",
    "Semitones higher or lower than the voice speaks by itself": (
        "Halbtöne höher oder tiefer, als die Stimme von sich aus spricht"
    ),
    "Decibels louder or quieter": "Dezibel lauter oder leiser",
    "As the voice speaks by itself": "Wie die Stimme von sich aus spricht",
    "Higher, louder and brighter": "Höher, lauter und heller",
    "Breath alone, without a pitch": "Nur Atem, ohne Tonhöhe",
    "Let the emotion change melody, pace and loudness of the voice too, not the face alone": (
        "Das Gefühl verändert auch Melodie, Tempo und Lautstärke der Stimme, nicht nur das Gesicht"
    ),
    "Seed": "Startwert",
    "What moves the face": "Was das Gesicht bewegt",
    "Blink Rate": "Lidschläge",
    "How often the eyes blink: 1 as people do, 0 never": "Wie oft die Augen blinzeln: 1 wie bei Menschen, 0 nie",
    "Roll the Dice": "Würfeln",
    "Start Frame": "Startbild",
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
    "Text": "Text",
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
    "Smile, raised cheeks, quick head": "Lächeln, gehobene Wangen, flinker Kopf",
    "Lowered brows, pressed lips, hard head accents": "Gesenkte Brauen, gepresste Lippen, harte Kopfbewegungen",
    "Raised inner brows, lowered corners and gaze": "Innen gehobene Brauen, gesenkte Mundwinkel und Augen",
    "Wide eyes, raised brows, stretched lips": "Weite Augen, gehobene Brauen, gespannte Lippen",
    "Wrinkled nose, raised upper lip": "Gerümpfte Nase, gehobene Oberlippe",
    "Quiet sadness, slow, turned inward": "Stille Trauer, langsam, nach innen gekehrt",
    "Raised brows, wide eyes": "Gehobene Brauen, weite Augen",
    "Small, slow movements": "Kleine, langsame Bewegungen",
    "What the head says": "Was der Kopf sagt",
    "Say this text block of the file instead: for text of any length, in several lines": (
        "Stattdessen diesen Textblock der Datei sprechen: für lange Texte in mehreren Zeilen"
    ),
    "The voice; empty for the default voice of the preferences": "Leer für die Stimme aus den Einstellungen",
    "A voice to mix in; empty for none": "Eine Stimme zum Beimischen; leer für keine",
    "Share": "Anteil",
    "How much of the second voice": "Wie viel von der zweiten Stimme",
    "How fast it is said": "Wie schnell gesprochen wird",
    "A sound file with one voice": "Eine Tondatei mit einer Stimme",
    "Transcript": "Wortlaut",
    "What is said in the recording, if you know it: the lips get better": (
        "Was in der Aufnahme gesagt wird, wenn du es weißt: die Lippen werden genauer"
    ),
    "Language": "Sprache",
    "Of what is said; without a transcript it is heard": "In der gesprochen wird; ohne Wortlaut wird sie herausgehört",
    "Hear the Words": "Wörter heraushören",
    "Without a transcript, write down what is said and let the lips follow it": (
        "Ohne Wortlaut wird aufgeschrieben, was gesagt wird, und die Lippen folgen dem"
    ),
    "Lexicon": "Aussprachen",
    "A text file with your own pronunciations, a word a line: Soliloquy = /səˈlɪləkwi/": (
        "Eine Textdatei mit eigenen Aussprachen, ein Wort je Zeile: Soliloquy = /səˈlɪləkwi/"
    ),
    "Motion": "Bewegung",
    "Another seed, another performance of face and head; the voice and its timing stay": (
        "Ein anderer Startwert gibt ein anderes Spiel von Gesicht und Kopf; Stimme und Zeiten bleiben"
    ),
    "Frame at which the sound begins": "Bild, bei dem der Ton beginnt",
    "What is to speak: the embedded head, or any mesh or armature of a character with a face": (
        "Was sprechen soll: der mitgelieferte Kopf oder ein Mesh oder Skelett einer Figur mit Gesicht"
    ),
    "Rules": "Regeln",
    "From the phonemes, by rules: the surest lips, and the fastest": (
        "Aus den Lauten, nach Regeln: die sichersten Lippen, und am schnellsten"
    ),
    "Learned": "Gelernt",
    "By networks trained on captured faces; the lips still close where they must": (
        "Von Netzen, die an aufgenommenen Gesichtern gelernt haben; die Lippen schließen, wo sie müssen"
    ),
    "The head's earlier speech is removed, its keyframes and its sound": (
        "Was der Kopf vorher sagte, wird entfernt, Keyframes und Ton"
    ),
    "Earlier speech stays, but for lines that the new one meets": (
        "Früheres bleibt, außer Zeilen, auf die die neue trifft"
    ),
    "What is said in it, if you know": "Was gesagt wird, wenn du es weißt",
    "None": "Keine",
    "{name} is linked from another file. Make a library override of it, its mesh too": (
        "{name} ist aus einer anderen Datei verknüpft. Lege eine Bibliotheksüberschreibung an, auch für sein Mesh"
    ),
    "Make the sound and the face's keyframes": "Den Ton und die Keyframes des Gesichts erzeugen",
    "Stop making speech; nothing is written (Esc)": "Nicht weitermachen; nichts wird geschrieben (Esc)",
    "Add a head that is ready to speak, at the 3D cursor or beside what is there": (
        "Einen sprechbereiten Kopf beim 3D-Cursor hinzufügen, oder neben dem, was dort steht"
    ),
    "Open the manual page that came with the extension": "Die mitgelieferte Handbuchseite öffnen",
    "Name of an object": "Name eines Objekts",
    "Identity": "Person",
    "Style": "Stil",
    "Say Emoji": "Emoji vorlesen",
    "Say the names of emoji in the text, which are otherwise left out": (
        "Die Namen der Emoji im Text sprechen, die sonst wegfallen"
    ),
    "Guidance": "Führung",
    "How far speech and emotion are followed: 1 as in the faces learned from, 2 the most marked": (
        "Wie weit Sprache und Gefühl gefolgt wird: 1 wie in den gelernten Gesichtern, 2 am stärksten"
    ),
    "Solver Steps": "Lösungsschritte",
    "Of the learned motion: fewer are faster, more are a little surer": (
        "Der gelernten Bewegung: weniger sind schneller, mehr ein wenig sicherer"
    ),
    "Whose mouth the learned motion has: plain, capture, or one of your own styles": (
        "Wessen Mund die gelernte Bewegung hat: plain, capture oder ein eigener Stil"
    ),
    "Styles Folder": "Ordner für Stile",
    "Where your own styles lie, files called NAME.style.npz that `soliloquy train` wrote": (
        "Wo eigene Stile liegen, Dateien namens NAME.style.npz von `soliloquy train`"
    ),
    "Device": "Gerät",
    "What the learned motion's networks run on; a device that is not there is an error": (
        "Worauf die Netze der gelernten Bewegung laufen; ein fehlendes Gerät ist ein Fehler"
    ),
    "CPU": "CPU",
    "CUDA": "CUDA",
    "DirectML": "DirectML",
    "CoreML": "CoreML",
    "Starting": "Fängt an",
    "Making the voice": "Bildet die Stimme",
    "Moving the face": "Bewegt das Gesicht",
    "Play Speech": "Sprache abspielen",
    "Play from where the head begins to speak, face and sound in time; again to stop": (
        "Ab dem Beginn der Sprache abspielen, Gesicht und Ton im Takt; noch einmal zum Anhalten"
    ),
    "It has not been made to speak yet": "Er spricht noch nicht",
    "Mix with a Second Voice": "Zweite Stimme beimischen",
    "The worker process is not running": "Der Arbeitsprozess läuft nicht",
    "Worker process {number}": "Arbeitsprozess {number}",
    "Worker process {number}, {memory:.0f} MB when idle": "Arbeitsprozess {number}, {memory:.0f} MB in Ruhe",
    "it has no mesh with shape keys": "hat kein Mesh mit Shape-Keys",
    "Choose a head that has ARKit shape keys": "Wähle einen Kopf mit ARKit-Shape-Keys",
    "its shape keys are of no rig that is known (it has {some} ...)": (
        "seine Shape-Keys sind von keinem bekannten Rig (er hat {some} ...)"
    ),
    "Name them as ARKit or a set of visemes does, say in the panel Mapping what they show, or use Add Head": (
        "Benenne sie wie ARKit oder wie Viseme, sag unter Zuordnung, was sie zeigen, oder füge einen Kopf hinzu"
    ),
    "this build of Blender has no sound": "dieses Blender hat keinen Ton",
    "Use another build, or leave it out": "Nimm ein anderes oder lass den Ton weg",
    "Blender cannot read it as a sound": "Blender kann es nicht als Ton lesen",
    "Give a WAV file": "Nimm eine WAV-Datei",
    "female": "weiblich",
    "male": "männlich",
    "American English": "US-Englisch",
    "British English": "Britisches Englisch",
    "Spanish": "Spanisch",
    "French": "Französisch",
    "Hindi": "Hindi",
    "Italian": "Italienisch",
    "Brazilian Portuguese": "Brasilianisch",
    "Japanese": "Japanisch",
    "Mandarin": "Mandarin",
}

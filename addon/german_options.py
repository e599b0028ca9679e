# SPDX-License-Identifier: GPL-3.0-or-later
"""German of what is said of options, voices and steps: English text of the code -> German."""

GERMAN_OPTIONS = {
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
    "Picture": "Bild",
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
    "Start Frame": "Startbild",
    "Happy": "Glücklich",
    "Angry": "Wütend",
    "Sad": "Traurig",
    "Afraid": "Ängstlich",
    "Disgusted": "Angewidert",
    "Melancholic": "Schwermütig",
    "Surprised": "Überrascht",
    "Calm": "Ruhig",
    "Smile, raised cheeks, quick head": "Lächeln, gehobene Wangen, flinker Kopf",
    "Lowered brows, pressed lips, hard head accents": "Gesenkte Brauen, gepresste Lippen, harte Kopfbewegungen",
    "Raised inner brows, lowered corners and gaze": "Innen gehobene Brauen, gesenkte Mundwinkel und Augen",
    "Wide eyes, raised brows, stretched lips": "Weite Augen, gehobene Brauen, gespannte Lippen",
    "Wrinkled nose, raised upper lip": "Gerümpfte Nase, gehobene Oberlippe",
    "Quiet sadness, slow, turned inward": "Stille Trauer, langsam, nach innen gekehrt",
    "Raised brows, wide eyes": "Gehobene Brauen, weite Augen",
    "Small, slow movements": "Kleine, langsame Bewegungen",
}

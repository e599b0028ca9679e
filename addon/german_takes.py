# SPDX-License-Identifier: GPL-3.0-or-later
"""German of what is said of takes: English text of the code -> German."""

GERMAN_TAKES = {
    "Variation": "Spielraum",
    "How much the mouth differs from seed to seed: 0 not at all, 1 as one person's does at most; lips close at any": (
        "Wie sehr sich der Mund von Startwert zu Startwert unterscheidet: 0 gar nicht, 1 so sehr wie höchstens bei "
        "einem Menschen; die Lippen schließen immer"
    ),
    "Takes": "Takes",
    "Take": "Take",
    "Click a take, and the head plays it": "Einen Take anklicken, und der Kopf spielt ihn",
    "Rating": "Bewertung",
    "How good it is": "Wie gut er ist",
    "Add Its Sound": "Seinen Ton hinzufügen",
    "Put the sound of what the head says into the sequencer of this scene, where it is said": (
        "Den Ton dessen, was der Kopf sagt, in den Sequencer dieser Szene legen, dorthin, wo er es sagt"
    ),
    "Remove These Sounds": "Diese Töne entfernen",
    "Take sounds out of the sequencer of this scene whose heads were deleted": (
        "Töne aus dem Sequencer dieser Szene nehmen, deren Köpfe gelöscht wurden"
    ),
    "Still heard, though their heads are gone: {names}": "Noch zu hören, obwohl ihre Köpfe fort sind: {names}",
    "Removed, for their heads are gone: {names}": "Entfernt, denn ihre Köpfe sind fort: {names}",
    "Its sound is in this file, but in no strip of this scene: it is not heard": (
        "Sein Ton ist in dieser Datei, aber in keinem Strip dieser Szene: man hört ihn nicht"
    ),
    "It was keyed at another frame rate than the scene's, so face and sound are not in time": (
        "Er hat Keyframes einer anderen Bildrate als die Szene, darum passen Gesicht und Ton nicht zusammen"
    ),
    "Show Take": "Take zeigen",
    "Let the head play this take, or no longer: keys and sound. It stays in the list": (
        "Den Kopf diesen Take spielen lassen oder nicht mehr: Keyframes und Ton. In der Liste bleibt er"
    ),
    "Play This One Only": "Nur diesen spielen",
    "Let the head play the chosen take and no other, wherever they lie": (
        "Den Kopf den gewählten Take spielen lassen und keinen anderen, wo immer sie liegen"
    ),
    "Delete Take": "Take löschen",
    "Take the chosen take out of the list and out of the scene": (
        "Den gewählten Take aus der Liste und aus der Szene nehmen"
    ),
    "Duplicate Take": "Take verdoppeln",
    "Put the chosen take into the list once more, with keys of its own": (
        "Den gewählten Take noch einmal in die Liste setzen, mit eigenen Keyframes"
    ),
    "Rate Take": "Take bewerten",
    "How good the chosen take is; the same star again takes the rating away": (
        "Wie gut der gewählte Take ist; derselbe Stern noch einmal nimmt die Bewertung weg"
    ),
    "Save as .take": "Als .take speichern",
    "Save the chosen take as a file for the shell, Python or another scene; edited keys are not in it": (
        "Den gewählten Take als Datei speichern, für die Kommandozeile, Python oder eine andere Szene; geänderte "
        "Keyframes sind nicht darin"
    ),
    "Load .take": ".take laden",
    "Put a take from a file onto the head, at the start frame": (
        "Einen Take aus einer Datei auf den Kopf setzen, am Startbild"
    ),
    "Saved as {name}": "Gespeichert als {name}",
    "There is no such take": "Diesen Take gibt es nicht",
    "Generate speech first: each one is kept as a take": "Erzeuge zuerst Sprache: jede wird als Take behalten",
    "Each speech that you generate is kept here": "Jede Sprache, die du erzeugst, wird hier behalten",
    "{seconds:.1f} s, from frame {start}": "{seconds:.1f} s, ab Bild {start}",
    "Another Take": "Noch ein Take",
    "The chosen take once more with another seed: at once, for nothing is spoken or heard again": (
        "Den gewählten Take noch einmal mit anderem Startwert: sofort, denn nichts wird neu gesprochen oder angehört"
    ),
    "Three Takes": "Drei Takes",
    "Three more of the chosen take, each with another seed, to choose from in the list": (
        "Drei weitere vom gewählten Take, jeder mit anderem Startwert, zur Auswahl in der Liste"
    ),
    "Of the first one; by chance where it is not given": "Des ersten; zufällig, wo er nicht angegeben ist",
    "Fewer Keys": "Weniger Keyframes",
    "Let the chosen take play by few keys with handles, to be edited by hand; where lips meet they are exact": (
        "Den gewählten Take mit wenigen Keyframes mit Griffen spielen lassen, von Hand zu bearbeiten; wo Lippen sich "
        "treffen, sind sie genau"
    ),
    "Furthest Off": "Größte Abweichung",
    "By how much a shape may differ from what it was": "Um wie viel eine Form von ihrem früheren Wert abweichen darf",
    "{after} keys instead of {before}": "{after} Keyframes statt {before}",
    "A Key on Every Frame": "Ein Keyframe je Bild",
    "Key the chosen take as it was made; what was edited on its keys is lost": (
        "Den gewählten Take so setzen, wie er gemacht wurde; was an seinen Keyframes geändert wurde, geht verloren"
    ),
    "Merge Takes": "Takes zusammenführen",
    "Make one take of several: the mouth of one, brows and eyes of another, the head of a third": (
        "Aus mehreren Takes einen machen: der Mund von einem, Brauen und Augen von einem anderen, der Kopf von einem "
        "dritten"
    ),
    "Mouth": "Mund",
    "The take whose speech and lips stay": "Der Take, dessen Sprache und Lippen bleiben",
    "Brows and Eyes": "Brauen und Augen",
    "The take whose brows, lids and eyes are taken": "Der Take, von dem Brauen, Lider und Augen kommen",
    "The take whose head's turn is taken": "Der Take, von dem die Kopfbewegung kommt",
    "{name} merged": "{name} zusammengeführt",
    "There is one take alone: make another one first": "Es gibt nur einen Take: mache erst noch einen",
    "a film has one face alone": "ein Film hat nur ein Gesicht",
    "Choose a take of a text or a recording": "Wähle einen Take von einem Text oder einer Aufnahme",
    "it does not say what it was made of": "er sagt nicht, woraus er gemacht wurde",
    "Choose one that was generated here": "Wähle einen, der hier erzeugt wurde",
    "it belongs to the linked file": "er gehört der verknüpften Datei",
    "Delete it there, or hide it here": "Lösche ihn dort, oder blende ihn hier aus",
    "its shapes are called otherwise now, and its keys were edited": (
        "seine Formen heißen jetzt anders, und seine Keyframes wurden bearbeitet"
    ),
    "Name them as they were": "Benenne sie, wie sie hießen",
    "its action was deleted": "seine Aktion wurde gelöscht",
    "its sound was deleted": "sein Ton wurde gelöscht",
    "its text was deleted": "sein Text wurde gelöscht",
    "Delete the take, and generate it again": "Lösche den Take und erzeuge ihn noch einmal",
    "Put the sound back": "Lege den Ton wieder an seinen Platz",
    "How much lips, cheeks and tongue move; P, B and M shut at any": (
        "Wie sehr sich Lippen, Wangen und Zunge bewegen; P, B und M schließen immer"
    ),
    "Jaw": "Kiefer",
    "How far the jaw opens; P, B and M shut at any": "Wie weit der Kiefer öffnet; P, B und M schließen immer",
    "Brows": "Brauen",
    "How much the brows move": "Wie sehr sich die Brauen bewegen",
    "Eyes": "Augen",
    "How much lids and gaze move": "Wie sehr sich Lider und Blick bewegen",
    "How much the head turns": "Wie sehr sich der Kopf bewegt",
    "How much of its emotion the face shows; the voice stays": (
        "Wie viel von seiner Emotion das Gesicht zeigt; die Stimme bleibt"
    ),
    "Play As": "Spielen als",
    "How the head plays its takes": "Wie der Kopf seine Takes spielt",
    "Keys": "Keyframes",
    "Keys on the head's own action, to be edited there": (
        "Keyframes auf der eigenen Aktion des Kopfes, dort zu bearbeiten"
    ),
    "Strips": "Streifen",
    "Strips in the NLA editor, one for each part of the face, with sliders": (
        "Streifen im NLA-Editor, einer für jeden Teil des Gesichts, mit Reglern"
    ),
    "Sliders need strips: choose Play As: Strips": "Regler brauchen Streifen: wähle Spielen als: Streifen",
    "Show the take first": "Zeige den Take erst",
    "Slider": "Regler",
    "Key Slider": "Regler setzen",
    "Set a key with the slider's value at the current frame": (
        "Einen Keyframe mit dem Wert des Reglers am aktuellen Bild setzen"
    ),
    "Remove Slider's Keys": "Keyframes des Reglers entfernen",
    "Take all keys of this slider away; it holds its value": (
        "Alle Keyframes dieses Reglers wegnehmen; er behält seinen Wert"
    ),
    "Emotion as a Slider": "Emotion als Regler",
    "Move the chosen take once more without its emotion, so that a slider sets how much of it is seen": (
        "Den gewählten Take noch einmal ohne seine Emotion bewegen, damit ein Regler sagt, wie viel davon zu sehen ist"
    ),
    "It was made without an emotion": "Er wurde ohne Emotion gemacht",
    "The emotion has a slider": "Die Emotion hat einen Regler",
    "Choose a head and try again": "Wähle einen Kopf und versuche es noch einmal",
    "it was deleted meanwhile": "er wurde inzwischen gelöscht",
    "Choose another one": "Wähle einen anderen",
    "Look at Camera": "Zur Kamera blicken",
    "Let the eyes follow the scene's camera; the takes' glances play on top": (
        "Die Augen der Kamera der Szene folgen lassen; die Blicke der Takes spielen obenauf"
    ),
    "The scene has no camera": "Die Szene hat keine Kamera",
    "Look at Active Object": "Zum aktiven Objekt blicken",
    "Look At": "Blick auf",
    "Active": "Aktives",
    "Plain": "Schlicht",
    "As Captured": "Wie aufgenommen",
    "Let the eyes follow the active object; the takes' glances play on top": (
        "Die Augen dem aktiven Objekt folgen lassen; die Blicke der Takes spielen obenauf"
    ),
    "Click the object to look at first": "Klicke erst das Objekt an, zu dem geblickt werden soll",
    "Look Ahead": "Geradeaus blicken",
    "Let the eyes follow nothing any more": "Die Augen nichts mehr folgen lassen",
    "The eyes follow nothing": "Die Augen folgen nichts",
    "Gaze": "Blick",
    "Cross-Fade Takes": "Takes überblenden",
    "Make one take of two of the same speech: the chosen one until a frame, another one after it": (
        "Aus zwei Takes derselben Sprache einen machen: der gewählte bis zu einem Bild, ein anderer danach"
    ),
    "Then": "Dann",
    "The take that it fades into": "Der Take, in den überblendet wird",
    "Frame": "Bild",
    "Where the middle of the fade lies; lips fade between contacts": (
        "Wo die Mitte der Überblendung liegt; Lippen blenden zwischen Kontakten über"
    ),
    "Fade": "Überblendung",
    "How long it fades, in seconds": "Wie lange überblendet wird, in Sekunden",
    "{name} cross-faded": "{name} überblendet",
    "Bake Take": "Take backen",
    "Key what the chosen take plays, sliders and all, on the head's own action: it is yours from then on": (
        "Was der gewählte Take spielt, samt Reglern, auf die eigene Aktion des Kopfes setzen: von da an gehört es dir"
    ),
    "First Frame": "Erstes Bild",
    "Where it begins; 0 with the last one for the take's own": "Wo es beginnt; 0 mit dem letzten für die des Takes",
    "Last Frame": "Letztes Bild",
    "Where it ends; 0 with the first one for the take's own": "Wo es endet; 0 mit dem ersten für die des Takes",
    "Step": "Schritt",
    "Frames from key to key; there is one besides where lips meet": (
        "Bilder von Keyframe zu Keyframe; wo Lippen sich treffen, ist noch einer"
    ),
    "Few Keys": "Wenige Keyframes",
    "Few keys with handles in the place of one at each step": "Wenige Keyframes mit Griffen statt einem je Schritt",
    "Onto": "Auf",
    "What becomes of what is animated there already": "Was aus dem wird, was dort schon animiert ist",
    "Replace": "Ersetzen",
    "It gives way to the take": "Es weicht dem Take",
    "Add": "Hinzufügen",
    "The take is added to it; lips that are open in it may stay open": (
        "Der Take kommt dazu; Lippen, die darin offen sind, können offen bleiben"
    ),
    "Blend In": "Einblenden",
    "Frames over which it comes": "Bilder, über die er kommt",
    "Blend Out": "Ausblenden",
    "Frames over which it goes": "Bilder, über die er geht",
    "Curves keyed from frame {first} to {last}: {count}": "Gesetzte Kurven, Bild {first} bis {last}: {count}",
    "Unbake Take": "Take zurückholen",
    "Take the baked keys out, put those back that lay there, and let the take play; edits are lost": (
        "Die gebackenen Keyframes herausnehmen, die zurücksetzen, die dort lagen, und den Take spielen lassen; "
        "Änderungen gehen verloren"
    ),
    "It is not baked": "Er ist nicht gebacken",
    "It is baked: unbake it first": "Er ist gebacken: hole ihn erst zurück",
    "it is baked already": "er ist schon gebacken",
    "it is not baked": "er ist nicht gebacken",
    "it is baked: its keys are your own": "er ist gebacken: seine Keyframes sind deine eigenen",
    "Unbake it first": "Hole ihn erst zurück",
    "Bake it first": "Backe ihn erst",
    "the last frame does not lie after the first": "das letzte Bild liegt nicht nach dem ersten",
    "Choose other frames": "Wähle andere Bilder",
    "Baked": "Gebacken",
    "Colour": "Farbe",
    "By which the take is found in the list": "An der man den Take in der Liste findet",
    "Advanced": "Erweitert",
    "The rules have nothing to set here": "Die Regeln haben hier nichts einzustellen",
    "One that fits each head": "Eine, die zu jedem Kopf passt",
    "Automatic Threads": "Threads automatisch",
    "One processor thread fewer than there are cores, so that Blender stays quick. Takes effect when Blender starts": (
        "Ein Prozessor-Thread weniger, als es Kerne gibt, damit Blender flott bleibt. Wirkt, wenn Blender startet"
    ),
    "Speech uses {count} of {cores} processor cores": "Sprache nutzt {count} von {cores} Prozessorkernen",
    "Temporary files: {size:.1f} MB": "Vorläufige Dateien: {size:.1f} MB",
    "Clear": "Leeren",
    "Delete the temporary files of this Blender, and let the worker process give its memory back": (
        "Die vorläufigen Dateien dieses Blenders löschen und den Arbeitsprozess seinen Speicher zurückgeben lassen"
    ),
    "{size:.1f} MB of temporary files were deleted": "{size:.1f} MB vorläufige Dateien wurden gelöscht",
}

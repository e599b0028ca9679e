# SPDX-License-Identifier: GPL-3.0-or-later
"""German of the mapping editor: English text of the code -> German."""

GERMAN_MAPPING = {
    "Mapping": "Zuordnung",
    "Ours": "Unsere",
    "What of ours it shows": "Was von uns sie zeigt",
    "Theirs": "Seine",
    "The shape key, custom property, bone, pose, layer or object": (
        "Shape-Key, eigene Eigenschaft, Knochen, Pose, Ebene oder Objekt"
    ),
    "Number of a Picture": "Nummer eines Bildes",
    "A number that chooses a drawn mouth: it is the strength while ours is shown": (
        "Eine Zahl, die einen gezeichneten Mund wählt: sie ist die Stärke, solange unserer gezeigt wird"
    ),
    "Seen": "Sichtbar",
    "A layer or an object that is a drawn mouth, seen while ours is shown": (
        "Eine Ebene oder ein Objekt, das ein gezeichneter Mund ist, sichtbar, solange unserer gezeigt wird"
    ),
    "drawn mouths of Rhubarb": "gezeichnete Münder von Rhubarb",
    "drawn mouths of Preston Blair": "gezeichnete Münder von Preston Blair",
    "drawn mouths of Character Animator": "gezeichnete Münder von Character Animator",
    "its board is an object of its own": "sein Bedienfeld ist ein eigenes Objekt",
    "drawn mouths of a chart of twelve": "gezeichnete Münder einer Tafel mit zwölf",
    "drawn mouths, by the words in their names": "gezeichnete Münder, nach den Wörtern in ihren Namen",
    "drawn vowels of Japanese": "gezeichnete Vokale des Japanischen",
    "drawn visemes of Oculus": "gezeichnete Viseme von Oculus",
    "Empty for a shape key or a custom property": "Leer für einen Shape-Key oder eine eigene Eigenschaft",
    "there is no such kind of control": "so etwas gibt es nicht",
    "it is nothing of ours": "es ist nichts von uns",
    "Look at its spelling": "Achte auf die Schreibweise",
    "Moved By": "Bewegt durch",
    "Shape or Property": "Shape-Key oder Eigenschaft",
    "The shape key or custom property of that name": "Der Shape-Key oder die eigene Eigenschaft dieses Namens",
    "Bone Left": "Knochen nach links",
    "The bone moves to the character's left, in the armature's units": (
        "Der Knochen bewegt sich nach links von der Figur, in Einheiten des Skeletts"
    ),
    "Bone Up": "Knochen nach oben",
    "The bone moves up, in the armature's units": "Der Knochen bewegt sich nach oben, in Einheiten des Skeletts",
    "Bone Forward": "Knochen nach vorn",
    "The bone moves out of the face, in the armature's units": (
        "Der Knochen bewegt sich aus dem Gesicht heraus, in Einheiten des Skeletts"
    ),
    "Bone Nods": "Knochen nickt",
    "The bone turns as a head nods and a jaw opens, in degrees": (
        "Der Knochen dreht sich, wie ein Kopf nickt und ein Kiefer sich öffnet, in Grad"
    ),
    "Bone Shakes": "Knochen dreht sich",
    "The bone turns to the character's left, in degrees": "Der Knochen dreht sich nach links von der Figur, in Grad",
    "Bone Tilts": "Knochen neigt sich",
    "The bone leans to the character's right, in degrees": (
        "Der Knochen neigt sich nach rechts von der Figur, in Grad"
    ),
    "Slider X": "Regler X",
    "The bone moves along its own X axis, as the slider of a board": (
        "Der Knochen bewegt sich entlang seiner eigenen X-Achse, wie der Schieber einer Tafel"
    ),
    "Slider Y": "Regler Y",
    "The bone moves along its own Y axis, as the slider of a board": (
        "Der Knochen bewegt sich entlang seiner eigenen Y-Achse, wie der Schieber einer Tafel"
    ),
    "Slider Z": "Regler Z",
    "The bone moves along its own Z axis, as the slider of a board": (
        "Der Knochen bewegt sich entlang seiner eigenen Z-Achse, wie der Schieber einer Tafel"
    ),
    "controls of MetaHuman's board": "Regler der Tafel von MetaHuman",
    "controls of a board": "Regler einer Tafel",
    "Pose": "Pose",
    "An action that holds one pose, as a pose library has them": (
        "Eine Aktion mit einer einzigen Pose, wie Posenbibliotheken sie haben"
    ),
    "it is an instance of the collection {name}": "es ist eine Instanz der Sammlung {name}",
    "Make it real: Object > Apply > Make Instances Real": "Mache sie real: Objekt > Anwenden > Instanzen real machen",
    "Make a library override of it: Object > Library Override > Make": (
        "Lege eine Bibliotheksüberschreibung davon an: Objekt > Bibliotheksüberschreibung > Erstellen"
    ),
    "The head does not turn: something else holds its bone {name}": (
        "Der Kopf dreht sich nicht: etwas anderes hält seinen Knochen {name}"
    ),
    "The track {name} of the NLA editor is soloed (its star), so Blender plays nothing else": (
        "Die Spur {name} im NLA-Editor ist solo (ihr Stern), darum spielt Blender nichts anderes"
    ),
    "The track {name} of the NLA editor is muted": "Die Spur {name} im NLA-Editor ist stumm",
    "The NLA editor is switched off for it": "Der NLA-Editor ist für ihn ausgeschaltet",
    "The influence of its action in the NLA editor is {percent} %": (
        "Der Einfluss seiner Aktion im NLA-Editor ist {percent} %"
    ),
    "Its action is mixed into the strips below, not put in their place (Blending, in the NLA editor)": (
        "Seine Aktion wird in die Streifen darunter gemischt, statt an ihre Stelle zu treten (Mischung, im NLA-Editor)"
    ),
    "Channels of it are muted in the graph editor": "Kanäle von ihm sind im Graph-Editor stumm",
    "Nothing hangs on the bones of {name}, so nothing is seen to move": (
        "An den Knochen von {name} hängt nichts, darum sieht man nichts sich bewegen"
    ),
    "It is hidden, or its collection is, so nobody looked whether it moves: {meshes}": (
        "Es ist verborgen, oder seine Sammlung, darum wurde nicht nachgesehen, ob es sich bewegt: {meshes}"
    ),
    "it is a metarig, of which Rigify makes a rig": "es ist ein Metarig, aus dem Rigify ein Rig macht",
    "Generate its rig (Properties > Data > Rigify), and choose that under Head": (
        "Erzeuge sein Rig (Eigenschaften > Daten > Rigify), und wähle dieses unter Kopf"
    ),
    "The mesh of {name} is linked still. Shift-click the chain at its name, in the tab Data of the properties": (
        "Das Mesh von {name} ist noch verknüpft. Umschalt-Klick auf die Kette an seinem Namen (Eigenschaften, Daten)"
    ),
    "its bones follow those of {name}": "seine Knochen folgen denen von {name}",
    "Choose {name} under Head": "Wähle unter Kopf {name}",
    "neither its shape keys nor its bones are of a face that is known": (
        "weder seine Shape-Keys noch seine Knochen sind von einem bekannten Gesicht"
    ),
    "Say in the panel Mapping what they show, or use Add Head": (
        "Sag unter Zuordnung, was sie zeigen, oder füge einen Kopf hinzu"
    ),
    "parts of a face, by bones of Rigify": "Teile eines Gesichts, über Knochen von Rigify",
    "parts of a face, by bones of Auto-Rig Pro": "Teile eines Gesichts, über Knochen von Auto-Rig Pro",
    "parts of a face, by the words in its bones' names": "Teile eines Gesichts, nach den Namen der Knochen",
    "Moved by the published table: its lips could not be measured": (
        "Nach der veröffentlichten Tabelle bewegt: seine Lippen ließen sich nicht messen"
    ),
    "Fitted to its own lips": "An seine eigenen Lippen angepasst",
    "direct visemes of Character Creator": "direkte Viseme von Character Creator",
    "controls, by the words in their names": "Regler, nach den Wörtern in ihren Namen",
    "controls, by what expressions of SMPL-X do to its mesh": (
        "Regler, nach dem, was Ausdrücke von SMPL-X an seinem Netz bewirken"
    ),
    "{names} and {count} more": "{names} und {count} weitere",
    "Nothing that was keyed opens its mouth: its shapes are empty, muted, absolute or hidden by a pinned one, "
    "or its bones or drivers move nothing": (
        "Nichts, was gesetzt wurde, öffnet den Mund: Seine Formen sind leer, stummgeschaltet, absolut oder von "
        "einer angehefteten verdeckt, oder seine Knochen oder Treiber bewegen nichts"
    ),
    "The scene stretches time, under Output: face and sound part": (
        "Die Szene streckt unter Ausgabe die Zeit: Gesicht und Ton laufen auseinander"
    ),
    "The scene begins at frame {frame}: nothing before it is seen or heard": (
        "Die Szene beginnt bei Bild {frame}: was davor liegt, ist weder zu sehen noch zu hören"
    ),
    "Only the preview range plays, frames {start} to {end}, and this lies outside": (
        "Nur der Vorschaubereich läuft ab, Bild {start} bis {end}, und dies liegt außerhalb"
    ),
    "Keys that lay on these frames gave way: {count}; undo brings them back": (
        "Keyframes, die auf diesen Bildern lagen, sind gewichen: {count}; Rückgängig holt sie zurück"
    ),
    "Its lips stay apart at P, B and M, as Blender shows it": (
        "Seine Lippen bleiben bei P, B und M offen, so wie Blender sie zeigt"
    ),
    "mouths of Rhubarb": "Münder von Rhubarb",
    "mouths of Character Animator": "Münder von Character Animator",
    "mouths of Preston Blair": "Münder von Preston Blair",
    "Strength": "Stärke",
    "Its value where ours is 1": "Ihr Wert, wo unsere 1 ist",
    "Test": "Probe",
    "Move it now, to see what it does; it is not kept": (
        "Jetzt bewegen, um zu sehen, was sie tut; wird nicht behalten"
    ),
    "Map": "Zuordnung",
    "File": "Datei",
    "Its name, which its file has too": "Ihr Name, den auch ihre Datei hat",
    "it is moved by FLAME's own numbers": "er wird von FLAMEs eigenen Zahlen bewegt",
    "It needs no map": "Er braucht keine Zuordnung",
    "Choose what of ours it shows": "Wähle, was von uns sie zeigt",
    "The head has no control of that name": "Der Kopf hat nichts dieses Namens",
    "Edit Mapping": "Zuordnung bearbeiten",
    "Show what of the head follows what of ours as a table, to correct it by hand": (
        "Als Tabelle zeigen, was am Kopf was von uns folgt, um es von Hand zu berichtigen"
    ),
    "Find Automatically": "Automatisch finden",
    "Forget what was corrected by hand, and go by the names of the head's shapes again": (
        "Vergessen, was von Hand berichtigt wurde, und wieder nach den Namen der Formen gehen"
    ),
    "Add Row": "Zeile hinzufügen",
    "Another control of the head that follows something of ours": "Noch etwas am Kopf, das etwas von uns folgt",
    "Remove Row": "Zeile entfernen",
    "Let this control stay at rest": "Dies in Ruhe lassen",
    "no row is chosen": "keine Zeile ist gewählt",
    "Choose one": "Wähle eine",
    "All to Rest": "Alles in Ruhe",
    "Set every test slider to 0": "Alle Proben auf 0 setzen",
    "Save Map": "Zuordnung sichern",
    "Keep the map in your own folder under its name, for other scenes with this rig": (
        "Die Zuordnung unter ihrem Namen im eigenen Ordner behalten, für andere Szenen mit diesem Rig"
    ),
    "The map is kept as {path}": "Die Zuordnung liegt in {path}",
    "Save Map As": "Zuordnung sichern als",
    "Write the map into a file, for somebody else who has this rig": (
        "Die Zuordnung in eine Datei schreiben, für andere mit diesem Rig"
    ),
    "The map is written to {path}": "Die Zuordnung steht in {path}",
    "Load Map": "Zuordnung laden",
    "Let the head be moved by a map that was saved": "Den Kopf nach einer gesicherten Zuordnung bewegen",
    "From a File ...": "Aus einer Datei ...",
    "{name} is moved by the map {map}": "{name} wird nach der Zuordnung {map} bewegt",
    "it has no map of its own": "er hat keine eigene Zuordnung",
    "Edit the mapping first": "Bearbeite zuerst die Zuordnung",
    "Found automatically, by the names of its shapes": "Automatisch gefunden, nach den Namen seiner Formen",
    "it has nothing of what its map {name} moves": "er hat nichts von dem, was seine Zuordnung {name} bewegt",
    "Load another map, or find one automatically": "Lade eine andere Zuordnung, oder lass eine finden",
    "controls, by its own map": "Regler, nach eigener Zuordnung",
}

# SPDX-License-Identifier: GPL-3.0-or-later
"""Spanish of the mapping editor: English text of the code -> Spanish."""

SPANISH_MAPPING = {
    "Mapping": "Correspondencias",
    "Ours": "Nuestra",
    "What of ours it shows": "Qué forma nuestra muestra",
    "Theirs": "Suya",
    "The shape key, custom property, bone, pose, layer or object": (
        "La forma clave, propiedad personalizada, hueso, pose, capa u objeto"
    ),
    "Number of a Picture": "Número de imagen",
    "A number that chooses a drawn mouth: it is the strength while ours is shown": (
        "Un número que elige una boca dibujada: es la intensidad mientras se muestra la nuestra"
    ),
    "Seen": "Visible",
    "A layer or an object that is a drawn mouth, seen while ours is shown": (
        "Una capa o un objeto que es una boca dibujada, visible mientras se muestra la nuestra"
    ),
    "drawn mouths of Rhubarb": "bocas dibujadas de Rhubarb",
    "drawn mouths of Preston Blair": "bocas dibujadas de Preston Blair",
    "drawn mouths of Character Animator": "bocas dibujadas de Character Animator",
    "its board is an object of its own": "su panel de control es un objeto propio",
    "drawn mouths of a chart of twelve": "bocas dibujadas de una tabla de doce",
    "drawn mouths, by the words in their names": "bocas dibujadas, por las palabras de sus nombres",
    "drawn vowels of Japanese": "vocales dibujadas del japonés",
    "drawn visemes of Oculus": "visemas dibujados de Oculus",
    "Empty for a shape key or a custom property": "Vacío para una forma clave o una propiedad personalizada",
    "there is no such kind of control": "no existe ese tipo de control",
    "it is nothing of ours": "no es nada nuestro",
    "Look at its spelling": "Revisa cómo está escrito",
    "Moved By": "Movida por",
    "Shape or Property": "Forma o propiedad",
    "The shape key or custom property of that name": "La forma clave o propiedad personalizada de ese nombre",
    "Bone Left": "Hueso a la izquierda",
    "The bone moves to the character's left, in the armature's units": (
        "El hueso se mueve hacia la izquierda del personaje, en unidades del esqueleto"
    ),
    "Bone Up": "Hueso arriba",
    "The bone moves up, in the armature's units": "El hueso se mueve hacia arriba, en unidades del esqueleto",
    "Bone Forward": "Hueso adelante",
    "The bone moves out of the face, in the armature's units": "El hueso sale de la cara, en unidades del esqueleto",
    "Bone Nods": "Hueso asiente",
    "The bone turns as a head nods and a jaw opens, in degrees": (
        "El hueso gira como asiente una cabeza y se abre una mandíbula, en grados"
    ),
    "Bone Shakes": "Hueso niega",
    "The bone turns to the character's left, in degrees": "El hueso gira hacia la izquierda del personaje, en grados",
    "Bone Tilts": "Hueso se inclina",
    "The bone leans to the character's right, in degrees": (
        "El hueso se inclina hacia la derecha del personaje, en grados"
    ),
    "Slider X": "Deslizador X",
    "The bone moves along its own X axis, as the slider of a board": (
        "El hueso se mueve por su propio eje X, como el deslizador de un tablero"
    ),
    "Slider Y": "Deslizador Y",
    "The bone moves along its own Y axis, as the slider of a board": (
        "El hueso se mueve por su propio eje Y, como el deslizador de un tablero"
    ),
    "Slider Z": "Deslizador Z",
    "The bone moves along its own Z axis, as the slider of a board": (
        "El hueso se mueve por su propio eje Z, como el deslizador de un tablero"
    ),
    "controls of MetaHuman's board": "controles del tablero de MetaHuman",
    "controls of a board": "controles de un tablero",
    "Pose": "Pose",
    "An action that holds one pose, as a pose library has them": (
        "Una acción que contiene una pose, como las de una biblioteca de poses"
    ),
    "it is an instance of the collection {name}": "es una instancia de la colección {name}",
    "Make it real: Object > Apply > Make Instances Real": (
        "Hazla real: Objeto > Aplicar > Convertir instancias en reales"
    ),
    "Make a library override of it: Object > Library Override > Make": (
        "Haz una redefinición de biblioteca: Objeto > Redefinición de biblioteca > Crear"
    ),
    "The head does not turn: something else holds its bone {name}": (
        "La cabeza no gira: otra cosa sujeta su hueso {name}"
    ),
    "The track {name} of the NLA editor is soloed (its star), so Blender plays nothing else": (
        "La pista {name} del editor de ANL está en solo (su estrella), así que Blender no reproduce nada más"
    ),
    "The track {name} of the NLA editor is muted": "La pista {name} del editor de ANL está silenciada",
    "The NLA editor is switched off for it": "El editor de ANL está desactivado para ella",
    "The influence of its action in the NLA editor is {percent} %": (
        "La influencia de su acción en el editor de ANL es del {percent} %"
    ),
    "Its action is mixed into the strips below, not put in their place (Blending, in the NLA editor)": (
        "Su acción se mezcla con los clips de debajo en lugar de sustituirlos (Fusión, en el editor de ANL)"
    ),
    "Channels of it are muted in the graph editor": "Hay canales suyos silenciados en el editor de gráficas",
    "Nothing hangs on the bones of {name}, so nothing is seen to move": (
        "Nada cuelga de los huesos de {name}, así que no se ve moverse nada"
    ),
    "It is hidden, or its collection is, so nobody looked whether it moves: {meshes}": (
        "Está oculta, o lo está su colección, así que no se ha mirado si se mueve: {meshes}"
    ),
    "it is a metarig, of which Rigify makes a rig": "es un metarig, del que Rigify hace un rig",
    "Generate its rig (Properties > Data > Rigify), and choose that under Head": (
        "Genera su rig (Propiedades > Datos > Rigify) y elígelo en Cabeza"
    ),
    "The mesh of {name} is linked still. Shift-click the chain at its name, in the tab Data of the properties": (
        "La malla de {name} sigue vinculada. Mayús-clic en la cadena junto a su nombre (Propiedades, Datos)"
    ),
    "its bones follow those of {name}": "sus huesos siguen a los de {name}",
    "Choose {name} under Head": "Elige {name} en Cabeza",
    "neither its shape keys nor its bones are of a face that is known": (
        "ni sus formas clave ni sus huesos son de una cara conocida"
    ),
    "Say in the panel Mapping what they show, or use Add Head": (
        "Decir en el panel Correspondencias qué muestran, o usar Agregar cabeza"
    ),
    "parts of a face, by bones of Rigify": "partes de una cara, por huesos de Rigify",
    "parts of a face, by bones of Auto-Rig Pro": "partes de una cara, por huesos de Auto-Rig Pro",
    "parts of a face, by the words in its bones' names": (
        "partes de una cara, por las palabras en los nombres de sus huesos"
    ),
    "Moved by the published table: its lips could not be measured": (
        "Movida por la tabla publicada: no se pudieron medir sus labios"
    ),
    "Fitted to its own lips": "Ajustada a sus propios labios",
    "direct visemes of Character Creator": "visemas directos de Character Creator",
    "controls, by the words in their names": "controles, por las palabras en sus nombres",
    "controls, by what expressions of SMPL-X do to its mesh": (
        "controles, por lo que las expresiones de SMPL-X hacen a su malla"
    ),
    "{names} and {count} more": "{names} y {count} más",
    "Nothing that was keyed opens its mouth: its shapes are empty, muted, absolute or hidden by a pinned one, "
    "or its bones or drivers move nothing": (
        "Nada de lo fijado abre la boca: sus formas están vacías, silenciadas, son absolutas o las oculta "
        "una fijada, o sus huesos o controladores no mueven nada"
    ),
    "Its lips stay apart at P, B and M, as Blender shows it": (
        "Sus labios quedan separados en P, B y M, tal como Blender los muestra"
    ),
    "mouths of Rhubarb": "bocas de Rhubarb",
    "mouths of Character Animator": "bocas de Character Animator",
    "mouths of Preston Blair": "bocas de Preston Blair",
    "Strength": "Intensidad",
    "Its value where ours is 1": "Su valor cuando la nuestra está en 1",
    "Test": "Probar",
    "Move it now, to see what it does; it is not kept": "Muévela ahora, para ver qué hace; no se conserva",
    "Map": "Mapa",
    "File": "Archivo",
    "Its name, which its file has too": "Su nombre, que es también el de su archivo",
    "it is moved by FLAME's own numbers": "la mueven los propios números de FLAME",
    "It needs no map": "No necesita ningún mapa",
    "Choose what of ours it shows": "Elegir qué forma nuestra muestra",
    "The head has no control of that name": "La cabeza no tiene ningún control de ese nombre",
    "Edit Mapping": "Editar correspondencias",
    "Show what of the head follows what of ours as a table, to correct it by hand": (
        "Muestra en una tabla qué de la cabeza sigue a qué de lo nuestro, para corregirlo a mano"
    ),
    "Find Automatically": "Buscar automáticamente",
    "Forget what was corrected by hand, and go by the names of the head's shapes again": (
        "Olvida lo corregido a mano, y se guía otra vez por los nombres de las formas de la cabeza"
    ),
    "Add Row": "Agregar fila",
    "Another control of the head that follows something of ours": "Otro control de la cabeza que sigue algo nuestro",
    "Remove Row": "Quitar fila",
    "Let this control stay at rest": "Deja este control en reposo",
    "no row is chosen": "no se eligió ninguna fila",
    "Choose one": "Elegir una",
    "All to Rest": "Todo en reposo",
    "Set every test slider to 0": "Pone todos los deslizadores de prueba en 0",
    "Save Map": "Guardar mapa",
    "Keep the map in your own folder under its name, for other scenes with this rig": (
        "Conserva el mapa en la carpeta propia bajo su nombre, para otras escenas con este personaje"
    ),
    "The map is kept as {path}": "El mapa se conserva como {path}",
    "Save Map As": "Guardar mapa como",
    "Write the map into a file, for somebody else who has this rig": (
        "Escribe el mapa en un archivo, para otra persona que tenga este personaje"
    ),
    "The map is written to {path}": "El mapa se escribió en {path}",
    "Load Map": "Cargar mapa",
    "Let the head be moved by a map that was saved": "Hace que la cabeza se mueva según un mapa guardado",
    "From a File ...": "De un archivo...",
    "{name} is moved by the map {map}": "{name} se mueve según el mapa {map}",
    "it has no map of its own": "no tiene mapa propio",
    "Edit the mapping first": "Editar primero las correspondencias",
    "Found automatically, by the names of its shapes": "Encontradas automáticamente, por los nombres de sus formas",
    "it has nothing of what its map {name} moves": "no tiene nada de lo que mueve su mapa {name}",
    "Load another map, or find one automatically": "Cargar otro mapa, o buscar uno automáticamente",
    "controls, by its own map": "controles, por su propio mapa",
}

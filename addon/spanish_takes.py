# SPDX-License-Identifier: GPL-3.0-or-later
"""Spanish of what is said of takes: English text of the code -> Spanish."""

SPANISH_TAKES = {
    "Variation": "Variación",
    "How much the mouth differs from seed to seed: 0 not at all, 1 as one person's does at most; lips close at any": (
        "Cuánto difiere la boca de semilla a semilla: 0 nada, 1 como mucho lo que la de una persona; los labios se "
        "cierran siempre"
    ),
    "Takes": "Tomas",
    "Take": "Toma",
    "Click a take, and the head plays it": "Clic en una toma, y la cabeza la reproduce",
    "Rating": "Valoración",
    "How good it is": "Qué tan buena es",
    "Add Its Sound": "Añadir su sonido",
    "Put the sound of what the head says into the sequencer of this scene, where it is said": (
        "Poner el sonido de lo que dice la cabeza en el secuenciador de esta escena, donde lo dice"
    ),
    "Remove These Sounds": "Quitar estos sonidos",
    "Take sounds out of the sequencer of this scene whose heads were deleted": (
        "Quitar del secuenciador de esta escena los sonidos cuyas cabezas fueron borradas"
    ),
    "Still heard, though their heads are gone: {names}": "Todavía se oyen, aunque sus cabezas ya no están: {names}",
    "Removed, for their heads are gone: {names}": "Quitadas, pues sus cabezas ya no están: {names}",
    "Its sound is in this file, but in no strip of this scene: it is not heard": (
        "Su sonido está en este archivo, pero en ninguna tira de esta escena: no se oye"
    ),
    "It was keyed at another frame rate than the scene's, so face and sound are not in time": (
        "Tiene claves de otra velocidad de fotogramas que la escena, así que cara y sonido no van a la par"
    ),
    "Show Take": "Mostrar toma",
    "Let the head play this take, or no longer: keys and sound. It stays in the list": (
        "Hace que la cabeza reproduzca esta toma, o que deje de hacerlo: claves y sonido. Permanece en la lista"
    ),
    "Play This One Only": "Reproducir solo esta",
    "Let the head play the chosen take and no other, wherever they lie": (
        "Hace que la cabeza reproduzca la toma elegida y ninguna otra, dondequiera que estén"
    ),
    "Delete Take": "Borrar toma",
    "Take the chosen take out of the list and out of the scene": "Quita la toma elegida de la lista y de la escena",
    "Duplicate Take": "Duplicar toma",
    "Put the chosen take into the list once more, with keys of its own": (
        "Pone la toma elegida una vez más en la lista, con claves propias"
    ),
    "Rate Take": "Valorar toma",
    "How good the chosen take is; the same star again takes the rating away": (
        "Qué tan buena es la toma elegida; la misma estrella otra vez quita la valoración"
    ),
    "Save as .take": "Guardar como .take",
    "Save the chosen take as a file for the shell, Python or another scene; edited keys are not in it": (
        "Guarda la toma elegida como archivo para la consola, Python u otra escena; las claves editadas no están en él"
    ),
    "Load .take": "Cargar .take",
    "Put a take from a file onto the head, at the start frame": (
        "Pone una toma de un archivo en la cabeza, en el fotograma inicial"
    ),
    "Saved as {name}": "Guardada como {name}",
    "There is no such take": "No existe esa toma",
    "Generate speech first: each one is kept as a take": "Generar primero el habla: cada una se conserva como toma",
    "Each speech that you generate is kept here": "Aquí se conserva cada habla que se genera",
    "{seconds:.1f} s, from frame {start}": "{seconds:.1f} s, desde el fotograma {start}",
    "Another Take": "Otra toma",
    "The chosen take once more with another seed: at once, for nothing is spoken or heard again": (
        "La toma elegida una vez más con otra semilla: al instante, pues nada se dice ni se escucha de nuevo"
    ),
    "Three Takes": "Tres tomas",
    "Three more of the chosen take, each with another seed, to choose from in the list": (
        "Tres más de la toma elegida, cada una con otra semilla, para elegir en la lista"
    ),
    "Of the first one; by chance where it is not given": "De la primera; al azar cuando no se indica",
    "Fewer Keys": "Menos claves",
    "Let the chosen take play by few keys with handles, to be edited by hand; where lips meet they are exact": (
        "Hace que la toma elegida se reproduzca con pocas claves con asas, para editarlas a mano; donde los labios "
        "se juntan son exactas"
    ),
    "Furthest Off": "Desvío máximo",
    "By how much a shape may differ from what it was": "Cuánto puede diferir una forma de lo que era",
    "{after} keys instead of {before}": "{after} claves en lugar de {before}",
    "A Key on Every Frame": "Una clave en cada fotograma",
    "Key the chosen take as it was made; what was edited on its keys is lost": (
        "Pone las claves de la toma elegida como se hizo; lo que se editó en ellas se pierde"
    ),
    "Merge Takes": "Combinar tomas",
    "Make one take of several: the mouth of one, brows and eyes of another, the head of a third": (
        "Hace una toma de varias: la boca de una, cejas y ojos de otra, la cabeza de una tercera"
    ),
    "Mouth": "Boca",
    "The take whose speech and lips stay": "La toma cuya habla y labios permanecen",
    "Brows and Eyes": "Cejas y ojos",
    "The take whose brows, lids and eyes are taken": "La toma de la que se toman cejas, párpados y ojos",
    "The take whose head's turn is taken": "La toma de la que se toma el giro de la cabeza",
    "{name} merged": "{name} combinada",
    "There is one take alone: make another one first": "Hay una sola toma: hacer otra primero",
    "a film has one face alone": "una película tiene solo una cara",
    "Choose a take of a text or a recording": "Elegir una toma de un texto o de una grabación",
    "it does not say what it was made of": "no dice de qué se hizo",
    "Choose one that was generated here": "Elegir una que se haya generado aquí",
    "it belongs to the linked file": "pertenece al archivo vinculado",
    "Delete it there, or hide it here": "Borrarla allí, u ocultarla aquí",
    "its shapes are called otherwise now, and its keys were edited": (
        "sus formas se llaman ahora de otro modo y sus fotogramas clave se editaron"
    ),
    "Name them as they were": "Ponles los nombres de antes",
    "its action was deleted": "su acción se borró",
    "its sound was deleted": "su sonido se borró",
    "its text was deleted": "su texto se borró",
    "Delete the take, and generate it again": "Borrar la toma, y generarla de nuevo",
    "Put the sound back": "Volver a poner el sonido",
    "How much lips, cheeks and tongue move; P, B and M shut at any": (
        "Cuánto se mueven labios, mejillas y lengua; P, B y M cierran siempre"
    ),
    "Jaw": "Mandíbula",
    "How far the jaw opens; P, B and M shut at any": "Cuánto se abre la mandíbula; P, B y M cierran siempre",
    "Brows": "Cejas",
    "How much the brows move": "Cuánto se mueven las cejas",
    "Eyes": "Ojos",
    "How much lids and gaze move": "Cuánto se mueven los párpados y la mirada",
    "How much the head turns": "Cuánto gira la cabeza",
    "How much of its emotion the face shows; the voice stays": "Cuánto de su emoción muestra la cara; la voz permanece",
    "Play As": "Reproducir como",
    "How the head plays its takes": "Cómo reproduce la cabeza sus tomas",
    "Keys": "Claves",
    "Keys on the head's own action, to be edited there": "Claves en la acción propia de la cabeza, para editarlas allí",
    "Strips": "Clips",
    "Strips in the NLA editor, one for each part of the face, with sliders": (
        "Clips en el editor de ANL, uno para cada parte de la cara, con deslizadores"
    ),
    "Sliders need strips: choose Play As: Strips": "Los deslizadores necesitan clips: elegir Reproducir como: Clips",
    "Show the take first": "Mostrar primero la toma",
    "Slider": "Deslizador",
    "Key Slider": "Insertar clave del deslizador",
    "Set a key with the slider's value at the current frame": (
        "Inserta una clave con el valor del deslizador en el fotograma actual"
    ),
    "Remove Slider's Keys": "Quitar claves del deslizador",
    "Take all keys of this slider away; it holds its value": (
        "Quita todas las claves de este deslizador; conserva su valor"
    ),
    "Emotion as a Slider": "Emoción como deslizador",
    "Move the chosen take once more without its emotion, so that a slider sets how much of it is seen": (
        "Mueve la toma elegida una vez más sin su emoción, para que un deslizador defina cuánto se ve de ella"
    ),
    "It was made without an emotion": "Se hizo sin emoción",
    "The emotion has a slider": "La emoción tiene un deslizador",
    "Choose a head and try again": "Elegir una cabeza e intentarlo de nuevo",
    "it was deleted meanwhile": "se borró mientras tanto",
    "Choose another one": "Elegir otra",
    "Look at Camera": "Mirar a la cámara",
    "Let the eyes follow the scene's camera; the takes' glances play on top": (
        "Hace que los ojos sigan la cámara de la escena; las miradas de las tomas se suman"
    ),
    "The scene has no camera": "La escena no tiene cámara",
    "Look at Active Object": "Mirar al objeto activo",
    "Look At": "Mirar a",
    "Active": "Activo",
    "Plain": "Sencillo",
    "As Captured": "Como grabado",
    "Let the eyes follow the active object; the takes' glances play on top": (
        "Hace que los ojos sigan el objeto activo; las miradas de las tomas se suman"
    ),
    "Click the object to look at first": "Hacer clic primero en el objeto al que mirar",
    "Look Ahead": "Mirar al frente",
    "Let the eyes follow nothing any more": "Hace que los ojos ya no sigan nada",
    "The eyes follow nothing": "Los ojos no siguen nada",
    "Gaze": "Mirada",
    "Cross-Fade Takes": "Fundir tomas",
    "Make one take of two of the same speech: the chosen one until a frame, another one after it": (
        "Hace una toma de dos de la misma habla: la elegida hasta un fotograma, otra después"
    ),
    "Then": "Después",
    "The take that it fades into": "La toma en la que se funde",
    "Frame": "Fotograma",
    "Where the middle of the fade lies; lips fade between contacts": (
        "Dónde está el medio del fundido; los labios se funden entre contactos"
    ),
    "Fade": "Fundido",
    "How long it fades, in seconds": "Cuánto dura el fundido, en segundos",
    "{name} cross-faded": "{name} fundida",
    "Bake Take": "Capturar toma",
    "Key what the chosen take plays, sliders and all, on the head's own action: it is yours from then on": (
        "Inserta como claves lo que reproduce la toma elegida, con sus deslizadores, en la acción propia de la "
        "cabeza: desde entonces es del artista"
    ),
    "First Frame": "Primer fotograma",
    "Where it begins; 0 with the last one for the take's own": (
        "Dónde comienza; 0, junto con el último, para los propios de la toma"
    ),
    "Last Frame": "Último fotograma",
    "Where it ends; 0 with the first one for the take's own": (
        "Dónde termina; 0, junto con el primero, para los propios de la toma"
    ),
    "Step": "Paso",
    "Frames from key to key; there is one besides where lips meet": (
        "Fotogramas de clave a clave; hay además una donde los labios se juntan"
    ),
    "Few Keys": "Pocas claves",
    "Few keys with handles in the place of one at each step": "Pocas claves con asas en lugar de una en cada paso",
    "Onto": "Sobre",
    "What becomes of what is animated there already": "Qué ocurre con lo que ya está animado allí",
    "It gives way to the take": "Cede su lugar a la toma",
    "The take is added to it; lips that are open in it may stay open": (
        "La toma se le suma; los labios que estén abiertos en ello pueden quedar abiertos"
    ),
    "Blend In": "Transición de entrada",
    "Frames over which it comes": "Fotogramas durante los que aparece",
    "Blend Out": "Transición de salida",
    "Frames over which it goes": "Fotogramas durante los que desaparece",
    "Curves keyed from frame {first} to {last}: {count}": (
        "Curvas con claves del fotograma {first} al {last}: {count}"
    ),
    "Unbake Take": "Deshacer captura",
    "Take the baked keys out, put those back that lay there, and let the take play; edits are lost": (
        "Quita las claves capturadas, repone las que estaban allí y hace que la toma se reproduzca; las ediciones "
        "se pierden"
    ),
    "It is not baked": "No está capturada",
    "It is baked: unbake it first": "Está capturada: deshacer primero la captura",
    "it is baked already": "ya está capturada",
    "it is not baked": "no está capturada",
    "it is baked: its keys are your own": "está capturada: sus claves son del artista",
    "Unbake it first": "Deshacer primero la captura",
    "Bake it first": "Capturarla primero",
    "the last frame does not lie after the first": "el último fotograma no está después del primero",
    "Choose other frames": "Elegir otros fotogramas",
    "Baked": "Capturada",
    "Colour": "Color",
    "By which the take is found in the list": "Por el que se encuentra la toma en la lista",
    "Advanced": "Avanzado",
    "The rules have nothing to set here": "Las reglas no tienen nada que definir aquí",
    "One that fits each head": "Una que corresponda a cada cabeza",
    "Automatic Threads": "Hilos automáticos",
    "One processor thread fewer than there are cores, so that Blender stays quick. Takes effect when Blender starts": (
        "Un hilo de procesador menos que núcleos hay, para que Blender siga siendo rápido. Surte efecto al iniciar "
        "Blender"
    ),
    "Speech uses {count} of {cores} processor cores": "El habla usa {count} de {cores} núcleos del procesador",
    "Temporary files: {size:.1f} MB": "Archivos temporales: {size:.1f} MB",
    "Clear": "Limpiar",
    "Delete the temporary files of this Blender, and let the worker process give its memory back": (
        "Borra los archivos temporales de este Blender, y hace que el proceso auxiliar devuelva su memoria"
    ),
    "{size:.1f} MB of temporary files were deleted": "Se borraron {size:.1f} MB de archivos temporales",
}

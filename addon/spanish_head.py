# SPDX-License-Identifier: GPL-3.0-or-later
"""Spanish of what is said of a head, its shapes, its messages and its sound: English text of the code -> Spanish."""

SPANISH_HEAD = {
    "Give Blender another folder for temporary files": "Dar a Blender otra carpeta para archivos temporales",
    "The sound cannot lie beside the file ({reason}); it stays inside": (
        "El sonido no puede quedar junto al archivo ({reason}); permanece dentro"
    ),
    "These meshes stay, for their shapes are called otherwise than the face's: {meshes}": (
        "Estas mallas no se mueven, pues sus formas se llaman de otro modo que las de la cara: {meshes}"
    ),
    "The same mesh makes the face of {names} move along: make it single-user, if they are to speak apart": (
        "Por la misma malla se mueve a la par la cara de {names}: hacerla de usuario único si han de hablar "
        "por separado"
    ),
    "These shapes are empty, so nothing is seen of them: {shapes}": (
        "Estas formas están vacías y no se ve nada de ellas: {shapes}"
    ),
    "These shapes are muted, so they stay: {shapes}": "Estas formas están silenciadas y no se mueven: {shapes}",
    "It has {count} of {all} shapes. Missing: {shapes}": "Tiene {count} de {all} formas. Faltan: {shapes}",
    "Drivers move {count} of its shapes; what they read is keyed instead": (
        "Controladores mueven {count} de sus formas; se anima lo que ellos leen"
    ),
    "Drivers hold these shapes, which will not move: {shapes}": (
        "Controladores retienen estas formas, que no se moverán: {shapes}"
    ),
    "These shapes do not move: {shapes}": "Estas formas no se mueven: {shapes}",
    "{name} is keyed from frame {start} to {end}": "{name} está animada del fotograma {start} al {end}",
    "Mute These Drivers": "Silenciar estos controladores",
    "Mute the drivers that hold shapes of the head, until its speech is removed": (
        "Silencia los controladores que retienen formas de la cabeza, hasta que se quite su habla"
    ),
    "Drivers muted: {count}": "Controladores silenciados: {count}",
    "Remove Speech": "Quitar habla",
    "Take out what the head says, keyframes and sound; drivers that were muted for it move it again": (
        "Quita lo que dice la cabeza, claves y sonido; los controladores que se silenciaron para ella la mueven de "
        "nuevo"
    ),
    "Strips of the NLA editor into which speech was pushed down stay: {names}": (
        "Los clips del editor de ANL a los que se empujó el habla se quedan: {names}"
    ),
    "Lines removed: {count}": "Líneas quitadas: {count}",
    "Sound": "Sonido",
    "Voice from This Head": "Voz según esta cabeza",
    "Look at the head itself and give it a voice of its own: sets voice, pitch and speed": (
        "Mira la cabeza misma y le da una voz propia: define voz, tono y velocidad"
    ),
    "has no shape keys by which its face could be found": ("no tiene shape keys con los que encontrar su cara"),
    "Use the picture button with a picture of it": "Usa el botón de imagen con una imagen de ella",
    "Voice File": "Archivo de voz",
    "Speak with a voice that lies in a file, NAME.voice.npz": (
        "Hablar con una voz que está en un archivo, NOMBRE.voice.npz"
    ),
    "Save Voice": "Guardar voz",
    "Write the voice that is set here, or a mix, to a file, higher, older or brighter; it is then chosen": (
        "Escribe la voz elegida aquí, o una mezcla, en un archivo, más aguda, mayor o más clara; queda elegida"
    ),
    "By Age": "Por edad",
    "Let it sound as old as is set here": "Que suene de la edad que se indica aquí",
    "Brightness": "Brillo",
    "Semitones that it is to speak higher by itself, its timbre along": (
        "Semitonos que ha de hablar más aguda por sí misma, con su timbre"
    ),
    "Decibels that its upper range is to be louder": "Decibelios que sus agudos han de sonar más fuerte",
    "As old as it is to sound, in pitch and pace": "La edad que ha de aparentar, en tono y ritmo",
    "{name} speaks from now on": "{name} habla desde ahora",
    "Mark Speech": "Marcar la voz",
    "Lay an inaudible mark into what the voices say, by which it can be told from recordings "
    "(soliloquy detect). Recordings are never marked": (
        "Poner en lo que dicen las voces una marca inaudible que lo distingue de las grabaciones "
        "(soliloquy detect). Las grabaciones nunca se marcan"
    ),
    "Where the speech of a saved file is kept. Until the first save it is packed into the file": (
        "Dónde se conserva el habla de un archivo guardado. Hasta el primer guardado se empaqueta en el archivo"
    ),
    "Beside, and Packed while Small": "Aparte, y empaquetado si es pequeño",
    "A file sent alone can be heard up to 20 MB of sound, about 5 min": (
        "Un archivo enviado solo puede oírse hasta 20 MB de sonido, unos 5 min"
    ),
    "Packed": "Empaquetado",
    "In the file alone, however large": "Solo en el archivo, por grande que sea",
    "Beside": "Aparte",
    "In the folder speech beside the file alone": "Solo en la carpeta speech, junto al archivo",
    "Set Up Portrait": "Preparar retrato",
    "Camera at eye height with 85 mm, three soft lights, a background and render settings for the head; other lights "
    "are hidden, and a head of Add Head grows its hair by hair": (
        "Cámara a la altura de los ojos con 85 mm, tres luces suaves, un fondo y ajustes de procesamiento para la "
        "cabeza; las otras luces se ocultan, y a una cabeza de las nuestras le crece el pelo uno a uno"
    ),
    "{count} other lights were hidden": "Se ocultaron otras {count} luces",
}

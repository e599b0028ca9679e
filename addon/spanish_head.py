# SPDX-License-Identifier: GPL-3.0-or-later
"""Spanish of what is said of a head, its shapes, its messages and its sound: English text of the code -> Spanish."""

SPANISH_HEAD = {
    "Give Blender another folder for temporary files": "Dar a Blender otra carpeta para archivos temporales",
    "The sound cannot lie beside the file ({reason}); it stays inside": (
        "El sonido no puede quedar junto al archivo ({reason}); permanece dentro"
    ),
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
    "{count} drivers were muted": "{count} controladores se silenciaron",
    "Remove Speech": "Quitar habla",
    "Take out what the head says, keyframes and sound; drivers that were muted for it move it again": (
        "Quita lo que dice la cabeza, claves y sonido; los controladores que se silenciaron para ella la mueven de "
        "nuevo"
    ),
    "{count} lines were removed": "{count} líneas se quitaron",
    "Sound": "Sonido",
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

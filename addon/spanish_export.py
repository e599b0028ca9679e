# SPDX-License-Identifier: GPL-3.0-or-later
"""What the artist reads of exports, in Spanish: English text of the code -> Spanish."""

SPANISH_EXPORT = {
    "Export": "Exportar",
    "Export Speech": "Exportar habla",
    "Write the animation, with or without the head, as files for an engine": (
        "Escribe la animación, con la cabeza o sin ella, como archivos para un motor"
    ),
    "What": "Qué",
    "What becomes a file": "Qué se convierte en archivo",
    "This Take": "Esta toma",
    "The take at the current frame, otherwise the one that was written last": (
        "La toma en el fotograma actual, o si no la última que se escribió"
    ),
    "All Takes": "Todas las tomas",
    "Every take that was written to the head, each as a file of its own": (
        "Cada toma que se escribió en la cabeza, cada una en su propio archivo"
    ),
    "Action": "Acción",
    "The frames of the active action, however it was made": (
        "Los fotogramas de la acción activa, sin importar cómo se hizo"
    ),
    "NLA Strips": "Clips de ANL",
    "The frames of each strip of the NLA editor that is not muted, each as a file of its own": (
        "Los fotogramas de cada clip del editor de ANL que no esté silenciado, cada uno en su propio archivo"
    ),
    "Format": "Formato",
    "Of the files, where they are for no engine": "De los archivos, cuando no son para ningún motor",
    "FBX": "FBX",
    "glTF": "glTF",
    "For Unreal, Unity, Maya and others": "Para Unreal, Unity, Maya y otros",
    "For Godot, the web and others": "Para Godot, la web y otros",
    "Folder": "Carpeta",
    "Where the files go": "Dónde van los archivos",
    "Formats": "Formatos",
    "Names of formats with commas; empty for what the engine takes": (
        "Nombres de formatos separados por comas; vacío para lo que el motor acepta"
    ),
    "Sound Beside": "Sonido aparte",
    "Write the sound as a WAV beside each file": "Escribe el sonido como WAV junto a cada archivo",
    "Soliloquy Speech (FBX)": "Habla de Soliloquy (FBX)",
    "Soliloquy Speech (glTF)": "Habla de Soliloquy (glTF)",
    "Soliloquy Speech (Clips for an Engine)": "Habla de Soliloquy (clips para un motor)",
    "For": "Para",
    "Make the files as an engine wants them": "Hace los archivos como los quiere un motor",
    "Head and Clips": "Cabeza y clips",
    "Write the head once, and for each take a clip without it; needs an engine": (
        "Escribe la cabeza una vez, y para cada toma un clip sin ella; necesita un motor"
    ),
    "Closed Lips": "Labios cerrados",
    "Closed lips in the CSV, FBX and glTF: as mouthClose, or folded into jawOpen for rigs without it": (
        "Labios cerrados en CSV, FBX y glTF: como mouthClose, o incluidos en jawOpen para personajes sin esa forma"
    ),
    "As a shape of its own, as ARKit has it": "Como una forma propia, tal como la tiene ARKit",
    "In jawOpen": "En jawOpen",
    "For rigs that have no mouthClose: the jaw closes with the lips": (
        "Para personajes sin mouthClose: la mandíbula se cierra con los labios"
    ),
    "mouthClose": "mouthClose",
    "whole frames at 30 a second, levels of detail": "fotogramas enteros a 30 por segundo, niveles de detalle",
    "its own controls in place of ARKit's shapes": "sus propios controles en lugar de las formas de ARKit",
    "levels of detail; a split writes .anim": "niveles de detalle; por separado escribe .anim",
    "a split writes .tres": "por separado escribe .tres",
    "the head with its animation, no levels of detail": "la cabeza con su animación, sin niveles de detalle",
    "for three.js and the like; a split writes JSON": "para three.js y similares; por separado escribe JSON",
    "no object is chosen": "no se eligió ningún objeto",
    "it has no mesh in this scene": "no tiene malla en esta escena",
    "Choose a mesh, or the armature that moves it": "Elegir una malla, o el esqueleto que la mueve",
    "it has not been made to speak yet": "todavía no se la ha hecho hablar",
    "Generate speech first, or export its action instead": "Generar primero su habla, o exportar su acción",
    "NLA strip that is not muted": "clip de ANL sin silenciar",
    "active action": "acción activa",
    "it has no {what}": "no tiene {what}",
    "Animate it first, or export something else of it": "Animarla primero, o exportar otra cosa de ella",
    "there is no such object in the scene": "no existe ese objeto en la escena",
    "Its meshes are: {names}": "Sus mallas son: {names}",
    "Choose where the files go": "Elegir dónde van los archivos",
    "lies beside a file that was never saved": "está junto a un archivo que nunca se guardó",
    "Save the file, or choose another": "Guardar el archivo, o elegir otra",
    "Choose another folder": "Elegir otra carpeta",
    "{count} files are in {folder}": "{count} archivos están en {folder}",
    "{name} is in {folder}": "{name} está en {folder}",
    "Clips": "Clips",
    "they are written for an engine": "se escriben para un motor",
    "exports have {least:g} to {most:g} frames a second": (
        "las exportaciones tienen de {least:g} a {most:g} fotogramas por segundo"
    ),
    "Change the scene's frame rate": "Cambiar la frecuencia de fotogramas de la escena",
    "Send to Live Link": "Enviar a Live Link",
    "Send what the head shows to Unreal Engine or whoever listens, each frame while the scene plays": (
        "Envía lo que muestra la cabeza a Unreal Engine o a quien escuche, fotograma a fotograma mientras se reproduce "
        "la escena"
    ),
    "Stop Live Link": "Detener Live Link",
    "Send nothing any more": "Deja de enviar",
    "To": "A",
    "Who listens: an address; 127.0.0.1 is this computer": "Quién escucha: una dirección; 127.0.0.1 es este equipo",
    "Port": "Puerto",
    "Where it listens": "Dónde escucha",
    "Write an address in numbers: 127.0.0.1 is this computer": (
        "Escribir una dirección en números: 127.0.0.1 es este equipo"
    ),
    "Switch on Allow Online Access in the preferences, under System": (
        "Activar Permitir acceso en línea en las preferencias, en Sistema"
    ),
    "Nothing could be sent there: {reason}": "No se pudo enviar nada allí: {reason}",
}

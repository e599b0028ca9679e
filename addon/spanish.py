# SPDX-License-Identifier: GPL-3.0-or-later
"""What the artist reads, in Spanish: English text of the code -> Spanish."""

from .spanish_edits import SPANISH_EDITS
from .spanish_export import SPANISH_EXPORT
from .spanish_head import SPANISH_HEAD
from .spanish_mapping import SPANISH_MAPPING
from .spanish_options import SPANISH_OPTIONS
from .spanish_person import SPANISH_PERSON
from .spanish_portrait import SPANISH_PORTRAIT
from .spanish_script import SPANISH_SCRIPT
from .spanish_source import SPANISH_SOURCE
from .spanish_takes import SPANISH_TAKES

SPANISH = {
    **SPANISH_EDITS,
    **SPANISH_EXPORT,
    **SPANISH_HEAD,
    **SPANISH_MAPPING,
    **SPANISH_OPTIONS,
    **SPANISH_PERSON,
    **SPANISH_PORTRAIT,
    **SPANISH_SCRIPT,
    **SPANISH_SOURCE,
    **SPANISH_TAKES,
    "Speech": "Habla",
    "Emotion": "Emoción",
    "What should the head say?": "¿Qué debe decir la cabeza?",
    "Text Block": "Bloque de texto",
    "Voice": "Voz",
    "A Voice of Its Own": "Una voz propia",
    "Play Voice": "Reproducir voz",
    "Voice from Picture": "Voz según imagen",
    "A voice of its own for the face in a picture: sets voice, pitch and speed": (
        "Da una voz propia a la cara de una imagen: define voz, tono y velocidad"
    ),
    "Variant": "Variante",
    "1, 2, ...: other voices that fit": "1, 2, ...: otras voces que corresponden",
    "A voice of some {hertz:.0f} Hz, {gender}": "Una voz de unos {hertz:.0f} Hz, {gender}",
    "The scene is gone; no voice was set": "La escena ya no existe; no se definió ninguna voz",
    "Second Voice": "Segunda voz",
    "Roll the Dice": "Lanzar el dado",
    "Start Here": "Iniciar aquí",
    "Head": "Cabeza",
    "Add Head": "Agregar cabeza",
    "Talking Head": "Cabeza parlante",
    "Import FLAME Head": "Importar cabeza FLAME",
    "FLAME File": "Archivo FLAME",
    "Its name in Add Head": "Su nombre en Agregar cabeza",
    "Make a head that speaks of your own FLAME file (.pkl or .npz), keep it, and add it": (
        "Hace una cabeza que habla a partir de un archivo FLAME propio (.pkl o .npz), la conserva y la agrega"
    ),
    "Making the head": "Haciendo la cabeza",
    "{name} is kept, and stands in Add Head; FLAME's own expressions meet its shapes within {left:.1f} mm": (
        "{name} se conserva, y está en Agregar cabeza; las expresiones propias de FLAME coinciden con sus formas "
        "hasta {left:.1f} mm"
    ),
    "Existing Speech": "Habla existente",
    "Replace Earlier": "Reemplazar anterior",
    "Keep Earlier": "Conservar anterior",
    "Replace": "Reemplazar",
    "Add": "Sumar",
    "Generate Speech Animation": "Generar animación de habla",
    "Stop": "Detener",
    "Reset Emotion": "Restablecer emoción",
    "Default Voice": "Voz predefinida",
    "Default Head": "Cabeza predefinida",
    "Manual": "Manual",
    "Changes the motion, never the voice": "Cambia el movimiento, nunca la voz",
    "Choose a head, or use Add Head": "Elegir una cabeza, o usar Agregar cabeza",
    "{name} is not in this scene": "{name} no está en esta escena",
    "Go to Object Mode first": "Pasar primero al Modo Objeto",
    "Speech is being made. Wait for it, or press Esc to stop it": (
        "Se está haciendo el habla. Esperar, o presionar Esc para detenerla"
    ),
    "Stopped; nothing was written": "Detenida; no se escribió nada",
    "Stopped because another file was opened; nothing was written": (
        "Detenida porque se abrió otro archivo; no se escribió nada"
    ),
    "{name} speaks from frame {start} to {end}": "{name} habla del fotograma {start} al {end}",
    "it was removed while its speech was being made; nothing was written": (
        "se quitó mientras se hacía su habla; no se escribió nada"
    ),
    "Add a head, or choose another": "Agregar una cabeza, o elegir otra",
    "is being made already": "ya se está haciendo",
    "Wait for it, or press Esc to stop it": "Esperar, o presionar Esc para detenerla",
    "Scene": "Escena",
    "it is gone; nothing was written": "ya no existe; no se escribió nada",
    "Generate again": "Generar de nuevo",
    "Choose a head and generate again": "Elegir una cabeza y generar de nuevo",
    "Nothing was written": "No se escribió nada",
    "The scene stretches time, under Output: face and sound part": (
        "La escena estira el tiempo, en Salida: la cara y el sonido se separan"
    ),
    "The scene begins at frame {frame}: nothing before it is seen or heard": (
        "La escena empieza en el fotograma {frame}: lo que hay antes no se ve ni se oye"
    ),
    "Only the preview range plays, frames {start} to {end}, and this lies outside": (
        "Solo se reproduce el rango de vista previa, del fotograma {start} al {end}, y esto queda fuera"
    ),
    "Keys that lay on these frames gave way: {count}; undo brings them back": (
        "Las claves que había en estos fotogramas han cedido su sitio: {count}; deshacer las recupera"
    ),
    "This build of Blender has no sound, so no sound strip was added": (
        "Esta versión de Blender no tiene sonido, por lo que no se agregó ningún clip de sonido"
    ),
    "none is chosen": "no se eligió ninguno",
    "It lacks {count} of the 52 shapes": "Le faltan {count} de las 52 formas",
    "It has {count} {kind}": "Tiene {count} {kind}",
    "Not found: {names}": "No encontrado: {names}",
    "visemes of Oculus": "visemas de Oculus",
    "ARKit shapes, by action units of FACS": "formas de ARKit, por unidades de acción de FACS",
    "ARKit shapes, by controls of MetaHuman": "formas de ARKit, por controles de MetaHuman",
    "ARKit shapes, by FACS morphs of Daz": "formas de ARKit, por formas FACS de Daz",
    "visemes of Daz": "visemas de Daz",
    "ARKit shapes, by expressions of Character Creator 4": "formas de ARKit, por expresiones de Character Creator 4",
    "lip shapes of Character Creator": "formas de los labios de Character Creator",
    "Microsoft visemes of MakeHuman": "visemas de Microsoft de MakeHuman",
    "expressions of VRM 0": "expresiones de VRM 0",
    "expressions of VRM 1": "expresiones de VRM 1",
    "mouths of VRoid": "bocas de VRoid",
    "morphs of MMD": "formas de MMD",
    "Set Voice": "Definir voz",
    "Hear a line in this voice, as it is set here": "Escucha una línea con esta voz, tal como está ajustada aquí",
    "Use Selected Sound Strip": "Usar clip de sonido seleccionado",
    "Take the recording, and the start frame, of the sound strip that is active in the sequencer": (
        "Toma la grabación, y el fotograma inicial, del clip de sonido activo en el editor de video"
    ),
    "Set the start to the current frame": "Define el inicio en el fotograma actual",
    "Another performance: a seed by chance": "Otra interpretación: una semilla al azar",
    "Set every emotion to 0": "Pone todas las emociones en 0",
    "Empty for none": "Vacío para ninguna",
    "Wait until the speech is made, or stop it": "Esperar a que el habla esté hecha, o detenerla",
    "Select a sound strip in the sequencer first": "Seleccionar primero un clip de sonido en el editor de video",
    "The voice cannot be played: {reason}": "La voz no se puede reproducir: {reason}",
    "Voice of new heads and scenes: a name, or a mix such as af_heart:0.6,bf_emma:0.4. "
    "Empty: of our heads one that fits each": (
        "Voz de nuevas cabezas y escenas: un nombre, o una mezcla como af_heart:0.6,bf_emma:0.4. Vacío: para "
        "nuestras cabezas, una que corresponda a cada una"
    ),
    "Identity that Add Head offers first; empty for the first of all": (
        "Identidad que Agregar cabeza ofrece primero; vacío para la primera de todas"
    ),
    "Threads": "Hilos",
    "Processor threads that speech may use; 0 for one fewer than there are cores. Takes effect when Blender starts": (
        "Hilos del procesador que el habla puede usar; 0 para uno menos que núcleos hay. Surte efecto al iniciar "
        "Blender"
    ),
}

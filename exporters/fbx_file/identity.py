# SPDX-License-Identifier: GPL-3.0-or-later
"""Names, numbers and paths: nothing that says when, where or by which process the file was made."""

from collections.abc import Mapping
from pathlib import PurePath, PureWindowsPath

from .document import Element
from .scene import Scene, name_of, rename

_FIRST_NUMBER = 1_000_000
"""Of the objects' numbers. Any would do that is far from 0, which is the scene."""

STAMP = {"Year": 1970, "Month": 1, "Day": 1, "Hour": 10, "Minute": 0, "Second": 0, "Millisecond": 0}
"""The clock that Blender's encoder writes as CreationTime, for which alone its file identifier is right."""


def rename_bones(scene: Scene, names: Mapping[str, str]) -> None:
    """Bones, their attributes and their clusters get the new names."""
    bones = [*scene.objects("Model", "LimbNode"), *scene.objects("NodeAttribute", "LimbNode")]
    for element in [*bones, *scene.objects("Deformer", "Cluster")]:
        old = name_of(element)
        if old in names:
            rename(element, names[old])


def forget_origin(scene: Scene) -> None:
    """No clock, no path of this computer; textures are called ``textures/NAME``."""
    header = scene.section("FBXHeaderExtension")
    stamp = header.find("CreationTimeStamp")
    if stamp is not None:
        for name, value in STAMP.items():
            stamp.put(name, "I", value)
    for info in header.all("SceneInfo"):
        _set_text(info, "Original|ApplicationNativeFile", b"")
    _name_pictures(scene)


def renumber(scene: Scene) -> None:
    """Number the objects in their order: Blender's numbers are another in each process."""
    objects = scene.section("Objects").below
    numbers = {element.values[0]: _FIRST_NUMBER + place for place, element in enumerate(objects)}
    for element in objects:
        element.values[0] = numbers[element.values[0]]
        for node in element.all("PoseNode"):
            numbered = node.find("Node")
            if numbered is not None:
                numbered.values = [numbers.get(numbered.values[0], 0)]
    for link in scene.section("Connections").below:
        link.values[1:3] = [numbers.get(each, 0) for each in link.values[1:3]]
    for place, document in enumerate(scene.section("Documents").all("Document")):
        document.values[0] = _FIRST_NUMBER - 1 - place


def _name_pictures(scene: Scene) -> None:
    """Two pictures that shared a name get a number, in the file's order."""
    given: dict[str, str] = {}
    for element in [*scene.objects("Video"), *scene.objects("Texture")]:
        label = "Filename" if element.name == "Video" else "FileName"
        where = element.text(label)
        if where not in given:
            given[where] = _free(f"textures/{_last(where)}", set(given.values()))
        inside = given[where].encode()
        element.put(label, "S", inside)
        element.put("RelativeFilename", "S", inside)
        _set_text(element, "Path", inside)


def _last(path: str) -> str:
    return PureWindowsPath(path).name if "\\" in path else PurePath(path).name


def _free(name: str, taken: set[str]) -> str:
    path, number = PurePath(name), 1
    while name in taken:
        number += 1
        name = str(path.with_stem(f"{path.stem}_{number}"))
    return name


def _set_text(element: Element, name: str, text: bytes) -> None:
    properties = element.find("Properties70")
    for each in properties.below if properties is not None else []:
        if each.values[0].decode() == name:
            each.values[4:] = [text]

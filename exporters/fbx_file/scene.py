# SPDX-License-Identifier: GPL-3.0-or-later
"""The objects of an FBX file and how they hang together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from ...runtime.arrays import Array
from .document import Document, Element


@dataclass(frozen=True, eq=False)
class Link:
    """A line of the file's connections: ``child`` belongs to ``parent``, or drives its ``property``."""

    child: int
    parent: int
    property: str


@dataclass(frozen=True, eq=False)
class Model:
    """A node of the scene. kind: "Null", "Mesh", "LimbNode" (a bone), "Camera" ... parent: None at the top."""

    id: int
    element: Element
    kind: str
    parent: "Model | None"

    @property
    def is_bone(self) -> bool:
        return self.kind == "LimbNode"


class Scene:
    """A document's objects by their numbers. What is dropped goes with its links when ``close`` is called."""

    def __init__(self, document: Document) -> None:
        self.top = document.top
        self._objects = self.section("Objects")
        self._dropped: set[int] = set()
        self.by_id: dict[int, Element] = {element.values[0]: element for element in self._objects.below}
        self._last = max(self.by_id, default=0)
        self._from_parent: dict[int, list[Link]] = {}
        self._from_child: dict[int, list[Link]] = {}
        for element in self.section("Connections").below:
            self._index(_link(element))

    def _index(self, link: Link) -> None:
        self._from_parent.setdefault(link.parent, []).append(link)
        self._from_child.setdefault(link.child, []).append(link)

    def section(self, name: str) -> Element:
        """A record right below the top; it is made where it is missing."""
        found = self.top.find(name)
        if found is None:
            found = Element(name)
            self.top.below.append(found)
        return found

    def objects(self, name: str, kind: str | None = None) -> Iterator[Element]:
        """The objects of that record's name, and of that kind where one is given."""
        for element in self._objects.below:
            if element.name == name and (kind is None or element.values[2].decode() == kind):
                yield element

    def children(self, parent: Element, name: str, kind: str | None = None) -> Iterator[Element]:
        """Objects of that record's name and kind that belong to ``parent``, in the file's order."""
        for link in self._from_parent.get(parent.values[0], ()):
            yield from self._named(link.child, name, kind)

    def parents(self, child: Element, name: str, kind: str | None = None) -> Iterator[Element]:
        """Objects of that record's name and kind that ``child`` belongs to."""
        for link in self._from_child.get(child.values[0], ()):
            yield from self._named(link.parent, name, kind)

    def drivers(self, driven: Element, name: str) -> Iterator[tuple[str, Element]]:
        """What drives the properties of ``driven``: the property's name, and the object of that record's name."""
        for link in self._from_parent.get(driven.values[0], ()):
            if link.property:
                yield from ((link.property, each) for each in self._named(link.child, name, None))

    @cached_property
    def models(self) -> list[Model]:
        """Every node, each after its parent."""
        found: dict[int, Model] = {}

        def add(element: Element) -> Model:
            number = element.values[0]
            if number not in found:
                parent = next(self.parents(element, "Model"), None)
                above = None if parent is None else add(parent)
                found[number] = Model(number, element, element.values[2].decode(), above)
            return found[number]

        for element in self.objects("Model"):
            add(element)
        return list(found.values())

    def drop(self, element: Element) -> None:
        """Take ``element`` out of the file, at ``close``."""
        self._dropped.add(element.values[0])

    def add(self, element: Element) -> Element:
        """Give ``element`` a number and put it into the file."""
        self._last += 1
        element.values[0] = self._last
        self.by_id[self._last] = element
        self._objects.below.append(element)
        return element

    def link(self, child: Element, parent: Element | None, driven: str = "") -> None:
        """``child`` belongs to ``parent``, None for the scene, or drives its property ``driven``."""
        number = 0 if parent is None else parent.values[0]
        if driven:
            element = Element("C", [b"OP", child.values[0], number, driven.encode()], "SLLS")
        else:
            element = Element("C", [b"OO", child.values[0], number], "SLL")
        self.section("Connections").below.append(element)
        self._index(_link(element))

    def move(self, child: Element, parent: Element) -> None:
        """What lay right below the scene belongs to ``parent``. What was looked up before does not hear of it."""
        links = self.section("Connections")
        links.below = [each for each in links.below if each.values[:3] != [b"OO", child.values[0], 0]]
        self.link(child, parent)

    def close(self) -> None:
        """Take out what was dropped, with its links, and count anew."""
        kept = [each for each in self._objects.below if each.values[0] not in self._dropped]
        self.by_id = {element.values[0]: element for element in kept}
        self._objects.below = kept
        links = self.section("Connections")
        links.below = [each for each in links.below if not self._dropped & set(each.values[1:3])]
        self._count(kept)

    def _count(self, kept: Iterable[Element]) -> None:
        counts: dict[str, int] = {"GlobalSettings": 1}
        for element in kept:
            counts[element.name] = counts.get(element.name, 0) + 1
        definitions = self.section("Definitions")
        types = {each.values[0].decode(): each for each in definitions.all("ObjectType")}
        for name, count in counts.items():
            if name not in types:
                types[name] = Element("ObjectType", [name.encode()], "S")
            types[name].put("Count", "I", count)
        others = [each for each in definitions.below if each.name != "ObjectType"]
        definitions.below = [*others, *(each for name, each in types.items() if name in counts)]
        definitions.put("Count", "I", sum(counts.values()))

    def _named(self, number: int, name: str, kind: str | None) -> Iterator[Element]:
        element = self.by_id.get(number)
        if element is not None and element.name == name and (kind is None or element.values[2].decode() == kind):
            yield element


def property_of(element: Element, name: str) -> list[Any] | None:
    """The values of one of ``element``'s properties; None where it has the template's."""
    found = _property(element, name)
    return None if found is None else found.values[4:]


def vector_of(element: Element, name: str, otherwise: float) -> Array:
    """The property ``name`` (3,), or thrice ``otherwise``, which is what FBX takes for a missing one."""
    values = property_of(element, name)
    return np.full(3, otherwise) if values is None else np.array(values, float)


def set_property(element: Element, name: str, kind: str, values: Iterable[Any], *, animated: bool = False) -> None:
    """Set a property to numbers; one that is missing is added, as animatable and of FBX's type ``kind``."""
    found = _property(element, name)
    if found is None:
        found = Element("P", [name.encode(), kind.encode(), b"", b"A"], "SSSS")
        properties = element.find("Properties70") or element.put("Properties70", "")
        properties.below.append(found)
    flags = found.values[3].replace(b"+", b"")
    numbers = [float(value) for value in values]
    found.values = [*found.values[:3], flags.replace(b"A", b"A+") if animated else flags, *numbers]
    found.types = "SSSS" + "D" * len(numbers)


def matrix_of(element: Element, name: str) -> Array:
    """A matrix (4,4) that acts on columns; FBX stores it column by column."""
    return element.array(name).reshape(4, 4).T


def set_matrix(element: Element, name: str, matrix: Array) -> None:
    element.put(name, "d", np.ascontiguousarray(matrix.T).reshape(-1))


def name_of(element: Element) -> str:
    """An object's own name; FBX writes its class behind it."""
    return element.values[1].split(b"\x00\x01")[0].decode()


def rename(element: Element, name: str) -> None:
    kind = element.values[1].split(b"\x00\x01")[-1]
    element.values[1] = name.encode() + b"\x00\x01" + kind


def _property(element: Element, name: str) -> Element | None:
    properties = element.find("Properties70")
    wanted = name.encode()
    return None if properties is None else next((each for each in properties.below if each.values[0] == wanted), None)


def _link(element: Element) -> Link:
    driven = element.values[3].decode() if len(element.values) > 3 else ""
    return Link(element.values[1], element.values[2], driven)

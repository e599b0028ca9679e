# SPDX-License-Identifier: GPL-3.0-or-later
"""Stands for Unreal's module ``unreal``: it has what docs/export/unreal-api.md names, refuses all else, and records.

An import makes what Unreal's importers would by their manual: of an FBX the mesh or the animation that the options ask
for, of a WAV a sound. ``interchange`` makes it name assets after the file, as that importer does.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

from .programs import ROOT

TABLE = ROOT / "docs" / "export" / "unreal-api.md"
_ROW = re.compile(r"^\| (?:`(\w+)`|module) \|(.*?)\| `.*?` \| .*? \|$", re.MULTILINE)


def known_calls() -> dict[str, set[str]]:
    """Class -> what of it may be called or set; the module's own functions are under ""."""
    found: dict[str, set[str]] = {}
    for name, members in _ROW.findall(TABLE.read_text(encoding="utf-8")):
        found.setdefault(name, set()).update(re.findall(r"`(\w+)`", members))
    return found


class Known:
    """An object of Unreal's. Its class names what it has."""

    members: ClassVar[set[str]] = set()

    def __init__(self, *values: Any) -> None:
        self.values = values
        self.properties: dict[str, Any] = {}
        self.called: list[tuple[Any, ...]] = []

    def set_editor_property(self, name: str, value: Any) -> None:
        self._check(name)
        self.properties[name] = value

    def get_editor_property(self, name: str) -> Any:
        self._check(name)
        return self.properties[name]

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)
        self._check(name)
        return lambda *values: self.called.append((name, *values))

    def calls(self, name: str) -> Iterator[tuple[Any, ...]]:
        return (call[1:] for call in self.called if call[0] == name)

    def _check(self, name: str) -> None:
        if name not in self.members:
            raise AttributeError(f"{type(self).__name__}.{name} does not stand in {TABLE.name}")


class Engine:
    """assets: path -> asset. said: (kind, line) of the log. missing: files of which the importer makes nothing."""

    def __init__(self, *, interchange: bool = False, missing: tuple[str, ...] = ()) -> None:
        self.interchange, self.missing = interchange, missing
        self.assets: dict[str, Known] = {}
        self.said: list[tuple[str, str]] = []
        self.tasks: list[Known] = []
        self.module = self._module()

    def _module(self) -> ModuleType:
        module = ModuleType("unreal")
        for name, members in known_calls().items():
            if name:
                setattr(module, name, type(name, (Known,), {"members": members}))
        for kind in known_calls()[""]:
            setattr(module, kind, lambda line, kind=kind: self.said.append((kind, line)))
        unreal: Any = module
        unreal.FBXImportType.FBXIT_SKELETAL_MESH, unreal.FBXImportType.FBXIT_ANIMATION = "mesh", "animation"
        self._give_parts(unreal)
        self._give_library(unreal.EditorAssetLibrary)
        tools = unreal.AssetTools()
        tools.import_asset_tasks = lambda tasks: self._import_all(unreal, tasks)
        tools.create_asset = lambda name, folder, wanted, factory: self._kept(f"{folder}/{name}", wanted())
        unreal.AssetToolsHelpers.get_asset_tools = staticmethod(lambda: tools)
        return module

    def _give_parts(self, unreal: Any) -> None:
        """What an object has from its making."""

        def with_parts(owner: Any, **parts: Callable[[], Any]) -> None:
            def start(self: Known, *values: Any) -> None:
                Known.__init__(self, *values)
                self.properties.update({name: make() for name, make in parts.items()})

            owner.__init__ = start

        with_parts(
            unreal.FbxImportUI,
            skeletal_mesh_import_data=unreal.FbxSkeletalMeshImportData,
            anim_sequence_import_data=unreal.FbxAnimSequenceImportData,
        )
        with_parts(unreal.SkeletalMesh, skeleton=unreal.Skeleton)
        with_parts(unreal.SkeletalMeshActor, skeletal_mesh_component=unreal.SkeletalMeshComponent)
        with_parts(unreal.MovieSceneSkeletalAnimationSection, params=unreal.MovieSceneSkeletalAnimationParams)
        unreal.AnimSequence.get_play_length = lambda self: 2.5
        unreal.MovieSceneSkeletalAnimationTrack.add_section = _making(unreal.MovieSceneSkeletalAnimationSection)
        unreal.MovieSceneAudioTrack.add_section = _making(unreal.MovieSceneAudioSection)
        unreal.MovieSceneBindingProxy.get_object_template = _making(unreal.SkeletalMeshActor)
        unreal.MovieSceneBindingProxy.add_track = unreal.LevelSequence.add_track = _making_named
        unreal.LevelSequence.add_spawnable_from_class = _making(unreal.MovieSceneBindingProxy)
        unreal.ScopedSlowTask.__enter__ = lambda self: self
        unreal.ScopedSlowTask.__exit__ = lambda self, *error: None
        unreal.ScopedSlowTask.should_cancel = lambda self: False

    def _give_library(self, library: Any) -> None:
        def rename(old: str, new: str) -> bool:
            if new in self.assets:
                return False
            self.assets[new] = self.assets.pop(old.split(".", maxsplit=1)[0])
            return True

        library.load_asset = staticmethod(lambda path: self.assets.get(str(path).split(".")[0]))
        library.does_asset_exist = staticmethod(lambda path: path in self.assets)
        library.rename_asset = staticmethod(rename)
        library.save_asset = staticmethod(lambda path: path in self.assets)

    def _import_all(self, unreal: Any, tasks: Sequence[Known]) -> None:
        for task in tasks:
            self._import(unreal, task)

    def _import(self, unreal: Any, task: Known) -> None:
        self.tasks.append(task)
        file, options = Path(task.properties["filename"]), task.properties.get("options")
        if file.name in self.missing:
            task.properties["imported_object_paths"] = []
            return
        kind = "sound" if options is None else options.properties["mesh_type_to_import"]
        made = {"sound": unreal.SoundWave, "mesh": unreal.SkeletalMesh, "animation": unreal.AnimSequence}[kind]()
        name = file.stem.replace(" ", "_") if self.interchange else task.properties["destination_name"]
        path = f"{task.properties['destination_path']}/{name}"
        self._kept(path, made)
        task.properties["imported_object_paths"] = [f"{path}.{name}"]

    def _kept(self, path: str, asset: Known) -> Known:
        self.assets[path] = asset
        return asset


def _making(made: Any) -> Callable[..., Known]:
    def make(self: Known, *values: Any) -> Known:
        found: Known = made()
        self.called.append((made.__name__, found))
        return found

    return make


def _making_named(self: Known, wanted: Any) -> Known:
    made: Known = wanted()
    self.called.append((wanted.__name__, made))
    return made

# SPDX-License-Identifier: GPL-3.0-or-later
"""Where nodes hang and what they are called: skinned meshes at the root, bones by names that travel."""

from collections.abc import Mapping
from typing import Any

_PLACE = ("translation", "rotation", "scale", "matrix")


def rename_bones(tree: dict[str, Any], names: Mapping[str, str]) -> None:
    """Give the joints that have one their new name."""
    joints = {joint for skin in tree.get("skins", ()) for joint in skin["joints"]}
    for joint in joints:
        node = tree["nodes"][joint]
        node["name"] = names.get(node.get("name", ""), node.get("name", ""))


def skinned_at_the_root(tree: dict[str, Any]) -> None:
    """Hang skinned meshes at their scene's root, without a place: by the specification their joints alone move them.

    Where one has children that are none, it becomes a node of its own, so that they stay where they are.
    """
    nodes = tree.get("nodes", [])
    for number in [number for number, node in enumerate(nodes) if "skin" in node]:
        own = number
        if any("skin" not in nodes[child] for child in nodes[number].get("children", ())):
            own = _apart(tree, number)
        _to_the_root(tree, own)


def _apart(tree: dict[str, Any], number: int) -> int:
    """Move the mesh of a node, and what animates it, to a new child."""
    node = tree["nodes"][number]
    moved = {key: node.pop(key) for key in ("mesh", "skin", "weights") if key in node}
    tree["nodes"].append({"name": node.get("name", "mesh"), **moved})
    own = len(tree["nodes"]) - 1
    node["children"].append(own)
    for animation in tree.get("animations", ()):
        for channel in animation["channels"]:
            if channel["target"].get("node") == number and channel["target"]["path"] == "weights":
                channel["target"]["node"] = own
    return own


def _to_the_root(tree: dict[str, Any], number: int) -> None:
    nodes = tree["nodes"]
    for key in _PLACE:
        nodes[number].pop(key, None)
    for animation in tree.get("animations", ()):
        animation["channels"] = [
            channel
            for channel in animation["channels"]
            if channel["target"].get("node") != number or channel["target"]["path"] == "weights"
        ]
    parents = {child: parent for parent, node in enumerate(nodes) for child in node.get("children", ())}
    if number not in parents:
        return
    top = number
    while top in parents:
        top = parents[top]
    _remove_child(nodes[parents[number]], number)
    for scene in tree.get("scenes", ()):
        if top in scene.get("nodes", ()):
            scene["nodes"].append(number)


def _remove_child(node: dict[str, Any], child: int) -> None:
    node["children"].remove(child)
    if not node["children"]:
        del node["children"]

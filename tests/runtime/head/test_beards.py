# SPDX-License-Identifier: GPL-3.0-or-later
"""A beard grows on chin, jaw and lip, on everybody's own skin, and is painted where it grows."""

import io
from dataclasses import replace

import numpy as np
import pytest
from PIL import Image
from soliloquy.runtime.head.beard_picture import paint_beard
from soliloquy.runtime.head.beard_strands import beard_strands
from soliloquy.runtime.head.brow_strands import brow_strands
from soliloquy.runtime.head.hairs_in_texture import spots_of
from soliloquy.runtime.head.heads import load_head
from soliloquy.runtime.head.textures import texture_name, texture_of
from soliloquy.runtime.people.beards import BEARDS, beard_cover, combed, lengths
from soliloquy.runtime.people.identity import BEARD, Identity
from soliloquy.runtime.people.presets import PRESETS, beard_of

_STRANGER = "woman=0.1,age=60,asian=0.7,beard=full"


def _off_skin(name: str) -> np.ndarray:
    """Metres (N,P) that the points of a beard's hairs are off the triangles which they stand on."""
    head = load_head(name)
    made = beard_strands(head)
    corner, other, third = np.moveaxis(head.vertices[made.corners].astype(float), 1, 0)
    normal = np.cross(other - corner, third - corner)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    return np.asarray(np.einsum("npi,ni->np", made.points - corner[:, None], normal))


def test_every_choice_is_a_beard_or_none() -> None:
    assert {choice.name for choice in BEARD} == {"auto", "shaven", *BEARDS}
    for name in BEARDS:
        assert beard_of(Identity(woman=0.1, beard=name)) == name
    assert beard_of(replace(PRESETS["Samuel"], beard="shaven")) == ""
    assert beard_of(PRESETS["Samuel"]) == "full" and beard_of(PRESETS["Clara"]) == ""
    assert not any(beard_of(Identity(woman=1.0, age=age)) for age in (20, 50, 80))


@pytest.mark.parametrize("name", [f"Kenji,beard={beard}" for beard in BEARDS] + [_STRANGER, "Clara,beard=goatee"])
def test_hairs_root_in_the_skin_and_leave_it(name: str) -> None:
    off = _off_skin(name)
    assert np.quantile(off[:, 0], [0.01, 0.99]) == pytest.approx([-0.0002, -0.0002], abs=0.0001)
    # Beside a nostril and in the corner of a chin skin is hollow: a few lie along it.
    assert (off[:, -1] > off[:, 0]).mean() > 0.95


def test_hairs_are_as_long_as_the_beard_has_them() -> None:
    for name, beard in BEARDS.items():
        points = beard_strands(load_head(f"Kenji,beard={name}")).points
        long = np.linalg.norm(np.diff(points, axis=1), axis=2).sum(axis=1) * 1000.0
        assert 0.2 * min(beard.long_mm) < np.median(long) < 1.5 * max(beard.long_mm), name
        assert 0.6 * beard.hairs < len(points) <= beard.hairs, name


def test_lips_and_nose_stay_bare_and_both_sides_are_alike() -> None:
    places = np.array([[0.0, -58, 40], [0, -66, 38], [20, -62, 30], [0, -30, 50], [0, 40, 30]])
    assert beard_cover(places).max() < 0.001
    some = np.array([[30.0, -80, 5], [58, -55, -30], [12, -49, 32]])
    np.testing.assert_allclose(beard_cover(some), beard_cover(some * (-1, 1, 1)))
    assert beard_cover(some).min() > 0.5
    np.testing.assert_allclose(combed(some), combed(some * (-1, 1, 1)) * (-1, 1, 1))
    full = lengths(BEARDS["full"], np.array([[0.0, -90, 20], [58, -50, -30], [12, -49, 32]]))
    assert full[0] > full[1] > full[2]


def test_everybodys_hairs_stand_on_the_same_triangles() -> None:
    one, other = (beard_strands(load_head(name)) for name in ("Samuel", _STRANGER))
    np.testing.assert_array_equal(one.corners, other.corners)
    assert not np.allclose(one.points, other.points, atol=0.001)


def test_it_is_painted_where_it_grows_and_nowhere_else() -> None:
    bare, bearded = load_head("Walter,beard=shaven"), load_head("Walter,beard=goatee,hair_colour=black")
    skin = np.full((1024, 1024, 3), 200, np.uint8)
    painted = paint_beard(skin, bearded)
    darker = (painted < 120).all(axis=2)
    of_skin = bearded.material_index == 0
    uv, quads = bearded.uv[of_skin].reshape(-1, 2), bearded.quads[of_skin].ravel()
    places = (bearded.vertices - bearded.joints[-2:].mean(axis=0))[quads] * 1000.0
    at = darker[np.clip(((1 - uv[:, 1]) * 1024).astype(int), 0, 1023), (uv[:, 0] * 1023).astype(int)]
    chin = (np.abs(places[:, 0]) < 8) & (places[:, 1] < -82) & (places[:, 1] > -95) & (places[:, 2] > 10)
    assert at[chin].mean() > 0.6
    assert not at[places[:, 1] > -30].any()
    assert paint_beard(skin, bare) is skin


def test_brows_have_the_colour_that_is_chosen_for_them_or_for_the_hair() -> None:
    def brow(name: str) -> float:
        head = load_head(name)
        picture = np.asarray(Image.open(io.BytesIO(texture_of(head, "skin"))).convert("L"), float)
        texel, _hair = spots_of(brow_strands(head), head, 2048)
        return float(np.median(picture.reshape(-1)[np.unique(texel)]))

    plain, skin = brow("Kenji"), 130.0
    assert plain < 100.0 and brow("Kenji,brow_colour=blond") > skin
    assert brow("Kenji,hair_colour=blond") == brow("Kenji,brow_colour=blond")
    assert brow("Kenji,hair_colour=blond,brow_colour=black") == pytest.approx(plain, abs=6.0)
    assert brow("Walter,brow_colour=black") < brow("Walter") - 40.0


def test_only_brows_change_with_their_colour() -> None:
    one, other = (
        np.asarray(Image.open(io.BytesIO(texture_of(load_head(name), "skin"))).convert("L"), float)
        for name in ("Mei", "Mei,brow_colour=blond")
    )
    changed = np.abs(one - other) > 12
    assert 0.0005 < changed.mean() < 0.01
    rows = np.flatnonzero(changed.any(axis=1))
    assert np.ptp(rows) < 250


def test_another_beard_is_another_texture_of_a_skin() -> None:
    heads = [load_head(f"Walter,beard={beard}") for beard in ("shaven", "full", "moustache")]
    assert len({texture_name(head, "skin") for head in heads}) == 3
    pictures = [Image.open(io.BytesIO(texture_of(head, "skin"))) for head in heads]
    assert {picture.size for picture in pictures} == {(2048, 2048)}
    shaven, full, moustache = (np.asarray(picture.convert("L"), float) for picture in pictures)
    assert (np.abs(full - shaven) > 20).mean() > 2 * (np.abs(moustache - shaven) > 20).mean() > 0.001

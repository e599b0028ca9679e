# SPDX-License-Identifier: GPL-3.0-or-later
"""What repaints mouths: its size, its parts, its pairs, and that a step of training makes its picture more like."""

from pathlib import Path

import numpy as np
import onnx
import pytest
from soliloquy.runtime.portrait.maps import CHANNELS
from soliloquy.runtime.portrait.patch import SIDE
from soliloquy.training.portrait.examples import Mouths

torch = pytest.importorskip("torch")
from soliloquy.training.portrait.export import INPUTS, export  # noqa: E402
from soliloquy.training.portrait.pairs import Batch, Pairs, batches  # noqa: E402
from soliloquy.training.portrait.train import PARTS, Variant, composed, loss_of  # noqa: E402


@pytest.fixture(scope="module")
def mouths() -> Mouths:
    """Made up: four groups of three, whose points are a ring that opens."""
    draw = np.random.default_rng(0)
    angle = np.linspace(0, 2 * np.pi, 478)
    ring = np.stack([0.5 + 0.2 * np.cos(angle), 0.5 + 0.1 * np.sin(angle)], axis=1)
    points = np.stack([ring * [1.0, 1.0 + 0.02 * number] for number in range(12)])
    patches = draw.integers(0, 255, (12, SIDE, SIDE, 3)).astype(np.uint8)
    light = np.full((12, 3), 200.0, np.float32)
    return Mouths(patches, points.astype(np.float16), light, np.repeat(np.arange(4), 3))


@pytest.fixture(scope="module")
def some(mouths: Mouths) -> Batch:
    return next(batches([(Pairs(mouths, one_person=False), 1.0)], 2, 1, 0, 1))


@pytest.mark.parametrize("without", [None, *PARTS])
def test_it_paints_a_patch_and_a_mask_and_is_small(some: Batch, without: str | None) -> None:
    network = Variant(without).network()
    painted = network(some.reference, some.before, some.begun, some.wanted, some.flow)
    assert painted.shape == (2, 4, SIDE, SIDE)
    assert painted.min() >= 0.0 and painted.max() <= 1.0
    assert sum(each.numel() for each in network.parameters()) < 6_000_000


@pytest.mark.parametrize("without", [None, *PARTS])
def test_its_graph_takes_all_inputs_and_paints_as_torch_does(without: str | None, tmp_path: Path) -> None:
    path = tmp_path / "painter.onnx"
    assert export(Variant(without).network(), path) < 1e-3
    assert {each.name for each in onnx.load(str(path)).graph.input} == set(INPUTS)


def test_without_its_mask_the_warped_patch_is_what_is_seen(some: Batch) -> None:
    painted = torch.zeros(2, 4, SIDE, SIDE)
    assert torch.equal(composed(painted, some.warped), some.warped)


def test_maps_say_what_is_painted_and_an_ablation_does_not_see_them(some: Batch) -> None:
    assert some.wanted.shape == (2, CHANNELS, SIDE, SIDE)
    for without, same in ((None, False), ("maps", True)):
        torch.manual_seed(0)
        network = Variant(without).network().eval()
        one, other = (
            network(some.reference, some.before, some.begun, wanted, some.flow)
            for wanted in (some.wanted, 1.0 - some.wanted)
        )
        assert torch.equal(one, other) == same


def test_pairs_are_of_one_group_and_the_same_for_a_seed(mouths: Mouths) -> None:
    pairs = Pairs(mouths, one_person=False)
    drawn = [pairs.draw(np.random.default_rng(seed)) for seed in range(30)]
    assert all(mouths.group[one] == mouths.group[other] for one, other in drawn)
    assert len(set(drawn)) > 5
    kinds = [(pairs, 1.0)]
    whole = list(batches(kinds, 2, 7, 0, 3))
    again = next(batches(kinds, 2, 7, 2, 3))
    assert torch.equal(whole[2].target, again.target) and not torch.equal(whole[1].target, again.target)


def test_a_few_steps_make_it_more_like(some: Batch) -> None:
    torch.manual_seed(0)
    network = Variant().network()
    optimiser = torch.optim.AdamW(network.parameters(), lr=2e-3)
    losses = []
    for _ in range(6):
        loss = loss_of(network, some)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0]

# SPDX-License-Identifier: GPL-3.0-or-later
"""A run that was broken off goes on as if it had not been. Needs torch."""

from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="torch is installed for training alone (requirements/training.txt)")

from soliloquy.training.steps import loop  # noqa: E402


def test_a_resumed_run_equals_an_unbroken_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loop, "_SAVE_EVERY_SECONDS", -1.0)

    def run(checkpoint: Path, stop_at: int | None) -> torch.Tensor:
        loop.start_from(0)
        network = torch.nn.Linear(3, 1)
        taken = []

        def draw(generator: np.random.Generator) -> loop.Batch:
            taken.append(1)
            if stop_at is not None and len(taken) > stop_at:
                raise KeyboardInterrupt
            return {"numbers": torch.as_tensor(generator.standard_normal((8, 3)), dtype=torch.float32)}

        def loss(batch: loop.Batch) -> tuple[torch.Tensor, dict[str, torch.Tensor]]:
            return network(batch["numbers"] + 0.1 * torch.randn_like(batch["numbers"])).pow(2).mean(), {}

        loop.train(network, draw, loss, 8, checkpoint)
        return network.weight.detach().cpu().clone()

    unbroken = run(tmp_path / "unbroken.pt", None)
    with pytest.raises(KeyboardInterrupt):
        run(tmp_path / "broken.pt", 5)
    assert torch.equal(run(tmp_path / "broken.pt", None), unbroken)

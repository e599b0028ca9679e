# SPDX-License-Identifier: GPL-3.0-or-later
"""Each training step learns on a few made-up clips, resumes where it stopped, and repeats. Needs torch."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

torch = pytest.importorskip("torch", reason="torch is installed for training alone (requirements/training.txt)")

from soliloquy.runtime.animate.flow.engine import animate  # noqa: E402
from soliloquy.runtime.animate.flow.styles import find_style  # noqa: E402
from soliloquy.runtime.head.arkit import ARKIT_INDEX  # noqa: E402
from soliloquy.runtime.listen.content import DEPTHS  # noqa: E402
from soliloquy.runtime.listen.features import measure  # noqa: E402
from soliloquy.runtime.requests import (  # noqa: E402
    Direction,
    FlowOptions,
)
from soliloquy.runtime.voice.synthesis import time_text  # noqa: E402
from soliloquy.shell.cli import main  # noqa: E402
from soliloquy.training.data.corpus import corpus_of  # noqa: E402
from soliloquy.training.data.dataset import FACE_SHAPES, LIP_SHAPES, Clip, layout_of  # noqa: E402
from soliloquy.training.data.targets import articulation  # noqa: E402
from soliloquy.training.export.to_onnx.to_onnx import export, networks_to_ship  # noqa: E402
from soliloquy.training.networks.flow import FlowDecoder  # noqa: E402
from soliloquy.training.networks.projector import TtsProjector  # noqa: E402
from soliloquy.training.networks.vae import LATENT  # noqa: E402
from soliloquy.training.steps import loop  # noqa: E402
from soliloquy.training.steps.geometry import LipGeometry, lip_geometry  # noqa: E402
from soliloquy.training.steps.losses import closure_loss, lip_losses  # noqa: E402
from soliloquy.training.steps.train_distil import guided_velocity, train_distilled  # noqa: E402
from soliloquy.training.steps.train_flow import Tuned, frame_condition, train_flow, train_tuning, with_latents  # noqa: E402
from soliloquy.training.steps.train_hear import Hearing, train_hear  # noqa: E402
from soliloquy.training.steps.train_project import train_project, with_heard_features  # noqa: E402
from soliloquy.training.steps.train_sync import train_sync  # noqa: E402
from soliloquy.training.steps.train_vae import train_vae  # noqa: E402

FRAMES = 160
SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "mocap_speech"


def _clip(number: int, style: int = 0) -> Clip:
    generator = np.random.default_rng(number)
    beat = 0.5 + 0.5 * np.sin(np.arange(FRAMES) / 4 + number)
    weights = np.zeros((FRAMES, 52), np.float32)
    weights[:, ARKIT_INDEX["jawOpen"]] = 0.5 * beat
    weights[:, ARKIT_INDEX["mouthPucker"]] = 0.4 * (1 - beat)
    weights[:, ARKIT_INDEX["browInnerUp"]] = 0.3 * generator.random()
    sound = beat[:, None] + 0.1 * generator.standard_normal((FRAMES, 80))
    return Clip(
        name=str(number),
        split="train",
        style=style,
        tts=np.tile(sound[:, :1], (1, 1026)).astype(np.float16),
        content=np.tile(sound[:, :1], (1, sum(DEPTHS))).astype(np.float16),
        mel=sound.astype(np.float16),
        source=np.tile(beat[:, None], (1, 3)).astype(np.float32),
        emotion=np.zeros(8, np.float32),
        weights=weights.astype(np.float16),
        lips=layout_of(weights, LIP_SHAPES),
        face=layout_of(weights, FACE_SHAPES),
        articulation=articulation(weights),
        known=np.ones(10, np.float32),
        sealed=beat < 0.05,
    )


@pytest.fixture(scope="module")
def geometry() -> LipGeometry:
    return lip_geometry()


@pytest.fixture(scope="module")
def clips() -> list[Clip]:
    return [_clip(number) for number in range(4)]


def test_layout_of_the_loss_is_the_layout_of_the_product(geometry: LipGeometry) -> None:
    weights = np.random.default_rng(0).uniform(0, 0.6, (20, 52)).astype(np.float32)
    kept = weights * np.isin(list(ARKIT_INDEX), LIP_SHAPES)
    ours = geometry.layout(torch.as_tensor(kept, device=loop.device())).cpu().numpy()
    assert np.allclose(ours, layout_of(weights, LIP_SHAPES), atol=1e-4)


def test_losses_are_zero_for_the_truth_and_closure_sees_an_open_seal(geometry: LipGeometry) -> None:
    torch.set_default_device(loop.device())
    weights = torch.rand((2, 30, 52)) * 0.5
    assert all(float(loss) == 0.0 for loss in lip_losses(geometry, weights, weights, torch.ones(2)))
    shut, opened = torch.zeros(1, 5, 52), torch.zeros(1, 5, 52)
    opened[..., ARKIT_INDEX["jawOpen"]] = 0.5
    sealed = torch.ones(1, 5, dtype=torch.bool)
    torch.set_default_device("cpu")
    assert float(closure_loss(geometry, shut, sealed)) < 0.5 < float(closure_loss(geometry, opened, sealed))


def test_the_whole_chain_learns_and_exports(clips: list[Clip], geometry: LipGeometry, tmp_path: Path) -> None:
    captured = [replace(_clip(9), style=1)]
    vae = train_vae(clips, geometry, tmp_path / "vae.pt", steps=300)
    lips, face = (torch.as_tensor(np.concatenate([getattr(clip, name) for clip in clips])) for name in ("lips", "face"))
    truth = torch.as_tensor(np.concatenate([clip.weights for clip in clips])).float()
    with torch.no_grad():
        assert float((vae.cpu()(vae.encode(lips, face)) - truth).abs().mean()) < 0.02
    vae.to(loop.device())
    expert = train_sync(clips, vae, tmp_path / "sync.pt", steps=3)
    hearing = train_hear(clips, captured, vae, expert, tmp_path / "hear.pt", steps=3)
    heard = with_latents(with_heard_features(clips, hearing), vae)
    projector = train_project(heard, tmp_path / "project.pt", steps=3)
    borrowed = with_latents(with_heard_features(captured, hearing), vae)
    flow = train_flow(heard, borrowed, hearing, vae, geometry, tmp_path / "flow.pt", steps=3)
    parts = Tuned(projector, hearing, flow)
    tuned = train_tuning(heard, [*heard, *borrowed], parts, vae, geometry, tmp_path / "tune.pt", steps=2)
    clips_of_both = [*heard, *borrowed]
    tuned.flow = train_distilled(clips_of_both, tuned.flow, tuned.hearing, tmp_path / "distil.pt", steps=2)

    for name, (network, inputs) in networks_to_ship(tuned, vae).items():
        assert export(network, inputs, tmp_path / f"{name}.onnx") < 1e-3


def test_one_pass_learns_the_guided_velocity_of_two(clips: list[Clip], geometry: LipGeometry, tmp_path: Path) -> None:
    vae = train_vae(clips, geometry, tmp_path / "vae.pt", steps=20)
    hearing = train_hear(clips, [], vae, None, tmp_path / "hear.pt", steps=2)
    heard = with_latents(with_heard_features(clips, hearing), vae)
    teacher = train_flow(heard, [], hearing, vae, geometry, tmp_path / "flow.pt", steps=30)
    student = train_distilled(heard, teacher, hearing, tmp_path / "distil.pt", steps=60)
    windows = corpus_of(heard, ("feature", "source", "emotion", "style", "latent"))
    given = windows.windows(windows.places(4, 100, np.random.default_rng(1)))
    style, time = hearing.styles(given["style"]), torch.full((4,), 0.3, device=loop.device())
    frames = frame_condition(hearing, given["feature"], given["source"], given["emotion"], style)
    at = 0.7 * torch.randn_like(given["latent"]) + 0.3 * given["latent"]
    inputs = (at, time, frames, given["emotion"], style, torch.full_like(time, 2.0))
    with torch.no_grad():
        wished, learned, unguided = guided_velocity(teacher, *inputs), student(*inputs), teacher(*inputs[:-1])
    assert float((learned - wished).pow(2).mean()) < 0.5 * float((unguided - wished).pow(2).mean())


def test_train_learns_a_style_from_one_shared_take_that_then_plays(tmp_path: Path) -> None:
    if not SHARED.is_dir():
        pytest.skip("no shared recordings beside the repository")
    _cut_of_a_shared_take(tmp_path / "data")
    path = tmp_path / "me.style.npz"
    command = ["train", "--data", str(tmp_path / "data"), "--out", str(path), "--steps", "6"]
    assert main(command) == 0
    style, shipped = find_style(str(path)), find_style("capture")
    assert "flow_decoder" in style.networks and np.abs(style.vector - shipped.vector).max() > 1e-3
    speech = time_text("Papa was in the boat.")
    options = (FlowOptions(style=str(path)), FlowOptions(style="capture"))
    own, usual = (animate(speech, measure(speech), Direction(), each).weights for each in options)
    assert own.shape == usual.shape and np.abs(own - usual).max() > 1e-3


def test_train_refuses_a_folder_without_captures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["train", "--data", str(tmp_path), "--out", str(tmp_path / "me.style.npz")]) == 3
    assert "no pair" in capsys.readouterr().err
    assert not (tmp_path / "me.style.npz").exists()


def _cut_of_a_shared_take(folder: Path) -> None:
    """The first 15 seconds of the shortest shared take, as a user's own folder."""
    folder.mkdir()
    samples, rate = soundfile.read(SHARED / "1114_3_15.flac", dtype="float32", frames=15 * 48000)
    soundfile.write(folder / "a.wav", samples[: 15 * rate], rate)
    with np.load(SHARED / "1114_3_15.npz") as archive:
        frames = int(15 * float(archive["fps"]))
        np.savez(folder / "a.npz", fps=archive["fps"], names=archive["names"], weights=archive["weights"][:frames])


def test_the_same_seed_gives_the_same_networks(clips: list[Clip], tmp_path: Path) -> None:
    vae = train_vae(clips, lip_geometry(), tmp_path / "vae.pt", steps=2)
    first, second = (
        train_sync(clips, vae, tmp_path / name, steps=3).sound.layers[0].weight for name in ("a.pt", "b.pt")
    )
    assert torch.equal(first, second)


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


def test_drawn_windows_are_the_clips_own_frames(clips: list[Clip]) -> None:
    corpus = corpus_of(clips, ("source", "style", "mel"))
    places = corpus.places(5, 40, np.random.default_rng(0))
    windows = corpus.windows(places)
    assert windows["source"].shape == (5, 40, 3) and windows["style"].shape == (5,)
    for row, (clip, frame) in enumerate(zip(places["clip"].tolist(), places["frame"].tolist(), strict=True)):
        assert frame == list(range(frame[0], frame[0] + 40))
        assert np.array_equal(windows["mel"][row].cpu().numpy(), clips[clip].mel[frame].astype(np.float32))
    longer = corpus.windows(corpus.places(2, FRAMES + 10, np.random.default_rng(0)))["source"]
    assert torch.equal(longer[:, -1], longer[:, FRAMES - 1])


def test_windows_come_from_the_clips_that_are_asked_for(clips: list[Clip]) -> None:
    places = corpus_of(clips, ("source",)).places(50, 10, np.random.default_rng(1), slice(2, None))
    assert set(places["clip"].tolist()) == {2, 3}


def test_clips_that_share_an_array_keep_one_copy_of_it(clips: list[Clip]) -> None:
    corpus = corpus_of([clips[0], replace(clips[0], style=1), clips[1]], ("mel", "style"))
    assert len(corpus.banks["mel"]) == 2 * FRAMES and corpus.firsts["mel"].tolist() == [0, 0, FRAMES]


def test_networks_are_as_small_as_promised() -> None:
    decoder = sum(parameter.numel() for parameter in FlowDecoder(LATENT).parameters())
    everything = decoder + sum(p.numel() for net in (Hearing(), TtsProjector()) for p in net.parameters())
    assert decoder <= 3_000_000 and everything <= 5_000_000

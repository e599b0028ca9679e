# SPDX-License-Identifier: GPL-3.0-or-later
"""What each way to a faster voice gains, and what it costs in sound. Writes docs/measured/voice-quality.md.

    python benchmarks/voice_quality.py --dnsmos sig_bak_ovr.onnx [--whisper FOLDER]

Every way speaks the same sentences, none of which the graph was calibrated on; benchmarks/judges.py says who judges.
"""

import argparse
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from judges import dnsmos, recogniser, spectral_distance
from soliloquy.runtime.text.phonemes import phonemise
from soliloquy.runtime.voice import kokoro
from soliloquy.runtime.voice.glottal_source import harmonic_source
from soliloquy.runtime.voice.line_plan import PlannedLine
from soliloquy.runtime.voice.prosody import PLAIN
from soliloquy.runtime.voice.rendering import FIRST_PIECE_FRAMES, rendered_in_pieces
from soliloquy.runtime.voice.shaping import shaped
from soliloquy.runtime.voice.timing import Line, lines_of
from soliloquy.runtime.voice.voices import parse_voice
from soliloquy.tools.weights.build_voice import PEAKS, generator, stock_model
from soliloquy.tools.weights.static_convolutions import with_static_convolutions
from soliloquy.tools.weights.voice_generator import cut_generator, with_convolved_spectrum
from spoken_sentences import sentences

ROOT = Path(__file__).resolve().parent.parent

VOICES = ("af_heart", "af_bella", "am_michael", "am_puck", "bf_emma", "bm_george", "ff_siwis", "hf_alpha")
Level = onnxruntime.GraphOptimizationLevel
Make = Callable[["Spoken"], np.ndarray]


class Spoken:
    """One sentence of one voice, on its way through every graph."""

    def __init__(self, text: str, voice: str) -> None:
        self.text = text
        self.line: Line = lines_of(phonemise(text).paragraphs[0][0])[0]
        self.style = parse_voice(voice).embedding(len(self.line.tokens))
        self.encoded = kokoro.encode(self.line.tokens, self.style, 1.0, threads=1)

    @property
    def features(self) -> dict[str, np.ndarray]:
        return {
            "text_features": self.encoded.text[np.newaxis],
            "pitch": self.encoded.pitch[np.newaxis, np.newaxis],
            "energy": self.encoded.energy[np.newaxis, np.newaxis],
            "style": self.style,
            "source": harmonic_source(self.encoded.pitch)[np.newaxis, np.newaxis],
        }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--dnsmos", type=Path, required=True)
    parser.add_argument("--whisper", type=Path, help="a CTranslate2 folder of Whisper base")
    parser.add_argument("--voices", type=int, default=len(VOICES), help="how many of them speak")
    parser.add_argument("--rounds", type=int, default=3, help="how often the time is taken")
    arguments = parser.parse_args()
    judge = onnxruntime.InferenceSession(arguments.dnsmos)
    read = recogniser(arguments.whisper)
    lines = sentences()
    spoken = [Spoken(lines[11 + 9 * index], voice) for index, voice in enumerate(VOICES[: arguments.voices])]
    made = ways()
    sounds = {name: [make(each) for each in spoken] for name, make in made.items()}
    costs = cpu_seconds(made, spoken, arguments.rounds)
    rows = []
    for name, said in sounds.items():
        distance = np.mean(
            [spectral_distance(first, other) for first, other in zip(sounds["stock"], said, strict=True)]
        )
        score = np.mean([dnsmos(judge, sound)["overall"] for sound in said])
        errors = np.mean([read(each.text, sound) for each, sound in zip(spoken[:6], said, strict=False)])
        rows.append(f"| {name} | {costs[name]:.3f} | {distance:.1f} | {score:.3f} | {100 * errors:.1f} |")
    alone, parallel = sentences_in_parallel(spoken, arguments.rounds)
    page = f"""# What makes the voice fast, and what it costs in sound

Written by `benchmarks/voice_quality.py`: {len(spoken)} voices, one sentence each, one thread, the ways in turn and the
least of {arguments.rounds} runs (other work on the machine makes all of them slower). CPU: seconds a second of speech,
without text and encoder, except for the stock graph, which is whole. Distance: log-spectral, dB to the stock graph's
sound. DNSMOS P.835 overall, 1 to 5. Errors: letters that Whisper base reads wrong (English voices), %.

| | CPU | distance, dB | DNSMOS | errors, % |
|---|---|---|---|---|
{chr(10).join(rows)}

Two sentences at a time, a session of one thread each: {parallel:.3f} s wall a second of speech; one at a time with two
threads: {alone:.3f} s (both depend on what else the machine does).

Execution providers of the pinned ONNX Runtime wheel: {", ".join(onnxruntime.get_available_providers())}; XNNPACK,
OpenVINO and DNNL are not in it. Half precision: {half_precision()}
"""
    (ROOT / "docs" / "measured" / "voice-quality.md").write_text(page, encoding="utf-8")
    print(page)
    return 0


def ways() -> dict[str, Make]:
    """Name -> what makes the sound. The first is what all others are compared with."""
    with np.load(PEAKS, allow_pickle=False) as stored:
        peaks = {name.replace("~", "/"): stored[name] for name in stored.files}
    stock = session(stock_model(), Level.ORT_ENABLE_ALL)
    static = onnx.load_from_string(stock_model())
    cut_generator(static)
    with_static_convolutions(static, peaks)
    before = static.SerializeToString()
    with_convolved_spectrum(static)
    ours = generator(peaks, stock_model()).SerializeToString()
    extended = Level.ORT_ENABLE_EXTENDED

    def whole(each: Spoken) -> np.ndarray:
        feed = {"tokens": np.array([[0, *each.line.tokens, 0]]), "style": each.style, "speed": np.ones(1, np.float32)}
        return stock.run(["audio"], feed)[0].reshape(-1)

    def from_features(made: onnxruntime.InferenceSession) -> Make:
        return lambda each: made.run(["audio"], each.features)[0].reshape(-1)

    def in_pieces(frames: int) -> Make:
        def pieces(each: Spoken) -> np.ndarray:
            plain = PlannedLine(each.line, (PLAIN,) * len(each.line.words))
            return np.concatenate(list(rendered_in_pieces(shaped(each.encoded, plain, PLAIN), frames)))

        return pieces

    return {
        "stock": whole,
        "static integer convolutions": from_features(session(before, extended)),
        "and the source's spectrum by convolution": from_features(session(static.SerializeToString(), extended)),
        "and snakes as tables: **ships**": from_features(session(ours, extended)),
        "the same, highest optimisation level": from_features(session(ours, Level.ORT_ENABLE_ALL)),
        "the same, no optimisation": from_features(session(ours, Level.ORT_DISABLE_ALL)),
        "the same, no memory arena": from_features(session(ours, extended, arena=False)),
        "streamed, the first piece 1.8 s": in_pieces(72),
        "streamed, the first piece 1.2 s: **ships**": in_pieces(FIRST_PIECE_FRAMES),
        "streamed, the first piece 0.5 s": in_pieces(20),
    }


def session(content: bytes, level: Level, *, arena: bool = True, threads: int = 1) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.graph_optimization_level = level
    options.enable_cpu_mem_arena = arena
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(content, options, providers=["CPUExecutionProvider"])


def cpu_seconds(made: dict[str, Make], spoken: list[Spoken], rounds: int) -> dict[str, float]:
    """CPU seconds a second of speech: for each sentence the least of some runs, the ways in turn."""
    least = {name: np.full(len(spoken), np.inf) for name in made}
    for _ in range(rounds):
        for index, each in enumerate(spoken):
            for name, make in made.items():
                began = time.process_time()
                make(each)
                least[name][index] = min(least[name][index], time.process_time() - began)
    length = sum(each.encoded.frames for each in spoken) / kokoro.FRAMES_PER_SECOND
    return {name: float(seconds.sum() / length) for name, seconds in least.items()}


def sentences_in_parallel(spoken: list[Spoken], rounds: int) -> tuple[float, float]:
    """Wall seconds a second of speech: one session of two threads, and two sentences at a time with one thread each."""
    length = sum(each.encoded.frames for each in spoken) / kokoro.FRAMES_PER_SECOND
    least = [np.inf, np.inf]
    for _ in range(rounds):
        began = time.perf_counter()
        for each in spoken:
            kokoro.sound(each.encoded, threads=2)
        least[0] = min(least[0], time.perf_counter() - began)
        began = time.perf_counter()
        with ThreadPoolExecutor(2) as pool:
            list(pool.map(lambda each: kokoro.sound(each.encoded, threads=1), spoken))
        least[1] = min(least[1], time.perf_counter() - began)
    return least[0] / length, least[1] / length


def half_precision() -> str:
    """What 16 bits would give: a convolution and a sine as the generator has them, against single precision."""
    from onnx import TensorProto, helper

    kinds = {"float32": TensorProto.FLOAT, "float16": TensorProto.FLOAT16, "bfloat16": TensorProto.BFLOAT16}
    found, seconds = [], {}
    for name, kind in kinds.items():
        shapes = {"x": [1, 128, 4800], "w": [128, 128, 7]}
        inputs = [helper.make_tensor_value_info(each, TensorProto.FLOAT, shape) for each, shape in shapes.items()]
        nodes = [helper.make_node("Cast", [each], [f"{each}16"], to=kind) for each in shapes]
        nodes += [helper.make_node("Conv", ["x16", "w16"], ["y"], pads=[3, 3]), helper.make_node("Sin", ["y"], ["z"])]
        graph = helper.make_graph(nodes, name, inputs, [helper.make_tensor_value_info("z", kind, None)])
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
        feed = {each: np.ones(shape, np.float32) for each, shape in shapes.items()}
        try:
            made = session(model.SerializeToString(), Level.ORT_ENABLE_EXTENDED)
        except Exception as error:  # onnxruntime raises its own untyped exceptions
            found.append(f"{name} is refused ({str(error).split(':')[-1].strip()[:80]})")
            continue
        made.run(None, feed)
        seconds[name] = min(clocked(lambda made=made, feed=feed: made.run(None, feed)) for _ in range(5))
        if name != "float32":
            found.append(
                f"a convolution and a sine in {name} take {seconds[name] / seconds['float32']:.1f} times as long"
            )
    return ", ".join(found) + "."


def clocked(work: Callable[[], object]) -> float:
    """CPU seconds."""
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    sys.exit(main())

# SPDX-License-Identifier: GPL-3.0-or-later
"""What the voice costs: cold and warm, by length, and the first sound of a stream. Writes docs/voice-speed.md.

    python benchmarks/voice.py [--seconds 60] [--threads 2]

Each line is spoken by the graph that ships and, in turn, by the stock graph that tools/build_voice.py starts from
(with ONNX Runtime's stock options), in one process. CPU seconds are what counts on a shared machine.
"""

import argparse
import os
import platform
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
from soliloquy.runtime.text.phonemes import phonemise
from soliloquy.runtime.threads import set_thread_count
from soliloquy.runtime.voice.synthesis import stream, synthesise, time_text
from soliloquy.runtime.voice.timing import lines_of
from soliloquy.runtime.voice.voices import parse_voice

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tools"))
from build_voice import stock_model  # noqa: E402

VOICE = "af_heart"
LINES = [
    line for line in (ROOT / "benchmarks" / "sentences.txt").read_text(encoding="utf-8").splitlines() if line[:1] != "#"
]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60.0, help="length of the longest text")
    parser.add_argument("--threads", type=int, default=2)
    arguments = parser.parse_args()
    set_thread_count(arguments.threads)
    cold = clocked(lambda: synthesise("Ready."))[:2]
    rows = [length_row(seconds) for seconds in lengths(arguments.seconds)]
    timing = clocked(lambda: time_text(text_of(30.0)))
    first = first_sound(text_of(30.0))
    ours, stock = against_stock(arguments.threads)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    page = f"""# What the voice costs

Written by `benchmarks/voice.py` on {os.cpu_count()} cores ({platform.machine()}), {arguments.threads} threads, with
other work on the machine (load {os.getloadavg()[0]:.1f}): CPU seconds compare better than wall seconds.

| speech, s | wall s | CPU s | wall / speech | CPU / speech |
|---|---|---|---|---|
{chr(10).join(rows)}

Cold start with one word: {cold[0]:.1f} s wall, {cold[1]:.1f} s CPU. Times and features alone, without sound:
{timing[0] / timing[2].duration:.3f} s wall a second of speech. First sound of a stream, warm, half a minute of text:
{first:.2f} s wall.

Ten sentences, in turn: stock graph and stock options {stock:.2f} CPU seconds a second of speech, ours {ours:.2f}
({ours / stock:.2f} of it). Peak memory, both graphs loaded: {memory:.0f} MiB.
"""
    (ROOT / "docs" / "voice-speed.md").write_text(page, encoding="utf-8")
    print(page)
    return 0


def lengths(longest: float) -> list[float]:
    """1 s, 5 s, 20 s and so on up to the longest."""
    return [seconds for seconds in (1.0, 5.0, 20.0, 60.0, 180.0, 600.0) if seconds <= longest]


def text_of(seconds: float) -> str:
    """About so many seconds of text."""
    words = " ".join(LINES).split()
    return " ".join(words[: max(3, round(seconds * 2.4))])


def length_row(seconds: float) -> str:
    wall, cpu, speech = clocked(lambda: synthesise(text_of(seconds)))
    length = speech.duration
    return f"| {length:.1f} | {wall:.2f} | {cpu:.2f} | {wall / length:.2f} | {cpu / length:.2f} |"


def clocked(work: Callable[[], Any]) -> tuple[float, float, Any]:
    """Wall seconds, CPU seconds of this process, and the result."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return time.perf_counter() - wall, time.process_time() - cpu, result


def first_sound(text: str) -> float:
    started = time.perf_counter()
    pieces = stream(text)
    while not np.any(next(pieces)):
        pass
    return time.perf_counter() - started


def against_stock(threads: int) -> tuple[float, float]:
    """CPU seconds a second of speech of our graph and of the stock one, sentence by sentence in turn."""
    from soliloquy.runtime.voice import kokoro

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(stock_model(), options, providers=["CPUExecutionProvider"])
    spent, spoken = [0.0, 0.0], 0.0
    for line in LINES[5:105:10]:
        tokens = lines_of(phonemise(line).paragraphs[0][0])[0].tokens
        style = parse_voice(VOICE).style(len(tokens))
        feed = {
            "tokens": np.array([[0, *tokens, 0]]),
            "style": style,
            "speed": np.ones(1, np.float32),
        }
        spent[0] += clocked(lambda tokens=tokens, style=style: kokoro.sound(kokoro.encode(tokens, style, 1.0)))[1]
        _, cpu, outputs = clocked(lambda feed=feed: session.run(["audio"], feed))
        spent[1] += cpu
        spoken += outputs[0].size / kokoro.SAMPLE_RATE
    return spent[0] / spoken, spent[1] / spoken


if __name__ == "__main__":
    sys.exit(main())

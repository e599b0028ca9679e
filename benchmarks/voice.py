# SPDX-License-Identifier: GPL-3.0-or-later
"""What the voice costs: the stock graph and ours in turn, cold and warm, by length. Writes docs/voice-speed.md.

    python benchmarks/voice.py [--seconds 60] [--threads 2]

Each of the two runs in a process of its own, so that its start and its memory are its own; they speak the same text in
turn. Stock: the graph that tools/build_voice.py starts from, with ONNX Runtime's stock options, sentence by sentence.
``--seconds 600`` goes up to ten minutes of speech and takes about a quarter of an hour on two quiet cores.
"""

import argparse
import json
import os
import platform
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
VOICE = "af_heart"
LENGTHS = (1.0, 5.0, 20.0, 60.0, 180.0, 600.0)
FIRST_SOUNDS = 3
KINDS = ("stock", "ours")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=60.0, help="length of the longest text")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--serve", choices=KINDS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        return serve(arguments.serve, arguments.threads)
    workers = {kind: Worker(kind, arguments.threads) for kind in KINDS}
    cold = {kind: worker.ask("Ready.") for kind, worker in workers.items()}
    rows, firsts = [], []
    for seconds in (length for length in LENGTHS if length <= arguments.seconds):
        told = {kind: worker.ask(text_of(seconds)) for kind, worker in workers.items()}
        rows.append(row(told))
        firsts.append(first_row(told, "text"))
    firsts.append(first_row({kind: worker.ask(one_sentence(30.0)) for kind, worker in workers.items()}, "one sentence"))
    timed = workers["ours"].ask(text_of(30.0), timing=True)
    for worker in workers.values():
        worker.close()
    ours, stock = cold["ours"], cold["stock"]
    page = f"""# What the voice costs

Written by `benchmarks/voice.py` on {os.cpu_count()} cores ({platform.machine()}), {arguments.threads} threads; load of
the machine at the end {os.getloadavg()[0]:.1f}. Where it is above {arguments.threads}, other work ran beside it: then
CPU seconds compare better than wall seconds. Seconds are for each second of speech.

| speech, s | wall, stock | wall, ours | CPU, stock | CPU, ours | ours / stock | peak memory, stock, MiB | ours |
|---|---|---|---|---|---|---|---|
{chr(10).join(rows)}

Cold start (process, imports, graphs, one word): stock {stock["cold"]:.1f} s wall, ours {ours["cold"]:.1f} s. Times and
features alone, without sound: {timed["wall"] / timed["seconds"]:.3f} s wall, {timed["cpu"] / timed["seconds"]:.3f} s
CPU.

## The first sound

Seconds from a warm start to the first sound of `stream`, the least and the most of {FIRST_SOUNDS}; stock has its first
sound when its first sentence is whole.

| speech, s | of | stock, wall | ours, wall | ours, CPU |
|---|---|---|---|---|
{chr(10).join(firsts)}
"""
    (ROOT / "docs" / "voice-speed.md").write_text(page + _kept(), encoding="utf-8")
    print(page)
    return 0


def _kept() -> str:
    """What is written by hand below the figures."""
    mark = "<!-- by hand -->"
    page = (ROOT / "docs" / "voice-speed.md").read_text(encoding="utf-8")
    return f"\n{mark}{page.partition(mark)[2]}" if mark in page else ""


def row(told: dict[str, dict[str, float]]) -> str:
    stock, ours = told["stock"], told["ours"]
    each = [told[kind][clock] / told[kind]["seconds"] for clock in ("wall", "cpu") for kind in KINDS]
    return (
        f"| {ours['seconds']:.1f} | {each[0]:.2f} | {each[1]:.2f} | {each[2]:.2f} | {each[3]:.2f} "
        f"| {each[3] / each[2]:.2f} | {stock['memory']:.0f} | {ours['memory']:.0f} |"
    )


def first_row(told: dict[str, dict[str, float]], kind: str) -> str:
    stock, ours = told["stock"], told["ours"]
    return (
        f"| {ours['seconds']:.1f} | {kind} | {stock['first']:.2f} | {ours['first']:.2f} to {ours['last_first']:.2f} "
        f"| {ours['first_cpu']:.2f} |"
    )


def lines() -> list[str]:
    text = (ROOT / "benchmarks" / "sentences.txt").read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def text_of(seconds: float) -> str:
    """About so many seconds of text; the sentences come again where there are too few."""
    words = " ".join(lines()).split()
    wanted = max(3, round(seconds * 2.4))
    return " ".join((words * (1 + wanted // len(words)))[:wanted])


def one_sentence(seconds: float) -> str:
    """About so many seconds without a full stop."""
    return re.sub(r"[.!?]+(?=\s)", ",", text_of(seconds))


class Worker:
    """One graph in a process of its own."""

    def __init__(self, kind: str, threads: int) -> None:
        self.started = time.perf_counter()
        command = [sys.executable, __file__, "--serve", kind, "--threads", str(threads)]
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, text: str, *, timing: bool = False) -> dict[str, float]:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps({"text": text, "timing": timing}) + "\n")
        self.process.stdin.flush()
        told = json.loads(self.process.stdout.readline())
        return told | {"cold": time.perf_counter() - self.started}

    def close(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


def serve(kind: str, threads: int) -> int:
    """Speak every text that comes, and tell what it cost."""
    from soliloquy.runtime.threads import set_thread_count
    from soliloquy.runtime.voice.synthesis import time_text

    set_thread_count(threads)
    speak, pieces = (stock_speech(threads)) if kind == "stock" else our_speech()
    for order in map(json.loads, sys.stdin):
        text = order["text"]
        if order["timing"]:
            wall, cpu, samples = clocked(lambda text=text: time_text(text).samples)
            firsts = [(0.0, 0.0)]
        else:
            wall, cpu, samples = clocked(lambda text=text: speak(text))
            firsts = [first_sound(lambda text=text: pieces(text)) for _ in range(FIRST_SOUNDS)]
        walls = [first for first, _ in firsts]
        told = {"wall": wall, "cpu": cpu, "seconds": len(samples) / 24_000, "memory": peak_memory()}
        told |= {"first": min(walls), "last_first": max(walls), "first_cpu": min(spent for _, spent in firsts)}
        print(json.dumps(told), flush=True)
    return 0


def our_speech() -> tuple[Callable[[str], np.ndarray], Callable[[str], Any]]:
    from soliloquy.runtime.voice.synthesis import stream, synthesise

    return lambda text: synthesise(text).samples, stream


def stock_speech(threads: int) -> tuple[Callable[[str], np.ndarray], Callable[[str], Any]]:
    import onnxruntime
    from soliloquy.runtime.text.phonemes import phonemise
    from soliloquy.runtime.voice.timing import lines_of
    from soliloquy.runtime.voice.voices import parse_voice

    sys.path.insert(0, str(ROOT / "tools"))
    from build_voice import stock_model

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(stock_model(), options, providers=["CPUExecutionProvider"])

    def pieces(text: str) -> Any:
        for paragraph in phonemise(text).paragraphs:
            for line in (line for sentence in paragraph for line in lines_of(sentence)):
                style = parse_voice(VOICE).style(len(line.tokens))
                feed = {"tokens": np.array([[0, *line.tokens, 0]]), "style": style, "speed": np.ones(1, np.float32)}
                yield session.run(["audio"], feed)[0].reshape(-1)

    return lambda text: np.concatenate(list(pieces(text))), pieces


def clocked(work: Callable[[], np.ndarray]) -> tuple[float, float, np.ndarray]:
    """Wall seconds, CPU seconds of this process, and the result."""
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return time.perf_counter() - wall, time.process_time() - cpu, result


def first_sound(begin: Callable[[], Any]) -> tuple[float, float]:
    """Wall and CPU seconds to the first piece that is not silence."""
    wall, cpu = time.perf_counter(), time.process_time()
    made = begin()
    while not np.any(next(made)):
        pass
    return time.perf_counter() - wall, time.process_time() - cpu


def peak_memory() -> float:
    """MiB that this process has held at most."""
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())

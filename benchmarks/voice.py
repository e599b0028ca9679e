# SPDX-License-Identifier: GPL-3.0-or-later
"""What the voice costs: the stock graph and ours in turn, cold and warm, by length: docs/measured/voice-speed.md.

    python benchmarks/voice.py [--lengths 1 5 20 60 180 800] [--threads 2]

Each of the two runs in a process of its own, so that its start and its memory are its own; they speak the same text in
turn. Stock: the graph that tools/weights/build_voice.py starts from, with ONNX Runtime's stock options, a sentence at
a time.
All lengths take about a quarter of an hour on two quiet cores. A run measures the lengths that it is given (0: the
first sounds alone); what other runs have measured is kept in build/voice/ and stays in the page.
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
from spoken_sentences import sentences

ROOT = Path(__file__).resolve().parent.parent
VOICE = "af_heart"
LENGTHS = (0.0, 1.0, 5.0, 20.0, 60.0, 180.0, 800.0)
KEPT = ROOT / "build" / "voice" / "measured.json"
FIRST_SOUNDS = 3
KINDS = ("stock", "ours")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--lengths", type=float, nargs="+", default=LENGTHS, help="seconds of speech")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--alone", action="store_true", help="let other work wait meanwhile (Linux, as root)")
    parser.add_argument("--serve", choices=KINDS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        return serve(arguments.serve, arguments.threads)
    measured = json.loads(KEPT.read_text(encoding="utf-8")) if KEPT.exists() else {}
    if arguments.alone:
        os.sched_setscheduler(0, os.SCHED_RR, os.sched_param(1))
        # OpenBLAS's threads wait for each other by yielding, which at this priority yields to nobody.
        os.environ["OPENBLAS_NUM_THREADS"] = "1"
    load = 0.0 if arguments.alone else os.getloadavg()[0]
    workers = {kind: Worker(kind, arguments.threads) for kind in KINDS}
    cold = {kind: worker.ask("Ready.") for kind, worker in workers.items()}
    for seconds in arguments.lengths:
        if seconds:
            figures = {kind: worker.ask(text_of(seconds)) for kind, worker in workers.items()}
            measured[f"{seconds:g}"] = figures | {"load": load}
        else:
            measured["cold"] = cold
            measured["firsts"] = first_sounds(workers) | {"load": load}
            measured["timed"] = workers["ours"].ask(text_of(30.0), timing=True)
    for worker in workers.values():
        worker.close()
    KEPT.parent.mkdir(parents=True, exist_ok=True)
    KEPT.write_text(json.dumps(measured, indent=1), encoding="utf-8")
    write_page(measured, arguments.threads)
    return 0


def first_sounds(workers: dict[str, "Worker"]) -> dict[str, dict[str, dict[str, float]]]:
    """What each first sound cost, by the text that it is the beginning of."""
    texts = {
        "five words": text_of(2.0),
        "72 words": text_of(30.0),
        "72 words without a full stop": one_sentence(30.0),
        "1,440 words": text_of(600.0),
        "1,440 words without a full stop": one_sentence(600.0),
        "a million characters": (text_of(600.0) + " ") * 130,
    }
    found: dict[str, dict[str, dict[str, float]]] = {}
    for name, text in texts.items():
        # The stock graph's first sound is its first sentence whole; of 1,440 words it would be all of them.
        kinds = [kind for kind in KINDS if kind == "ours" or len(text) < 2_000]
        found[name] = {kind: workers[kind].ask(text[:999_999], first_only=True) for kind in kinds}
    return found


def write_page(measured: dict[str, Any], threads: int) -> None:
    rows = [row(measured[f"{seconds:g}"]) for seconds in LENGTHS if f"{seconds:g}" in measured]
    page = f"""# What the voice costs

Written by `benchmarks/voice.py` on {os.cpu_count()} cores ({platform.machine()}), {threads} threads. Load: of the
machine before the row, 0 where other work had to wait; where it is above 1, other work ran beside it, and CPU seconds
compare better than wall seconds. Wall and CPU are seconds for each second of speech, whole texts, warm.

| speech, s | wall, stock | wall, ours | CPU, stock | CPU, ours | ours / stock | peak memory, stock, MiB | ours | load |
|---|---|---|---|---|---|---|---|---|
{chr(10).join(rows)}
"""
    if "firsts" in measured:
        ours, stock, timed = measured["cold"]["ours"], measured["cold"]["stock"], measured["timed"]
        firsts = [first_row(name, figures) for name, figures in measured["firsts"].items() if name != "load"]
        page += f"""
Cold start (process, imports, graphs, one word): stock {stock["cold"]:.1f} s wall, ours {ours["cold"]:.1f} s. Times and
features alone, without sound: {timed["wall"] / timed["seconds"]:.3f} s wall, {timed["cpu"] / timed["seconds"]:.3f} s
CPU.

## The first sound

Seconds from a warm start to the first sound of `stream`, the least and the most of {FIRST_SOUNDS}, at a load of
{measured["firsts"]["load"]:.1f}; stock has its first sound when its first sentence is whole.

| text | stock, wall | ours, wall | ours, CPU |
|---|---|---|---|
{chr(10).join(firsts)}
"""
    (ROOT / "docs" / "measured" / "voice-speed.md").write_text(page + _kept(), encoding="utf-8")
    print(page)


def _kept() -> str:
    """What is written by hand below the figures."""
    mark = "<!-- by hand -->"
    page = (ROOT / "docs" / "measured" / "voice-speed.md").read_text(encoding="utf-8")
    return f"\n{mark}{page.partition(mark)[2]}" if mark in page else ""


def row(figures: dict[str, Any]) -> str:
    stock, ours = figures["stock"], figures["ours"]
    each = [figures[kind][clock] / figures[kind]["seconds"] for clock in ("wall", "cpu") for kind in KINDS]
    return (
        f"| {ours['seconds']:.1f} | {each[0]:.2f} | {each[1]:.2f} | {each[2]:.2f} | {each[3]:.2f} "
        f"| {each[3] / each[2]:.2f} | {stock['memory']:.0f} | {ours['memory']:.0f} | {figures['load']:.1f} |"
    )


def first_row(name: str, figures: dict[str, dict[str, float]]) -> str:
    ours = figures["ours"]
    stock = f"{figures['stock']['first']:.2f}" if "stock" in figures else ""
    return f"| {name} | {stock} | {ours['first']:.2f} to {ours['last_first']:.2f} | {ours['first_cpu']:.2f} |"


def text_of(seconds: float) -> str:
    """Text of about ``seconds`` seconds; the sentences are repeated where there are too few."""
    words = " ".join(sentences()).split()
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

    def ask(self, text: str, *, timing: bool = False, first_only: bool = False) -> dict[str, float]:
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps({"text": text, "timing": timing, "first_only": first_only}) + "\n")
        self.process.stdin.flush()
        figures = json.loads(self.process.stdout.readline())
        return figures | {"cold": time.perf_counter() - self.started}

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
        figures: dict[str, float] = {}
        if order["first_only"]:
            firsts = [first_sound(lambda text=text: pieces(text)) for _ in range(FIRST_SOUNDS)]
            walls = [first for first, _ in firsts]
            figures |= {"first": min(walls), "last_first": max(walls), "first_cpu": min(spent for _, spent in firsts)}
        else:
            work = (lambda text=text: time_text(text).samples) if order["timing"] else (lambda text=text: speak(text))
            wall, cpu, samples = clocked(work)
            figures |= {"wall": wall, "cpu": cpu, "seconds": len(samples) / 24_000, "memory": peak_memory()}
        print(json.dumps(figures), flush=True)
    return 0


def our_speech() -> tuple[Callable[[str], np.ndarray], Callable[[str], Any]]:
    from soliloquy.runtime.voice.synthesis import stream, synthesise

    return lambda text: synthesise(text).samples, stream


def stock_speech(threads: int) -> tuple[Callable[[str], np.ndarray], Callable[[str], Any]]:
    import onnxruntime
    from soliloquy.runtime.text.phonemes import phonemise
    from soliloquy.runtime.voice.timing import lines_of
    from soliloquy.runtime.voice.voices import parse_voice
    from soliloquy.tools.weights.build_voice import stock_model

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    session = onnxruntime.InferenceSession(stock_model(), options, providers=["CPUExecutionProvider"])

    def pieces(text: str) -> Any:
        for paragraph in phonemise(text).paragraphs:
            for line in (line for sentence in paragraph for line in lines_of(sentence)):
                style = parse_voice(VOICE).embedding(len(line.tokens))
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

# SPDX-License-Identifier: GPL-3.0-or-later
"""``soliloquy setup``: fetch and make the weights, the one command that is allowed the network."""

from ..runtime import interrupts
from ..runtime.progress import Progress
from .streams import answer, show, tell
from .terminal import StepClock


def set_up(as_json: bool) -> None:
    """Print the files that were made; raises what ``tools.weights.prepare_weights.prepare`` does."""
    from ..tools.weights.prepare_weights import prepare

    clock = StepClock(bars=False)
    try:
        made = [str(path) for path in prepare(_on_standard_error(clock))]
    except KeyboardInterrupt:
        raise KeyboardInterrupt("weights that are made stay; run it again to make the others") from None
    interrupts.too_late()
    seconds = clock.finish()
    if as_json:
        rounded = {step: round(value, 4) for step, value in seconds.items()}
        answer({"outputs": made, "seconds": rounded, "warnings": []})
        return
    for path in made:
        show(path)
    done = f"{len(made)} weights were made in {seconds['total']:.0f} s" if made else "every weight lies ready"
    tell(f"setup: {done}")


def _on_standard_error(clock: StepClock) -> Progress:
    def listen(step: str, fraction: float) -> None:
        clock(step, fraction)
        if fraction == 0.0:
            tell(f"setup: {step} ...")

    return listen

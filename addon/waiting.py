# SPDX-License-Identifier: GPL-3.0-or-later
"""Waiting for what the worker makes: a script's call comes back when it is there, an operator in the window goes on
listening for Esc."""

from collections.abc import Callable, Mapping
from typing import Any

from ..runtime.errors import SoliloquyError
from . import session
from .panel_words import refused


def result_of(
    kind: str,
    arguments: Mapping[str, Any],
    convert: Callable[[dict[str, Any]], Any] | None = None,
    on_progress: Callable[[str, float], None] | None = None,
) -> Any:
    """What the worker makes of a request, with ``convert`` as ``Worker.ask`` has it. Raises the error of one that
    fails."""
    worker = session.worker()
    request = worker.wait(worker.ask(kind, arguments, convert), on_progress)
    if request.error is not None:
        raise request.error
    return request.result


def begun(operator: Any, context: Any, begin: Callable[[], object]) -> Any:
    """What ``invoke`` returns of an operator whose ``modal`` is ``session.wait_for_escape``: ``begin`` asks the worker
    and comes back at once; what it refuses by a SoliloquyError is reported."""
    try:
        begin()
    except SoliloquyError as error:
        return refused(operator, error)
    context.window_manager.modal_handler_add(operator)
    return {"RUNNING_MODAL"}

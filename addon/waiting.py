# SPDX-License-Identifier: GPL-3.0-or-later
"""Operators that go on listening for Esc while the worker makes what they asked for."""

from collections.abc import Callable
from typing import Any

from ..runtime.errors import SoliloquyError
from .panel_words import refused


def begun(operator: Any, context: Any, begin: Callable[[], object]) -> Any:
    """What ``invoke`` returns of an operator whose ``modal`` is ``session.wait_for_escape``: ``begin`` asks the worker
    and comes back at once; what it refuses by a SoliloquyError is reported."""
    try:
        begin()
    except SoliloquyError as error:
        return refused(operator, error)
    context.window_manager.modal_handler_add(operator)
    return {"RUNNING_MODAL"}

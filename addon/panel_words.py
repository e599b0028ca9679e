# SPDX-License-Identifier: GPL-3.0-or-later
"""Messages of the runtime in the words of the panel, which has fields where the shell has flags."""

import re
from typing import Any

from bpy.app.translations import pgettext_iface as _

from ..runtime.errors import SoliloquyError
from .option_properties import generation_options, label_of, portrait_options

_FLAG = re.compile(r"--([a-z][a-z-]*[a-z])\b")


def in_panel_words(text: str) -> str:
    """``text`` with the label of an option in the place of its flag: "Language" for "--language"."""
    return _FLAG.sub(lambda flag: _label(flag[1].replace("-", "_")) or flag[1].replace("-", " "), text)


def allowed(operator: Any, reason: str) -> bool:
    """Whether an operator may be used: where there is a ``reason`` against it, its grey button says so."""
    if reason:
        operator.poll_message_set(reason)
    return not reason


def refused(operator: Any, error: SoliloquyError) -> Any:
    """What an operator returns that could not do what was asked, with the reason reported."""
    operator.report({"ERROR"}, in_panel_words(str(error)))
    return {"CANCELLED"}


def _label(name: str) -> str:
    field = generation_options().get(name) or portrait_options().get(name)
    return _(label_of(field)) if field is not None else ""

# SPDX-License-Identifier: GPL-3.0-or-later
"""The names of the engines that turn speech into a face."""

ENGINES: tuple[str, ...] = ("flow", "rules")
DEFAULT_ENGINE = "flow"

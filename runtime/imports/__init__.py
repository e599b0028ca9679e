# SPDX-License-Identifier: GPL-3.0-or-later
"""Files of curves that others wrote become takes: one module a format, each with ``read``."""

# SPDX-License-Identifier: GPL-3.0-or-later
"""The version, as the manifest, pyproject.toml and every take name it (a test holds the three together)."""

VERSION = "0.1.0"

# SPDX-License-Identifier: GPL-3.0-or-later
"""Builds and packs every weight that models/models.toml names, from pinned packages."""

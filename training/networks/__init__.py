# SPDX-License-Identifier: GPL-3.0-or-later
"""The networks of the learned motion engine, small enough to train on a CPU."""

# SPDX-License-Identifier: GPL-3.0-or-later
"""The steps of training, in the order of ``run``: each makes one network, and resumes where it was stopped."""

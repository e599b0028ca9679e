# SPDX-License-Identifier: GPL-3.0-or-later
"""How numpy's arrays are annotated."""

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
"""Of any shape and number type: both stand, with the unit, in the docstring of what takes or gives it."""

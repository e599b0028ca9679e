# SPDX-License-Identifier: GPL-3.0-or-later
"""Make models/built/english_us.json and english_gb.json: misaki's pronouncing dictionaries.

Reads build/sources/misaki-0.9.4-py3-none-any.whl (Apache-2.0). ``gold`` was checked by hand by its authors,
``silver`` was not.
"""

import json
import zipfile

from ...runtime.whole_file import whole_file
from .folders import Folders, folders_given

WHEEL = "misaki-0.9.4-py3-none-any.whl"


def make(folders: Folders) -> None:
    with zipfile.ZipFile(folders.sources / WHEEL) as wheel:
        for variety in ("us", "gb"):
            parts = {name: json.loads(wheel.read(f"misaki/data/{variety}_{name}.json")) for name in ("gold", "silver")}
            path = folders.models / f"english_{variety}.json"
            content = json.dumps(parts, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
            with whole_file(path) as part:
                part.write_text(content + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    make(folders_given())

# SPDX-License-Identifier: GPL-3.0-or-later
"""Where the makers of weights read and write, told from outside: a checkout's own folders, or those of a set-up."""

import argparse
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Folders:
    """sources: holds the pinned wheels of requirements/sources.txt. root: gets models/built and assets/built."""

    sources: Path
    root: Path

    @property
    def models(self) -> Path:
        """For networks and tables; made when it is missing."""
        return _made(self.root / "models" / "built")

    @property
    def assets(self) -> Path:
        """For heads and their textures; made when it is missing."""
        return _made(self.root / "assets" / "built")


_ROOT = Path(__file__).resolve().parents[2]
CHECKOUT = Folders(_ROOT / "build" / "sources", _ROOT)


def folders_given() -> Folders:
    """What the command line of a maker names, by default the checkout's own."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sources", type=Path, default=CHECKOUT.sources, metavar="DIR", help="holds the pinned wheels")
    parser.add_argument("--root", type=Path, default=CHECKOUT.root, metavar="DIR", help="gets models/ and assets/")
    return Folders(**vars(parser.parse_args()))


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder

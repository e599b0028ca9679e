# SPDX-License-Identifier: GPL-3.0-or-later
"""What to do where a disk takes nothing more, or no file so large."""

import errno

NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EFBIG}
"""What the system calls a disk that takes nothing more, or no file so large, as a build server may be told."""
_DO = {errno.EFBIG: "Raise the limit of files' sizes, as of ulimit -f", errno.EROFS: "Make it writable"}


def room_hint(error: OSError, elsewhere: str) -> str:
    """The hint of an error of the disk's. elsewhere: what else there is to do, "give another --out"."""
    return f"{_DO.get(error.errno or 0, 'Free some space')}, or {elsewhere}"

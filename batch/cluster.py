# SPDX-License-Identifier: GPL-3.0-or-later
"""Lines on a Dask cluster (the extra ``farm``): its scheduler hands them out, and tries again where a worker dies."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from ipaddress import ip_address
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from ..runtime.errors import Fault, InputError, SetupError, UsageError
from .remote_line import identity, make_line
from .workers import Handed

_ANSWERS_SECONDS = 15
_WORKERS_SECONDS = 30
"""How long a scheduler may take to answer, and workers to appear. Chosen by hand."""
_AHEAD = 2
"""Lines in the scheduler's hands for each thread of its workers: none waits for us, and memory stays flat."""


class Cluster:
    """The workers of a scheduler."""

    def __init__(self, client: Any, address: str) -> None:
        self._client, self._address = client, address

    def performed(self, handed: Iterable[Handed], jobs: int) -> Iterator[tuple[Handed, dict[str, Any]]]:
        """As ``workers.performed``; jobs: the least that the scheduler is given at once.

        Raises SetupError where the scheduler is lost.
        """
        farm: Any = import_module("distributed")
        waiting, done = iter(handed), farm.as_completed(loop=self._client.loop)
        flying: dict[str, tuple[Handed, Any]] = {}
        wanted = identity()
        try:
            while True:
                for each in self._next(waiting, len(flying), jobs):
                    future = self._client.submit(
                        make_line, each.task.as_plain(), each.folder, each.with_head, wanted, pure=False
                    )
                    flying[future.key] = each, future
                    done.add(future)
                if not flying:
                    return
                finished = next(done)
                each, future = flying.pop(finished.key)
                yield each, self._outcome(each, future)
        finally:
            self._client.cancel([future for _, future in flying.values()])

    def _next(self, waiting: Iterator[Handed], flying: int, jobs: int) -> Iterator[Handed]:
        room = max(jobs, _AHEAD * sum(self._client.nthreads().values())) - flying
        for _ in range(room):
            each = next(waiting, None)
            if each is None:
                return
            yield each

    def _outcome(self, each: Handed, future: Any) -> dict[str, Any]:
        if future.status == "finished":
            said = future.result()
            _fetch(Path(each.folder), said)
            found: dict[str, Any] = said["found"]
            return found
        if future.status != "error":
            hint = "Start it again, and run the batch again: what is complete stays"
            raise SetupError(f"scheduler {self._address}", "was lost during the run", hint)
        reason = f"could not be made on the cluster ({future.exception()})"
        hint = "See the workers' logs; where memory is short, start fewer of them"
        error = Fault(f"line {each.task.key}", reason, hint)
        return {"error": error.as_json(), "exit_code": error.exit_code, "seconds": 0.0, "cpu_seconds": 0.0}


@contextmanager
def cluster(address: str) -> Iterator[Cluster]:
    """A connection to the scheduler at ``address`` ("tls://farm:8786"; "tcp://" on this machine alone).

    Certificates of TLS are those of Dask's configuration (distributed.comm.tls). Raises UsageError for an address
    that is none or is open to others, SetupError without the package, InputError where no scheduler or no worker
    answers.
    """
    _check_address(address)
    if find_spec("distributed") is None:
        reason = "needs the package distributed, which is not installed"
        raise SetupError("--scheduler", reason, "Run: pip install 'soliloquy[farm]'")
    farm: Any = import_module("distributed")
    security = farm.Security() if address.startswith("tls:") else None
    try:
        client = farm.Client(address, timeout=_ANSWERS_SECONDS, security=security, set_as_default=False)
    except (OSError, ValueError, TypeError, RuntimeError) as error:
        hint = "Start one: dask scheduler, and on each machine: dask worker ADDRESS --nthreads 1 --nworkers auto"
        raise InputError(f"scheduler {address}", f"does not answer ({error})", hint) from error
    with client:
        try:
            client.wait_for_workers(1, timeout=_WORKERS_SECONDS)
        except TimeoutError as error:
            hint = f"Start some: dask worker {address} --nthreads 1 --nworkers auto"
            raise InputError(f"scheduler {address}", "has no workers", hint) from error
        yield Cluster(client, address)


def _check_address(address: str) -> None:
    parts = urlsplit(address)
    try:
        complete = parts.scheme in ("tcp", "tls") and bool(parts.hostname) and parts.port is not None
    except ValueError:
        complete = False
    if not complete:
        raise UsageError(f"scheduler {address}", "is no address", "Write tls://HOST:8786, or tcp://127.0.0.1:8786")
    if parts.scheme == "tcp" and not _is_loopback(parts.hostname or ""):
        reason = "would send lines over the network for everybody to read and to answer"
        raise UsageError(f"scheduler {address}", reason, "Use tls://, with certificates in Dask's configuration")


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _fetch(folder: Path, said: Mapping[str, Any]) -> None:
    """Put a line's files into its staging folder: from that of the worker's try, or from what it sent."""
    if said["below"]:
        made = folder / said["below"]
        for path in list(made.iterdir()):
            path.rename(folder / path.name)
        made.rmdir()
    for name, content in said["files"].items():
        place = PurePosixPath(name)
        if place.is_absolute() or ".." in place.parts:
            reason = "came from a worker and lies outside of its line's folder"
            raise InputError(f"file {name}", reason, "See who runs the workers")
        path = folder / place
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)

# SPDX-License-Identifier: GPL-3.0-or-later
"""`make check` still has its tests: each kind that `make test` leaves to it is there and is collected."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


KINDS = {
    "each version of Blender": "addon/test_extension.py::test_it_installs_and_loads_nothing_heavy[5.2.3]",
    "a real window": "addon/test_window.py::test_an_artist_in_a_window_gets_what_was_promised",
    "kills": "shell/test_cli_faults.py::test_an_interrupt_at_any_moment_leaves_nothing_half_written[9]",
    "full disks": "shell/test_cli_faults.py::test_a_full_or_read_only_disk_is_said[size=64k-full]",
    "hostile inputs": "hostile/test_hostile.py::test_every_case_of_a_class_keeps_the_rule[takes]",
    "no network": "shell/test_cli_faults.py::test_a_machine_without_network_speaks",
    "readers by other people": "exporters/through_blender/test_engine_files.py::test_every_shape_curve_comes_back"
    "[glb-arkit-30.0]",
    "a browser": "foreign/test_glb.py::test_lips_are_shut_at_an_m_and_open_at_an_ah",
    "the SDK of FBX": "foreign/test_fbx_sdk.py::test_shapes_turn_normals",
    "the other scorer": "runtime/evaluate/test_evaluate.py::test_scores_are_those_of_the_reference_scorer[1114_3_15]",
    "an older runtime": "tools/release/test_older_runtime.py::test_every_graph_of_the_registry_runs_on_the_older_one",
}


@pytest.fixture(scope="module")
def checks() -> list[str]:
    """The tests that ``make check`` runs of the modules above, as pytest names them."""
    files = {f"tests/{test.partition('::')[0]}" for test in KINDS.values()}
    collect = [sys.executable, "-m", "pytest", "--collect-only", "--quiet", "-p", "no:cacheprovider", "-m", "check"]
    done = subprocess.run([*collect, *sorted(files)], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.splitlines()


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_check_is_there(checks: list[str], kind: str) -> None:
    assert f"tests/{KINDS[kind]}" in checks


def test_make_runs_every_test_in_one_of_its_two_parts() -> None:
    rules = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert '-m pytest $(SIDE_BY_SIDE) -m "not check"\n' in rules
    assert "-m pytest $(SIDE_BY_SIDE) -m check\n" in rules
    assert [line for line in (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines() if "make" in line] == [
        "make test",
        "make check",
    ]

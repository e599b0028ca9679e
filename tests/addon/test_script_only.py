# SPDX-License-Identifier: GPL-3.0-or-later
"""Of a script, --only makes and counts the lines that it names."""

import pytest

pytest.importorskip("bpy")

from soliloquy.tests.addon.script_stage import WORD, Stage, stage

__all__ = ["stage"]
TALK = ("a1,HERO,One two three.", "a2,HERO,Four five.", "a3,HERO,Six.")


def test_only_makes_what_it_names_and_leaves_the_rest(stage: Stage) -> None:
    stage.write(*TALK)
    stage.run()
    stage.write("a1,HERO,Ten.", "a2,HERO,Eleven twelve.", TALK[2])
    assert stage.run("--only", "a2") == 0 and stage.worker.asked == ["a2"]
    assert stage.lines["a1"].spoken == pytest.approx(3 * WORD)


@pytest.mark.parametrize("where", ["--timeline", "--per-line"])
def test_only_counts_what_it_names(stage: Stage, where: str) -> None:
    to = (where, str(stage.folder / "out.blend"))
    stage.write(*TALK, "a4,HERO,")
    stage.run(*to)
    assert stage.run("--only", "a2", "--dry-run", *to) == 0 and stage.events[0]["lines"] == ["en-us/a2"]
    assert stage.run("--only", "a2", *to) == 0, "a bad row that nobody asked for"
    plan = next(each for each in stage.events if each["event"] == "plan")
    assert (plan["lines"], plan["to_make"], plan["kept"], plan["bad"]) == (1, 0, 1, [])
    assert (stage.end["made"], stage.end["kept"], stage.end["bad"]) == (0, 1, 0)
    assert stage.run("--only", "a4", *to) == 3 and stage.end["bad"] == 1, "of which nothing but the id is known"


def test_only_of_nobody_is_refused(stage: Stage) -> None:
    stage.write(*TALK)
    assert stage.run("--only", "HER0") == 3 and stage.worker.asked == [] and not stage.out.exists()

"""Several processes: the same reports, in order or as they come, no further ahead than there is work, and sturdy."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from time import monotonic, sleep

import psutil
import pytest

from mtaudit.config import Settings
from mtaudit.core import Article, ArticleReport, Failure
from mtaudit.errors import UsageError
from mtaudit.runs.engines import AT_ONCE, Alone, Processes, Recipe, workers_for
from mtaudit.runs.engines.cores import GPU_MEMORY, MEMORY, ON_GPU, WORTH, cores, room
from mtaudit.runs.engines.processes import AHEAD
from tests.support.deadly import BROKEN, DEADLY, Broken, Deadly, half_an_answer
from tests.support.stories import story

pytestmark = pytest.mark.model

RULES = Recipe(Settings(select=("repetition", "calque", "name-drift")))
"""Rules that take no model, so that a process is there at once."""


def _workers(pid: int, count: int) -> list[psutil.Process]:
    """The processes that audit for another, once there are so many."""
    until = monotonic() + 60
    while monotonic() < until:
        found = [process for process in psutil.Process(pid).children() if _audits(process)]
        if len(found) >= count:
            return found
        sleep(0.1)
    pytest.fail("the processes did not come up")


def _audits(process: psutil.Process) -> bool:
    try:
        return "spawn_main" in " ".join(process.cmdline())
    except psutil.NoSuchProcess:  # it has ended
        return False


STORIES = [story(number) for number in range(12)]


def test_two_processes_report_what_one_does_in_the_same_order() -> None:
    failure = Failure("broken", "cannot be read")
    items = [*STORIES[:5], failure, *STORIES[5:]]
    alone = list(Alone(RULES).reports(items))
    with Processes(RULES, 2, at_once=3) as engine:
        assert list(engine.reports(items)) == alone
        assert engine.signature == Alone(RULES).signature
    assert any(isinstance(report, ArticleReport) and report.findings for report in alone)


def test_with_the_models_too() -> None:
    recipe = Recipe(Settings(select=("garbled", "incoherent")))
    text = "The bridge over the river was closed of the council in Tuesday because the ice has it damaged strongly. "
    items = [Article(f"{i}", text * i) for i in (1, 2, 3)]
    with Processes(recipe, 2, at_once=2) as engine:
        found = list(engine.reports(items))
    assert found == list(Alone(recipe).reports(items))
    assert all(isinstance(report, ArticleReport) and report.words for report in found)


def test_a_short_article_does_not_wait_for_a_long_one_where_no_order_is_asked_for() -> None:
    items = [story(0, 3000), *STORIES[1:]]
    with Processes(RULES, 2, ordered=False, at_once=1) as engine:
        assert list(engine.reports([story(20), story(21)]))  # both processes are up
        found = [report.article.id for report in engine.reports(items) if isinstance(report, ArticleReport)]
    assert sorted(found) == sorted(item.id for item in items)
    assert found[0] != "0"


def test_what_is_under_way_is_not_waited_for() -> None:
    with Processes(RULES, 2) as engine:
        reports = engine.reports([story(0), *(story(number, 3000) for number in range(1, 9))])
        next(reports)
        began = monotonic()
    assert monotonic() - began < 3


def test_when_it_has_ended_nothing_of_it_runs_on() -> None:
    """A thread that ran on closed its pipes under Python's own end, now and then, which told so in a traceback."""
    before = threading.active_count()
    for count in (1, 9):
        with Processes(RULES, 2) as engine:
            reports = engine.reports(story(number, 3000) for number in range(count))
            next(reports)
        assert threading.active_count() == before
        assert not [child for child in psutil.Process().children() if _audits(child)]


def test_half_an_answer_does_not_hold_up_the_end(tmp_path: Path) -> None:
    engine = Processes(RULES, 1)
    engine._submit(half_an_answer, tmp_path / "said")
    while not (tmp_path / "said").exists():
        sleep(0.1)
    end = threading.Thread(target=engine.__exit__, args=(None, None, None), daemon=True)
    end.start()
    end.join(20)
    assert not end.is_alive()


def test_what_is_to_come_is_read_no_further_than_there_is_work() -> None:
    read = 0

    def items() -> Iterator[Article]:
        nonlocal read
        for number in range(200):
            read += 1
            yield story(number)

    with Processes(RULES, 2) as engine:
        for done, _ in enumerate(engine.reports(items()), 1):
            assert read - done <= (AHEAD * 2 + 1) * AT_ONCE
    assert read == 200


def test_what_comes_slowly_is_not_waited_for() -> None:
    asked: list[Article] = []

    def items() -> Iterator[Article]:
        for item in STORIES:
            asked.append(item)
            yield item

    for done, _ in enumerate(Alone(RULES, at_once=1).reports(items()), 1):
        assert len(asked) == done


@pytest.mark.parametrize("workers", [1, 2])
def test_the_traceback_of_a_fault_is_logged_wherever_it_happened(
    workers: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "mtaudit")
    recipe = Broken(RULES.settings)
    with Alone(recipe) if workers == 1 else Processes(recipe, workers) as engine:
        found = list(engine.reports([story(1), Article(BROKEN, "It is broken."), story(2)]))
    assert [report.input for report in found if isinstance(report, Failure)] == [BROKEN]
    faults = [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert [record.name for record in faults] == ["mtaudit.runs.engines.interface"] * 2
    assert ["3 articles together" in record.message for record in faults] == [True, False]
    assert [repr(BROKEN) in record.message for record in faults] == [False, True]
    assert caplog.text.count("in audit_all") == caplog.text.count("RuntimeError: on purpose") == 2
    assert "mtaudit.broken" in {record.name for record in caplog.records if record.levelno == logging.INFO}
    assert {record.process == os.getpid() for record in faults} == {workers == 1}


def test_workers_log_from_the_level_on_that_holds_here(caplog: pytest.LogCaptureFixture) -> None:
    with Processes(Broken(RULES.settings), 2) as engine:
        list(engine.reports([Article(BROKEN, "It is broken.")]))
    assert [(record.name, record.levelname) for record in caplog.records] == [
        ("mtaudit.runs.engines.interface", "ERROR")
    ]


def test_a_library_that_nobody_asked_to_log_says_nothing() -> None:
    code = "from tests.runs.test_processes import *\n"
    code += "print(len(list(Alone(Broken(RULES.settings)).reports([Article(BROKEN, 'It is broken.')]))))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("1\n", "")


@pytest.mark.parametrize(("place", "at_once"), [(4, 5), (11, 1)])
def test_an_article_that_ends_its_process_costs_itself_alone(place: int, at_once: int) -> None:
    broken = Failure("broken", "cannot be read")
    items = [*STORIES[:place], Article(DEADLY, "Deadly."), *STORIES[place + 1 :], broken]
    with Processes(Deadly(RULES.settings), 2, at_once=at_once) as engine:
        found = list(engine.reports(items))
        assert engine._signature == Alone(RULES).signature  # without a process having to be asked
    assert found.pop() == broken
    assert [r.input for r in found if isinstance(r, Failure)] == [DEADLY]
    assert "--workers" in next(r.message for r in found if isinstance(r, Failure))
    expected = list(Alone(RULES).reports([*STORIES[:place], *STORIES[place + 1 :]]))
    assert [r for r in found if isinstance(r, ArticleReport)] == expected


def test_a_process_that_is_killed_costs_nothing() -> None:
    def items() -> Iterator[Article]:
        for number, item in enumerate(STORIES):
            if number == 6:
                _workers(os.getpid(), 1)[0].kill()
            yield item

    with Processes(RULES, 2, at_once=2) as engine:
        list(engine.reports(STORIES[:2]))
        assert list(engine.reports(items())) == list(Alone(RULES).reports(STORIES))


def test_what_is_handed_out_after_a_death_waits_to_be_settled() -> None:
    def items() -> Iterator[Article]:
        yield from STORIES[:2]
        workers = _workers(os.getpid(), 2)
        workers[0].kill()
        while any(_audits(worker) for worker in workers):  # a pool that has lost one ends the others, and buries them
            sleep(0.1)
        sleep(1)  # until the death is known, so that what follows meets a broken pool
        yield from STORIES[2:]

    for ordered in (True, False):
        with Processes(RULES, 2, ordered, at_once=1) as engine:
            list(engine.reports([story(30), story(31)]))
            found = list(engine.reports(items()))
        expected = list(Alone(RULES).reports(STORIES))
        assert sorted(found, key=str) == sorted(expected, key=str)


def test_an_error_of_the_user_is_told_and_not_taken_for_a_fault() -> None:
    with (
        pytest.raises(UsageError, match="nothing to compare with"),
        Processes(Recipe(Settings(select=("MT206",))), 2) as e,
    ):
        list(e.reports(STORIES))


def test_as_many_processes_as_pay(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtaudit.runs.engines.cores.gpu_room", lambda: None)
    assert workers_for(3, 0) == 1
    assert workers_for(None, 0) == 1
    assert workers_for(3, 5) == 5
    most = max(1, min(cores(), room() // MEMORY))
    assert workers_for(100_000, 0) == most
    assert workers_for(2 * WORTH, 0) == min(2, most)


def test_a_gpu_serves_as_many_as_its_memory_holds_and_its_speed_pays(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtaudit.runs.engines.cores.cores", lambda: 64)
    monkeypatch.setattr("mtaudit.runs.engines.cores.room", lambda: 64 * MEMORY)
    for free, workers in ((None, 64), (80_000, ON_GPU), (3 * GPU_MEMORY, 3), (0, 1)):
        monkeypatch.setattr("mtaudit.runs.engines.cores.gpu_room", lambda free=free: free)
        assert workers_for(100_000, 0) == workers


def test_a_container_s_limits_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("mtaudit.runs.engines.cores._LIMITS", tmp_path)
    own = cores()
    (tmp_path / "cpu.max").write_text("100000 100000\n")
    assert cores() == 1
    (tmp_path / "cpu.max").write_text("max 100000\n")
    assert cores() == own
    (tmp_path / "memory.max").write_text("1000000\n")
    (tmp_path / "memory.current").write_text("900000\n")
    assert room() == 100_000
    (tmp_path / "memory.stat").write_text("anon 5\ninactive_file 300000\n")
    assert room() == 400_000


@pytest.fixture
def running(tmp_path: Path) -> Iterator[subprocess.Popen[str]]:
    """An audit of many articles in two processes, as a user would start it."""
    batch = tmp_path / "batch.jsonl"
    rows = [json.dumps({"id": f"{i}", "text": story(i, 400).text}) for i in range(300)]
    batch.write_text("\n".join(rows))
    command = [sys.executable, "-m", "mtaudit", "audit", str(batch), "--select", "repetition", "-f", "jsonl=out.jsonl"]
    process = subprocess.Popen([*command, "-j", "2"], cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    yield process
    process.kill()
    process.communicate()


def test_an_interruption_ends_all_processes_and_keeps_what_was_finished(
    running: subprocess.Popen[str], tmp_path: Path
) -> None:
    workers = _workers(running.pid, 2)
    sleep(3)
    running.send_signal(signal.SIGINT)
    _, told = running.communicate(timeout=60)
    assert running.returncode == 2
    finished = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text().splitlines()]
    assert [row["id"] for row in finished] == [f"{number}" for number in range(len(finished))]
    assert 0 < len(finished) < 300
    assert "interrupted" in told
    assert "Traceback" not in told
    _, alive = psutil.wait_procs(workers, timeout=20)
    assert not alive


def test_no_process_outlives_the_one_that_began_it(running: subprocess.Popen[str]) -> None:
    workers = _workers(running.pid, 2)
    running.kill()
    _, alive = psutil.wait_procs(workers, timeout=20)
    assert not alive

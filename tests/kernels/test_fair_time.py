"""The fair clock: does it run slower while the machine is busy, and never stand?"""

from __future__ import annotations

import pytest

from course.kernels import fair_time
from course.kernels.channel import Channel, ChannelTimeout, pair
from course.kernels.fair_time import SLOWEST, FairClock


@pytest.mark.parametrize(("share", "passed"), [(1.0, 10.0), (0.5, 5.0), (SLOWEST, 10 * SLOWEST)])
def test_the_clock_follows_the_share(monkeypatch: pytest.MonkeyPatch, share: float, passed: float) -> None:
    """In ten seconds with this share of a processor: how many fair seconds?"""
    at = [100.0]
    monkeypatch.setattr(fair_time.time, "monotonic", lambda: at[0])
    monkeypatch.setattr(fair_time, "share", lambda: share)
    clock = FairClock()
    before = clock.now()
    for _ in range(40):
        at[0] += 0.25
        clock.now()
    assert clock.now() - before == pytest.approx(passed)


def test_it_takes_its_share_from_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """With eight programs at work on two processors, and with a file that says nothing: which share?"""
    monkeypatch.setattr(fair_time.os, "cpu_count", lambda: 2)
    for text, share in (
        (b"cpu 1\nprocs_running 4\nx 1", 0.5),
        (b"procs_running 1\n", 1),
        (b"procs_running 99\n", SLOWEST),
    ):
        monkeypatch.setattr(fair_time.Path, "read_bytes", lambda _, text=text: text)
        assert fair_time.share() == share
    monkeypatch.setattr(fair_time.Path, "read_bytes", lambda _: b"cpu 1\n")
    assert fair_time.share() == 1


def test_who_waits_for_an_answer_waits_by_this_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A patience of 1 while the clock runs in steps: does waiting end when the clock says so, and not before?"""
    looks = iter(range(100))
    monkeypatch.setattr(fair_time, "STEP", 0.001)
    monkeypatch.setattr(fair_time, "now", lambda: next(looks) / 10)
    here, there = pair()
    with pytest.raises(ChannelTimeout):
        Channel(here).receive(1.0)
    assert next(looks) == 11
    there.close()
    here.close()

"""Each moment of a build counts to the innermost part that is under way, and to no other."""

from __future__ import annotations

from contextlib import suppress

import pytest

from dealdir.publishing import times


@pytest.fixture
def clock(monkeypatch):
    """A clock that goes on by a second whenever `tick` is called."""
    now = [0.0]
    monkeypatch.setattr(times.time, "perf_counter", lambda: now[0])

    def tick(seconds: float = 1) -> None:
        now[0] += seconds

    return tick


def test_an_inner_part_has_its_time_alone(clock):
    told = times.Times()
    clock()
    with told.part("outer"):
        clock()
        with told.part("inner"):
            clock(3)
        clock()
    clock()
    with told.part("outer"):
        clock()
    assert told.seconds == {"outer": 3, "inner": 3}


def test_what_is_done_with_an_item_counts_to_whoever_asked_for_it(clock):
    told = times.Times()

    def make():
        for number in range(3):
            clock(2)
            yield number

    with told.part("taking"):
        for _ in told.each("making", make()):
            clock()
    assert told.seconds == {"taking": 3, "making": 6}


def test_a_part_that_fails_is_over(clock):
    told = times.Times()
    with suppress(ZeroDivisionError), told.part("failing"):
        clock()
        raise ZeroDivisionError
    with told.part("next"):
        clock()
    assert told.seconds == {"failing": 1, "next": 1}

from datetime import date

import pytest

from dealdir.content import vocabulary
from dealdir.content.dates import parse
from dealdir.content.records import Change
from dealdir.directory.nodes import Stated
from dealdir.directory.status import add, status


def said(*texts):
    return tuple(Stated(parse(text), ("a",)) for text in texts)


@pytest.mark.parametrize(
    ("dates", "term", "changes", "published", "expected"),
    [
        ({}, None, [], [], "announced"),
        ({"announced": "2020"}, None, [], [], "announced"),
        ({"announced": "2020", "signed": "2020"}, None, [], [], "signed"),
        ({"signed": "2020", "effective": "2020"}, None, [], [], "in-force"),
        ({"signed": "2020", "effective": "2020", "closed": "2021"}, None, [], [], "completed"),
        ({"signed": "2020", "closed": "2021"}, None, ["amended"], [], "completed"),
        ({"signed": "2020", "closed": "2021"}, None, ["amended", "terminated"], [], "terminated"),
        # a term has run out only where an article of the agreement appeared after its end
        ({"effective": "2020-05-01"}, "P2Y", [], ["2023"], "expired"),
        ({"effective": "2020-05-01"}, "P2Y", [], ["2022-05-01"], "in-force"),
        ({"effective": "2020-05-01"}, "P2Y", [], ["2021-05", "2022-05-02"], "expired"),
        ({"effective": "2020"}, "P2Y", [], ["2022-06-01"], "in-force"),
        ({"signed": "2020-05-01"}, "P18M", [], ["2021-11-02"], "expired"),
        ({"announced": "2020-05-01"}, "P1Y", [], ["2023"], "announced"),
        ({"effective": "XXXX-05-01"}, "P1Y", [], ["2023"], "in-force"),
        ({"effective": "2020-05-01"}, None, [], ["2023"], "in-force"),
    ],
)
def test_the_status_follows_from_what_is_stated(dates, term, changes, published, expected):
    found = status(
        {kind: said(text) for kind, text in dates.items()},
        (Stated(term, ("a",)),) if term else (),
        [Change(date="2022", kind=kind, summary="x") for kind in changes],
        [parse(text) for text in published],
    )
    assert found == expected
    assert found in vocabulary.words("statuses")


@pytest.mark.parametrize(
    ("day", "duration", "expected"),
    [
        (date(2020, 2, 29), "P1Y", date(2021, 2, 28)),
        (date(2020, 1, 31), "P1M", date(2020, 2, 29)),
        (date(2020, 12, 15), "P1M", date(2021, 1, 15)),
        (date(2020, 11, 15), "P1Y2M", date(2022, 1, 15)),
        (date(2020, 1, 1), "P2W3D", date(2020, 1, 18)),
        (date(2020, 1, 1), "P9000Y", None),
        (date(9999, 12, 1), "P9D", date(9999, 12, 10)),
        (date(9999, 12, 1), "P99D", None),
    ],
)
def test_a_duration_is_added_by_the_calendar(day, duration, expected):
    assert add(day, duration) == expected

import pytest

from dealdir.content import checking, composing
from dealdir.content.positions import write_field

BODY = """\
On 24 May, **Northwind** and Yunhe signed a licence
at the Harbour Forum. "It is a start," said R&D head Li Wei.

北溪医药与云禾医药
签署协议。
"""


def check(front, body=BODY):
    composition = composing.compose(front.replace("EVIDENCE", "evidence: [{quote: Li Wei}]"))
    assert composition.faults == []
    return checking.check_entry(composition.data, body)


def told(front, body=BODY):
    return [(finding.code, write_field(finding.path)) for finding in check(front, body)]


LISTED = "organizations: [{name: Northwind Therapeutics, aliases: [Northwind, NW]}, {name: 云禾医药}]\n"


@pytest.mark.parametrize("name", ["Northwind Therapeutics", "NW", "NORTHWIND THERAPEUTICS, INC.", "雲禾醫藥"])
def test_a_reference_names_a_listed_organization(name):
    assert told(LISTED + f"people: [{{name: A, organization: '{name}'}}]\n") == []


@pytest.mark.parametrize("name", ["the Northwind Group", "Northwind (China)", "云禾"])
def test_a_reference_to_another_organization_dangles(name):
    expected = [("unlisted-organization", "people[0].organization")]
    assert told(LISTED + f"people: [{{name: A, organization: '{name}'}}]\n") == expected


def test_every_place_that_names_an_organization_is_checked():
    front = LISTED + (
        "events:\n"
        "  - {organizers: [Nobody, NW], participants: [{organization: No one}, {how: signed}], EVIDENCE}\n"
        "agreements:\n"
        "  - {parties: [{organization: None such, via: Also none}, {organization: NW, via: 云禾医药}]}\n"
        "people: [{organization: Nemo}]\n"
    )
    assert told(front) == [
        ("unlisted-organization", "events[0].organizers[0]"),
        ("unlisted-organization", "events[0].participants[0].organization"),
        ("unlisted-organization", "agreements[0].parties[0].organization"),
        ("unlisted-organization", "agreements[0].parties[0].via"),
        ("unlisted-organization", "people[0].organization"),
    ]


def test_the_nearest_listed_name_is_proposed():
    (near,) = check(LISTED + "people: [{organization: Nortwind Therapeutics}]\n")
    assert near.hint == "did you mean 'Northwind Therapeutics'? if not, add it to `organizations`"
    (far,) = check(LISTED + "people: [{organization: Quux}]\n")
    assert far.hint == "add it to `organizations`"


@pytest.mark.parametrize(
    ("front", "expected"),
    [
        ("organizations: [{name: A, aliases: [A]}, {name: B}]", []),
        (
            "organizations: [{name: A, aliases: [X]}, {name: B, aliases: [X]}]",
            [("duplicate-name", "organizations[1].aliases[0]")],
        ),
        ("organizations: [{name: A}, {name: A}]", [("duplicate-name", "organizations[1].name")]),
        ("agreements: [{id: a}, {id: b}, {id: a}]", [("duplicate-id", "agreements[2].id")]),
        ("agreements: [{title: x}, {title: y}]", []),
        (
            "events: [{id: a, EVIDENCE}, {id: a, EVIDENCE}]",
            [("duplicate-id", "events[1].id")],
        ),
        ("agreements: [{event: f}]", [("unlisted-event", "agreements[0].event")]),
        ("events: [{id: f, EVIDENCE}]\nagreements: [{event: f}]", []),
        ("events: [{id: f, part_of: f, EVIDENCE}]", [("part-of-itself", "events[0].part_of")]),
        ("events: [{id: f, part_of: g, EVIDENCE}]", []),
        ("events: [{id: f}]", [("missing-evidence", "events[0].evidence")]),
        ("events: [{EVIDENCE, start: 2023-05, end: 2023-04}]", [("dates-out-of-order", "events[0].end")]),
        ("events: [{EVIDENCE, start: 2023-05-02, end: 2023-05}]", []),
        ("events: [{EVIDENCE, start: 2023-05-02, end: soon}]", []),
        (
            "agreements: [{type: license, parties: [{role: acquirer}, {role: licensee}]}]",
            [("unfitting-role", "agreements[0].parties[0].role")],
        ),
        ("agreements: [{type: joint-venture, parties: [{role: partner}, {role: investor}]}]", []),
        ("agreements: [{type: other, parties: [{role: acquirer}, {role: host}]}]", []),
        ("agreements: [{type: licence, parties: [{role: acquirer}]}]", []),
        ("agreements: [{type: license, parties: [{role: boss}]}]", []),
        ("agreements: [{type: license, parties: []}]\nevents: x\npeople: {a: b}\norganizations: [a, [b]]", []),
        (
            "events: [{EVIDENCE, values: [{qualifier: exact}]}]",
            [
                ("missing-field", "events[0].values[0].amount"),
                ("missing-field", "events[0].values[0].currency"),
            ],
        ),
        ("people: [{name: X, role: CEO, evidence: [{quote: Li Wei, supports: [role, name]}]}]", []),
        (
            "people: [{name: X, evidence: [{quote: Li Wei, supports: [role]}]}]",
            [("unknown-support", "people[0].evidence[0].supports[0]")],
        ),
        (
            "agreements: [{values: [{kind: total}], evidence: [{quote: Li Wei, "
            "supports: ['values[0]', 'values[0].kind', 'values[1]']}]}]",
            [("unknown-support", "agreements[0].evidence[0].supports[2]")],
        ),
    ],
)
def test_what_an_entry_must_satisfy_in_itself(front, expected):
    assert told(front + "\n") == expected


def test_a_role_that_does_not_fit_is_told_with_those_that_do():
    (finding,) = check("agreements: [{type: acquisition, parties: [{role: licensor}]}]\n")
    assert finding.hint == "roles that fit: acquirer, target, seller"
    assert finding.severity == "error"


def test_missing_evidence_and_support_are_warnings():
    findings = check("events: [{id: f}]\npeople: [{evidence: [{quote: Li Wei, supports: [role]}]}]\n")
    assert {finding.severity for finding in findings} == {"warning"}


@pytest.mark.parametrize(
    "quote",
    [
        "On 24 May, Northwind and Yunhe signed a licence at the Harbour Forum.",
        "“It is a start,” said",
        '"It is a start," said R&D head Li Wei.',
        "北溪医药与云禾医药签署协议。",
        "北溪医药与 云禾医药 签署协议。",
        "at   the Harbour\n  Forum.",
    ],
)
def test_quotes_stand_in_the_text_white_space_aside(quote):
    expected = [] if "“" not in quote else ["quote-not-found"]
    front = composing.compose("people: [{name: X}]\n").data
    front["people"][0]["evidence"] = [{"quote": quote}]
    assert [finding.code for finding in checking.check_entry(front, BODY)] == expected


@pytest.mark.parametrize("place", ["events", "agreements", "people"])
def test_a_quote_that_does_not_stand_in_the_text_is_told_with_how_far_it_does(place):
    front = f'{place}: [{{evidence: [{{quote: "Northwind and Yunhe signed a license at the Forum."}}]}}]\n'
    (finding,) = check(front)
    assert (finding.code, write_field(finding.path)) == ("quote-not-found", f"{place}[0].evidence[0].quote")
    assert finding.hint == "it agrees up to “…hwind and Yunhe signed a licen”, then differs at “se at the Forum.…”"


def test_a_quote_from_elsewhere_is_told_without_a_place():
    (finding,) = check("people: [{evidence: [{quote: Another article altogether.}]}]\n")
    assert "letter for letter" in finding.hint


def test_without_a_body_no_quote_can_be_wrong():
    assert told("people: [{evidence: [{quote: Anything.}]}]\n", body="") == []

from projects import deal, occasion

BODY = """Nova and Zeta signed in **May**.

The forum took place in Boston. Nova and Zeta will share costs.
"""


def test_quotes_are_numbered_in_the_order_of_the_text_each_once(project):
    person = {"name": "Ann", "evidence": [{"quote": "The forum took place in Boston."}]}
    project.entry(
        "e1",
        ["Nova", "Zeta"],
        BODY,
        agreements=[
            deal(
                "d1",
                "Nova",
                "Zeta",
                evidence=[
                    {"quote": "Nova and Zeta will share costs.", "supports": ["type"]},
                    {"quote": "Nova and Zeta  signed in May.", "supports": ["parties"]},
                ],
            )
        ],
        events=[occasion("f1", evidence=[{"quote": "The forum took place in Boston.", "supports": ["type"]}])],
        people=[person],
    )
    directory = project.directory()
    article = directory.articles["e1"]
    assert [(quote.number, quote.text) for quote in article.quotes] == [
        (1, "Nova and Zeta  signed in May."),
        (2, "The forum took place in Boston."),
        (3, "Nova and Zeta will share costs."),
    ]
    agreement = directory.agreements["d1"]
    assert [(quote.number, quote.supports) for quote in agreement.quotes] == [(1, ("parties",)), (3, ("type",))]
    assert [quote.number for quote in directory.events["f1"].quotes] == [2]
    assert [quote.number for quote in article.people[0].quotes] == [2]


def test_a_sentence_that_bears_out_two_things_keeps_what_it_supports_for_each(project):
    quote = "Nova and Zeta signed."
    project.entry(
        "e1",
        ["Nova", "Zeta"],
        agreements=[
            deal("d1", "Nova", "Zeta", evidence=[{"quote": quote, "supports": ["parties"]}, {"quote": quote}]),
            deal("d2", "Zeta", "Nova", evidence=[{"quote": quote, "supports": ["type"]}]),
        ],
    )
    directory = project.directory()
    assert [(q.number, q.supports) for q in directory.agreements["d1"].quotes] == [(1, ("parties",))]
    assert [(q.number, q.supports) for q in directory.agreements["d2"].quotes] == [(1, ("type",))]
    assert [q.supports for q in directory.articles["e1"].quotes] == [("parties", "type")]


def test_without_a_body_quotes_come_in_the_order_of_the_record(project):
    project.entry(
        "e1", ["Nova", "Zeta"], agreements=[deal("d1", "Nova", evidence=[{"quote": "Zulu."}, {"quote": "Alpha."}])]
    )
    assert [quote.text for quote in project.directory().articles["e1"].quotes] == ["Zulu.", "Alpha."]

"""Characters that hide or disguise what a text says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdir.content import disguises, problems, weighing

HIDDEN = "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202e\u2060\u2066\u2069\ufeff\U000e0041"


@pytest.mark.parametrize(
    ("text", "shown", "code"),
    [
        ("gpj.\u202eexe", "gpj.⟨U+202E⟩exe", "hidden-character"),
        ("Astra\u200bZeneca", "Astra⟨U+200B⟩Zeneca", "hidden-character"),
        ("阿斯\u00ad利康", "阿斯⟨U+00AD⟩利康", "hidden-character"),
        ("Astr\u0430Zeneca", "Astr\u0430⟨U+0430⟩Zeneca", "look-alike"),
        ("\u0421oca-Cola", "\u0421⟨U+0421⟩oca-Cola", "look-alike"),
        ("\u0420\u0410\u0421", "\u0420⟨U+0420⟩\u0410⟨U+0410⟩\u0421⟨U+0421⟩", "look-alike"),
        ("阿\u0420\u0410\u0421", "阿\u0420\u0410\u0421", None),
        ("Ростов", "Ростов", None),
        ("TGFβ, TNF-α, IFNγ and µg", "TGFβ, TNF-α, IFNγ and µg", None),
        ("Société Générale, Ørsted, Łódź", "Société Générale, Ørsted, Łódź", None),
        ("👨\u200d🔬 ❤️\u200d🔥", "👨\u200d🔬 ❤️\u200d🔥", None),
        ("a\u200db", "a⟨U+200D⟩b", "hidden-character"),
    ],
)
def test_what_hides_or_disguises_is_shown_and_told(text, shown, code):
    assert disguises.reveal(text) == shown
    found = weighing.weigh_curated({"people": [{"name": text}]})
    assert [(one.path, one.code, one.severity) for one in found if one.code != "other-script"] == (
        [(("people", 0, "name"), code, "warning")] if code else []
    )


def test_addresses_in_html_stay_what_they_are():
    html = '<a href="https://e.org/\u202e" title="\u202e">\u202e</a>'
    assert disguises.reveal_in_html(html) == '<a href="https://e.org/\u202e" title="⟨U+202E⟩">⟨U+202E⟩</a>'


@given(st.text(st.one_of(st.sampled_from(HIDDEN + "а" + "аЕο"), st.characters(exclude_categories=["Cs"]))))
def test_nothing_hidden_is_left_and_nothing_else_changed(text):
    shown = disguises.reveal(text)
    assert disguises.without_hidden(shown) == shown
    assert disguises.reveal(shown) == shown or "⟩" in shown
    if text.isascii():
        assert shown == text


def test_a_screen_is_shown_nothing_hidden():
    line = "name: gpj.\u202eexe and Astr\u0430Zeneca"
    told = problems.Problem(
        "warning",
        "look-alike",
        "'Astr\u0430Zeneca' holds a letter",
        "a.md",
        1,
        20,
        value="Astr\u0430Zeneca",
        excerpt=line,
        width=11,
        hint="or \u202dthis",
    )
    shown = problems.as_text([told])
    assert shown.splitlines() == [
        "a.md:1:20: warning: 'Astr\u0430⟨U+0430⟩Zeneca' holds a letter (look-alike)",
        "    1 | name: gpj.⟨U+202E⟩exe and Astr\u0430⟨U+0430⟩Zeneca",
        "      | " + " " * 26 + "^" * 19,
        "      = or ⟨U+202D⟩this",
        "",
        "1 warning",
    ]

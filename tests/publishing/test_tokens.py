from __future__ import annotations

import re
import sys
import sysconfig
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from dealdir.publishing import tokens

STATIC = Path(__file__).parents[2] / "static"
ASSIGNED = [chr(c) for c in range(sys.maxunicode + 1) if unicodedata.category(chr(c)) not in {"Cn", "Cs", "Co"}]
RECLASSIFIED = (
    "\U0001171e"  # no longer a mark without width since Unicode 15: the versions of Python and Chromium differ
)
TEXT = st.text(
    st.one_of(
        st.characters(codec="utf-8", exclude_categories=["Cn", "Co"], exclude_characters=RECLASSIFIED),
        st.sampled_from("abcdeginsuy'’ʼ -Éßø阿斯利康劍剑橋한국がヴΣςİŉ㈱ﬁ①ＡＢ１²"),
    ),
    max_size=40,
)


@pytest.fixture(scope="module")
def script(browser: Browser) -> Iterator[Page]:
    """The browser's side, with every fold that the build knows."""
    page = browser.new_page()
    page.add_script_tag(path=STATIC / "search-tokens.js")
    pairs = "".join(old + new for old, new in tokens.simplified().items())
    page.evaluate("([letters, pairs]) => dealdirSearch.setFolds(letters, pairs)", [dict(tokens.LETTERS), pairs])
    yield page
    page.close()


def in_browser(script: Page, name: str, texts: Iterable[str]) -> list[object]:
    found: list[object] = script.evaluate(f"texts => texts.map(text => dealdirSearch.{name}(text))", list(texts))
    return found


def english_words() -> list[str]:
    """Words of real English: the prose of the Python packages' and the interpreter's own documentation."""
    words: set[str] = set()
    for file in sorted(Path(sysconfig.get_path("stdlib")).rglob("*.py"))[:800]:
        words.update(re.findall(r"[a-z]{3,20}", file.read_text(encoding="utf-8", errors="ignore")))
    return sorted(words)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Mass General Brigham", ["mass", "general", "brigham"]),
        ("阿斯利康", ["阿斯", "斯利", "利康", "康"]),
        ("药", ["药"]),
        ("劍橋大學", ["剑桥", "桥大", "大学", "学"]),
        ("Ａｓｔｒａ ①", ["astra", "1"]),
        ("Müller-Straße, Ørsted", ["muller", "strass", "orst"]),
        ("Merck's and Merck’s药", ["merck", "and", "merck", "药"]),
        ("O'Neill d'Ivoire", ["o", "neill", "d", "ivoir"]),
        ("mRNA-1273 R&D", ["mrna", "1273", "r", "d"]),
        ("默沙东MSD公司", ["默沙", "沙东", "东", "msd", "公司", "司"]),
        ("한국 がん", ["한국", "국", "かん", "ん"]),
        ("ΟΔΟΣ İstanbul", ["οδοσ", "istanbul"]),
        ("𠮷野家", ["𠮷野", "野家", "家"]),
        ("a" * 1000, ["a" * 40]),
        ("🎉 — ?", []),
    ],
)
def test_a_text_gives_its_tokens(text, expected):
    assert tokens.tokens(text) == expected


@pytest.mark.parametrize(
    "words",
    [
        "license licenses licensed licensing",
        "therapy therapies",
        "virus viruses",
        "vaccine vaccines",
        "study studies studied studying",
        "plan plans planned planning",
        "company companies",
        "assay assays",
        "fund funds funded funding",
    ],
)
def test_the_forms_of_a_word_share_a_stem(words):
    assert len({tokens.stem(word) for word in words.split()}) == 1


@pytest.mark.parametrize(
    "word", ["novartis", "speed", "king", "gas", "diagnosis", "cell", "mrna1273", "ørsteds", "day"]
)
def test_what_only_looks_inflected_stays(word):
    assert tokens.stem(word) == word


@pytest.mark.parametrize(
    ("one", "other"),
    [("Mass General Brigham", "mass-general brigham"), ("AstraZeneca", "astra zeneca"), ("劍橋大學", "剑桥 大学")],
)
def test_a_key_ignores_how_a_name_is_written(one, other):
    assert tokens.key(one) == tokens.key(other) != ""


def test_a_text_without_letters_has_no_key():
    assert tokens.key("… — !") == ""


def test_no_simplified_character_is_itself_folded():
    assert not set(tokens.simplified()) & set(tokens.simplified().values())
    assert tokens.simplified()["國"] == "国"


@given(TEXT)
def test_tokens_are_folded_short_and_survive_lunr(text):
    for token in tokens.tokens(text):
        assert token == token.lower()
        assert 0 < len(token) <= 40
        assert "*" not in token
        assert tokens.KEY_MARK not in token


@pytest.mark.browser
@pytest.mark.parametrize("step", [7, pytest.param(1, marks=pytest.mark.long)])
def test_both_sides_agree_on_every_character(script, step):
    """On each one in the long test, and on each seventh always."""
    known = script.evaluate("all => Array.from(all).filter(one => !/\\p{Cn}/u.test(one))", "".join(ASSIGNED))
    assert len(known) > 140_000
    chosen = known[::step]
    for start in range(0, len(chosen), 20000):
        texts = [
            f"a{character}s {character}" for character in chosen[start : start + 20000] if character != RECLASSIFIED
        ]
        assert in_browser(script, "tokens", texts) == [tokens.tokens(text) for text in texts]


@pytest.mark.browser
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(TEXT, max_size=40))
def test_both_sides_agree_on_any_text(script, texts):
    assert in_browser(script, "tokens", texts) == [tokens.tokens(text) for text in texts]
    assert in_browser(script, "key", texts) == [tokens.key(text) for text in texts]


@pytest.mark.browser
def test_both_sides_agree_on_english(script):
    words = english_words()
    assert len(words) > 10000
    assert in_browser(script, "stem", words) == [tokens.stem(word) for word in words]

"""What is told in Chinese: every template is translated, with the same places, and phrases are said whole."""

from __future__ import annotations

import pickle
import string
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from dealdir.content.phrases import Phrase, join, say

ROOT = Path(__file__).parents[2]
FILE = ROOT / "dealdir" / "content" / "locale" / "zh" / "LC_MESSAGES" / "problems.po"
MARKS = {"Phrase": None, "template": None}


@pytest.fixture(scope="module")
def chinese():
    with FILE.open("rb") as file:
        return read_po(file, locale="zh")


@pytest.fixture(scope="module")
def asked():
    return {text for _, _, text, _, _ in extract_from_dir(ROOT / "dealdir", [("**.py", "python")], keywords=MARKS)}


def places(text):
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name)


def test_no_template_is_missing_and_none_is_left_over(asked, chinese):
    known = {message.id for message in chinese if message.id}
    assert asked - known == set()
    assert known - asked == set()
    assert len(asked) > 200
    assert not chinese.obsolete


def test_every_template_is_translated_with_its_places(chinese):
    for message in chinese:
        if message.id:
            assert message.string, message.id
            assert not message.fuzzy, message.id
            assert places(message.string) == places(message.id), message.id


def test_a_phrase_is_its_english_text():
    phrase = Phrase("'{name}' is missing", name="title")
    assert phrase == "'title' is missing"
    assert isinstance(phrase, str)
    assert {phrase: 1}["'title' is missing"] == 1


def test_a_phrase_is_said_with_the_phrases_in_it():
    inner = Phrase("did you mean '{like}'?", like="name")
    phrase = join(" ", [Phrase("'{name}' is missing", name="x {y} z"), inner, "plain"])
    assert say(phrase, "en") == "'x {y} z' is missing did you mean 'name'? plain"
    assert say(phrase, "zh") == "缺少“x {y} z” 是否指“name”？ plain"


def test_what_has_no_translation_stays_as_it_is():
    assert say("plain {text}", "zh") == "plain {text}"
    assert say(Phrase("a template that no one wrote down {n}", n=3), "zh") == "a template that no one wrote down 3"
    assert say(join("", []), "zh") == ""


def test_a_phrase_goes_from_one_process_to_another():
    phrase = Phrase("'{name}' is missing", name="title")
    assert say(pickle.loads(pickle.dumps(phrase)), "zh") == "缺少“title”"

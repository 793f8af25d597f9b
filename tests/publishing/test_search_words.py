"""What the search says: the scripts ask for nothing that the page's language lacks."""

from __future__ import annotations

import json
import re
from pathlib import Path

from dealdir.publishing import search_words

SCRIPTS = [Path(__file__).parents[2] / "static" / name for name in ("search.js", "search-results.js")]
KINDS = {"organization", "agreement", "event", "article"}


def words(language: str) -> dict[str, str | list[str]]:
    [(path, content)] = search_words.files([language]).items()
    assert path == f"search/words-{language}.js"
    [told] = re.findall(r"\.words=(\{.*\});\n", content.decode())
    return json.loads(told)


def placeholders(text: str | list[str]) -> set[str]:
    return set(re.findall(r"%\((\w+)\)s", "".join(text)))


def test_languages_have_the_same_texts_with_the_same_placeholders():
    english, chinese = words("en"), words("zh")
    assert english.keys() == chinese.keys()
    assert {name: placeholders(text) for name, text in english.items()} == {
        name: placeholders(text) for name, text in chinese.items()
    }


def test_each_speaks_its_language():
    assert words("en")["found"] == ["%(count)s result for “%(query)s”", "%(count)s results for “%(query)s”"]
    for text in words("zh").values():
        assert not re.search("[A-Za-z]{2}", re.sub(r"%\(\w+\)s", "", "".join(text)))


def test_scripts_use_all_of_them_and_no_others():
    asked = {name for path in SCRIPTS for name in re.findall(r"\bwords\.(\w+)", path.read_text(encoding="utf-8"))}
    assert asked | KINDS | {"kind", "year"} == set(words("en"))

"""Projects in which strangers' texts stand in every field that takes a text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from dealdir.content import composing, prose, records

ATTACKS: Mapping[str, list[str]] = yaml.safe_load(Path(__file__).with_name("attacks.yaml").read_text(encoding="utf-8"))
"""Texts by what they try."""

HARMLESS = """word

# One heading
## Two
### Three

*emphasis*, **strong**, `code`, [link](https://example.org/x "its title"), <https://example.org/>

> quotation

- list
    - inner

1. one
2. two

3. three

---

    block
"""
"""A text with all the Markdown that may have an effect."""


def sayable(text: str) -> bool:
    """Whether content may hold a text at all: control characters are refused (test_refused_content.py)."""
    return composing.controls().search(text) is None and bool(text.strip())


def write_project(
    root: Path, texts: Iterable[str], base_url: str, everywhere: str = "Deals", languages: Sequence[str] = ("en", "zh")
) -> int:
    """Write a project with an entry for each text, and curated records; give their number.

    `everywhere` stands in the settings and in the vocabulary.
    """
    number = 0
    for number, text in enumerate(texts, 1):
        _write_entry(root, number, text)
        _write_organization(root, number, text)
        _write_event(root, number, text)
        _write_agreement(root, number, text)
    settings = {
        "title": {"en": everywhere, "zh": everywhere},
        "tagline": {"en": everywhere, "zh": everywhere},
        "languages": [*languages],
        "base_url": base_url,
        "article_text": "full",
        "data_licence": {"name": everywhere, "url": "https://example.org/licence"},
    }
    word = {"label": {"en": everywhere, "zh": everywhere}, "definition": {"en": everywhere, "zh": everywhere}}
    _write(root / "site.yaml", json.dumps(settings))
    _write(root / "vocabulary.yaml", json.dumps({"areas": {"oncology": word}, "agreement-types": {"license": word}}))
    return number


def _write_entry(root: Path, number: int, text: str) -> None:
    partner = f"Partner {text} {number}"
    named = f"{text} {number}"
    quote = f"Sentence {number} says {text}"
    shown = prose.fold(prose.plain_text(prose.to_markdown(quote)))
    evidence = [{"quote": shown}]
    sums = {"kind": "upfront", "amount": number, "currency": "USD", "qualifier": "up-to", "wording": text}
    event = {
        "id": f"event-{number}",
        "name": {"en": named, "zh": f"{text}论坛{number}"},
        "aliases": [f"{text} alias"],
        "type": "forum",
        "start": "2024-05-01",
        "edition": text,
        "series": "series",
        "venue": {"en": text, "zh": text},
        "city": text,
        "country": "CN",
        "organizers": [partner],
        "participants": [{"organization": named, "how": "signed"}],
        "values": [sums],
        "evidence": evidence,
    }
    agreement = {
        "id": f"agreement-{number}",
        "title": {"en": named, "zh": f"{text}协议{number}"},
        "type": "license",
        "parties": [{"organization": named, "role": "licensor"}, {"organization": partner, "via": named}],
        "signed": "2024-05-01",
        "event": f"event-{number}",
        "term": "P2Y",
        "areas": ["oncology"],
        "assets": [text],
        "territory": {"included": [text], "excluded": [f"not {text}"], "wording": text},
        "values": [sums],
        "royalty": {"wording": text, "low": 1, "high": 2},
        "evidence": evidence,
    }
    person = {"name": named, "aliases": [text], "role": text, "organization": named, "evidence": evidence}
    front = {
        "title": {"en": named, "zh": f"{text}报道{number}"},
        "lang": "en" if number % 2 else "zh-Hans",
        "review": "draft" if number % 3 else "reviewed",
        "added": "2024-05-02",
        "source": {
            "title": text,
            "publisher": text,
            "published": "2024-05-02",
            "url": _address(text, f"?{number}&"),
            "archive_url": _address(text, f"{number}#"),
            "file": text,
        },
        "organizations": [{"name": named, "aliases": [f"{text} also {number}"]}, {"name": partner, "type": "company"}],
        "events": [event],
        "agreements": [agreement],
        "people": [person],
    }
    _write_record(
        root / f"content/articles/article-{number}.md", front, f"{prose.to_markdown(quote)}\n\n{text}\n\nEnd."
    )


def _write_organization(root: Path, number: int, text: str) -> None:
    front = {
        "name": f"Partner {text} {number}",
        "names": [{"name": f"{text} once {number}", "lang": "en", "kind": "former", "to": "2020"}],
        "type": "company",
        "city": text,
        "country": "CN",
        "website": _address(text, "?"),
        "sources": [{"note": text, "url": _address(text), "seen": "2024-05-02"}],
    }
    _write_record(root / f"content/organizations/partner-{number}.md", front, text)


def _write_event(root: Path, number: int, text: str) -> None:
    front = {"name": f"{text} {number}", "aliases": [f"{text} too {number}"], "sources": [{"note": text}]}
    _write_record(root / f"content/events/event-{number}.md", front, "")


def _write_agreement(root: Path, number: int, text: str) -> None:
    change = {
        "date": "2025",
        "kind": "amended",
        "summary": text,
        "before": text,
        "after": text,
        "source": {"note": text, "article": f"article-{number}"},
    }
    _write_record(root / f"content/agreements/agreement-{number}.md", {"changes": [change]}, "")


def _address(text: str, path: str = "") -> str:
    """Give the text itself, if it can be the address of a page, else one with it inside."""
    inside = "".join("+" if one.isspace() or one in '<>"' else one for one in text)
    return text if re.search(records.URL, text) else f"https://example.org/{path}{inside}"


def _write_record(path: Path, front: Mapping[str, Any], body: str) -> None:
    """Write a record in the YAML that JSON is, so that no text can be taken for anything else."""
    told = json.dumps(front, ensure_ascii=False, indent=1)
    for character in re.findall("[\u2028\u2029]|" + composing.unprintable().pattern, told):
        told = told.replace(character, f"\\u{ord(character):04X}")
    _write(path, f"---\n{told}\n---\n{body}\n")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")

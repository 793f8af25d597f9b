"""Documents to search, and a site of a few bare pages around the index that is made of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lunr.builder import Builder
from lunr.stop_word_filter import WORDS as STOP_WORDS

from dealdir.publishing import assets, lunr_js, pinyin, search_index, search_parts, search_words, tokens
from dealdir.publishing.search_documents import Document

ROOT = Path(__file__).parents[2]
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'"
)
PAGE = """<!doctype html><html lang="{language}" data-root="{root}" data-index="index.html"><head><meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}"><title>{title}</title>
<link rel="stylesheet" href="{root}assets/search.css">
<script src="{root}search/words-{words}.js" defer></script>
<script src="{root}assets/search.js" defer></script></head><body>
<form class="searchbox" role="search" action="{root}search/index.html" method="get">
<input type="search" name="q" aria-label="Search"><kbd>/</kbd></form>
<h1>{title}</h1><textarea></textarea>{body}</body></html>"""
RESULTS = (
    '<div id="search-results"><noscript>The search needs JavaScript.</noscript></div>'
    '<script src="../assets/search-results.js" defer></script>'
)


def organization(slug: str, *names: str, **more: Sequence[str]) -> Document:
    title = dict(zip(("en", "zh"), names[:2], strict=False))
    fields = {"name": names, **{field: tuple(texts) for field, texts in more.items()}}
    return Document("organization", f"organizations/{slug}/", title, names, fields, {"en": "Company"})


def agreement(slug: str, title: str, related: Sequence[str], quote: str, fact: str = "") -> Document:
    fields = {"title": (title,), "organization": tuple(related), "evidence": (quote,), "fact": (fact, "2023")}
    facts = {"en": " · ".join([fact, *related]), "zh": fact}
    codes = (("type", fact), ("year", "2023"))
    address = f"agreements/{slug}/"
    return Document("agreement", address, {"en": title}, (), fields, facts, (quote,), codes, 2023)


def event(slug: str, english: str, chinese: str) -> Document:
    names = (english, chinese, "进博会")
    return Document(
        "event", f"events/{slug}/", {"en": english, "zh": chinese}, names, {"name": names}, {"en": "Expo · 2023"}
    )


def article(slug: str, title: str, body: str, related: Sequence[str]) -> Document:
    fields = {"title": (title,), "organization": tuple(related), "prose": (body,)}
    return Document("article", f"articles/{slug}/", {"zh": title}, (), fields, {"en": "Health News"}, (body,))


ASTRAZENECA = ("AstraZeneca", "阿斯利康", "AstraZeneca PLC")
MSD = ("MSD", "默沙东", "Merck", "Merck & Co.")
CAMBRIDGE = ("University of Cambridge", "剑桥大学")

DOCUMENTS = [
    organization("astrazeneca", *ASTRAZENECA, person=["Pascal Soriot"]),
    organization("harbour-biomed", "Harbour BioMed", "和铂医药"),
    organization("mass-general-brigham", "Mass General Brigham", fact=["Hospital", "医院", "Boston"]),
    organization("massachusetts-biotechnology-council", "Massachusetts Biotechnology Council"),
    organization("msd", *MSD),
    organization("nestle", "Nestlé Health Science", "雀巢健康科学"),
    organization("cambridge", *CAMBRIDGE),
    organization("hostile", "<img src=x onerror=alert(1)> & Söhne"),
    agreement(
        "science-ecosystem",
        "Science ecosystem cooperation",
        [*ASTRAZENECA, *CAMBRIDGE],
        "AstraZeneca and the University of Cambridge signed a framework agreement to build a science ecosystem.",
        "Strategic cooperation",
    ),
    agreement(
        "msd-peking-university",
        "Infectious-disease control laboratory",
        [*MSD, "Peking University", "北京大学"],
        "北京大学与默沙东在第六届中国国际进口博览会上签署合作协议，共建传染病防控联合实验室。",
        "Joint facility",
    ),
    agreement(
        "license",
        "Bispecific antibodies",
        ["Harbour BioMed", "和铂医药"],
        "They are licensing two vaccines.",
        "License",
    ),
    event("ciie-6", "China International Import Expo", "中国国际进口博览会"),
    article("ciie", "默沙东与北京大学签约", "会上，默沙东与北京大学共建联合实验室。" * 30, [*MSD, "北京大学"]),
    article("forum", "剑桥大学访问北京", "阿斯利康的斯科特和利康医药出席。", ["斯科特"]),
]


def field_tokens(document: Document) -> dict[str, list[str]]:
    """The tokens of each field of a document, one by one: what the build counts."""
    filed = [tokens.filing(code, text) for code, text in document.codes]
    found = {
        "key": [tokens.key(name) for name in document.keys],
        "pinyin": [key for name in document.keys for key in pinyin.keys(name)],
        "code": filed,
    }
    once = {name: [*dict.fromkeys(filter(None, texts))] for name, texts in found.items()}
    for name in search_index.WEIGHTS.keys() - once.keys():
        passed = STOP_WORDS if name in ("evidence", "prose") else ()
        parts = [part for text in document.fields.get(name, ()) for part in tokens.parts(text) if part not in passed]
        once[name] = [token for part in parts for token in tokens.tokens(part)]
    return once


def lunr_builder(documents: Sequence[Document], fields: Sequence[str] = tuple(search_index.WEIGHTS)) -> Builder:
    """A lunr.py `Builder` that has built the whole index: the oracle. Each document's reference is its number."""
    builder = Builder()
    builder.b(search_index.LENGTH_NORMALISATION)
    for field in fields:
        builder.field(field, boost=search_index.WEIGHTS[field])
    for number, document in enumerate(documents):
        attributes = {"boost": search_index.PRIORS[document.kind]}
        builder.add({"id": str(number), **field_tokens(document)}, attributes)
    builder.build()
    return builder


def whole_index(documents: Sequence[Document]) -> dict[str, Any]:
    """The whole index as lunr.js loads it: terms in the order of UTF-16."""
    serialized = lunr_builder(documents).build().serialize()
    serialized["invertedIndex"].sort(key=lambda row: search_index.utf16(row[0]))
    return serialized


def write_site(folder: Path, documents: Sequence[Document] = DOCUMENTS, language: str = "en") -> str:
    """Write the site; give the address of its front page on disk."""
    files = {
        **assets.static_files(ROOT),
        "assets/lunr.js": lunr_js.minified(),
        **search_parts.files(documents),
        **search_words.files(["en", "zh"]),
    }
    pages = {"": "Front", "search/": "Search", "organizations/": "Organizations"} | {
        document.address: document.address for document in documents
    }
    for address, title in pages.items():
        values = {"root": "../" * address.count("/"), "language": language, "words": language[:2], "policy": POLICY}
        values["title"] = title
        files[f"{address}index.html"] = PAGE.format(body=RESULTS if title == "Search" else "", **values).encode()
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return folder.as_uri() + "/index.html"

"""The Chinese texts: every one that templates and code ask for is there, complete and without doubt."""

from __future__ import annotations

import tomllib
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from dealdir.publishing import catalogues

ROOT = Path(__file__).parents[2]
FILE = ROOT / "dealdir" / "publishing" / "locale" / "zh" / "LC_MESSAGES" / "dealdir.po"


def key(message: Message) -> tuple[str | None, object]:
    return message.context, message.id


def read(text: bytes) -> Catalog:
    return read_po(BytesIO(text), locale="zh")


def asked(folder: Path = ROOT) -> Catalog:
    """All texts in the source, found as `make messages` finds them."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["babel"]["mappings"]
    methods = [(one["pattern"], one["method"]) for one in mappings]
    found = Catalog()
    options = {one["pattern"]: {k: v for k, v in one.items() if k not in ("pattern", "method")} for one in mappings}
    for file, line, text, comments, context in extract_from_dir(folder, methods, options):
        found.add(text, locations=[(file, line)], auto_comments=comments, context=context)
    return found


@pytest.fixture(scope="module")
def chinese() -> Catalog:
    return read(FILE.read_bytes())


def test_no_text_is_missing_and_none_is_left_over(chinese):
    wanted, known = ({key(message) for message in catalogue if message.id} for catalogue in (asked(), chinese))
    assert wanted - known == set()
    assert known - wanted == set()
    assert len(wanted) > 250
    assert not chinese.obsolete


def test_every_text_is_translated_without_doubt(chinese):
    for message in chinese:
        if message.id:
            assert not message.fuzzy, message.id
            forms = message.string if isinstance(message.string, tuple) else (message.string,)
            assert all(forms), message.id


def test_placeholders_are_those_of_the_english_texts(chinese):
    assert [(message.id, errors) for message, errors in chinese.check()] == []
    for message in chinese:
        english = message.id if isinstance(message.id, str) else message.id[1]
        for form in message.string if isinstance(message.string, tuple) else (message.string,):
            for name in placeholders(english):
                assert message.id == "" or f"%({name})s" in form, message.id


def placeholders(text: str) -> list[str]:
    return [part.partition(")")[0] for part in text.split("%(")[1:]]


def test_chinese_texts_have_chinese_punctuation(chinese):
    marks = set(",;:?!()")
    for message in chinese:
        for form in message.string if isinstance(message.string, tuple) else (message.string,):
            left = form
            for name in placeholders(form):
                left = left.replace(f"%({name})s", "")
            assert message.id == "" or not marks & set(left), form


def test_a_new_text_in_a_template_is_noticed(tmp_path, chinese):
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "new.html").write_text('{{ _("A text of tomorrow") }}', encoding="utf-8")
    assert [key(message) for message in asked(tmp_path) if message.id] == [(None, "A text of tomorrow")]


def test_translations_are_those_of_the_catalogue():
    translations = catalogues.translations("zh")
    assert translations.gettext("Agreements") == "协议"
    assert translations.ngettext("%(num)s agreement", "%(num)s agreements", 1) == "%(num)s项协议"
    assert translations.ngettext("%(num)s agreement", "%(num)s agreements", 7) == "%(num)s项协议"
    assert translations.gettext(", ") == "、"
    assert translations.pgettext("aside", ", ") == "，"
    assert catalogues.wording("en").translations.gettext("Agreements") == "Agreements"

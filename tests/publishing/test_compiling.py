"""Templates say the same whether their texts are translated when they are compiled or when they are rendered."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from jinja2.environment import TemplateModule

from dealdir.publishing import catalogues
from dealdir.publishing.compiling import TranslatedEnvironment

OPTIONS = {"autoescape": True, "undefined": StrictUndefined, "extensions": ["jinja2.ext.i18n"]}
TEMPLATES = [
    '{{ _("Agreements") }}',
    '<p title="{{ _("Agreements") }}">{{ _("signed by %(name)s", name=name) }}</p>',
    '{{ "<b>"|safe ~ _("Agreements") ~ name }}',
    '{% set kinds = {"a": _("royalty")} %}{{ kinds.a }}{{ kinds.a|upper }}',
    '{{ _(", ") if name }}{{ [_("Agreements"), name]|join(_(", ")) }}',
    '{% for one in [1, 2] %}{{ _("and %(number)s more", number=one) }}{{ loop.index }}{% endfor %}',
    '{% macro m(_) %}{{ _("Agreements") }}{% endmacro %}{{ m(shout) }}{{ _("Agreements") }}',
    '{% macro card() %}<i>{{ caller() }}</i>{% endmacro %}{% call card() %}{{ _("Agreements") }}{% endcall %}',
    '{{ ngettext("%(num)s agreement", "%(num)s agreements", 2) }}{{ gettext(name) }}',
    "{% trans %}Agreements{% endtrans %}{% trans who=name %}signed by {{ who }}{% endtrans %}",
    '{{ shout(_("Agreements")) }}{{ "x".join(["a", "b"]) }}{{ range(3)|list }}',
    "{{ _('100%%') }}",
    '{% macro m(a, b="x", c=name) %}[{{ a }}{{ b }}{{ c }}]{% endmacro %}{{ m(1) }}{{ m(name, "<") }}{{ m(1, 2, 3) }}',
    '{% macro m(a, b="x") %}[{{ a }}{{ b }}]{% endmacro %}{{ m(name, b="<") }}{{ m(b=1, a=name) }}{{ m(1)|upper }}',
    "{% macro m(a) %}{{ a }}{{ varargs|join }}{{ kwargs }}{% endmacro %}{{ m(1) }}{{ m(1, 2, name) }}{{ m(1, b=2) }}",
    "{% autoescape false %}{% macro m(a) %}<i>{{ a }}</i>{% endmacro %}{{ m(name) ~ '<' }}{% endautoescape %}",
]


MACROS = """
{% from "deeper" import deep with context %}
{% set kinds = {"a": _("royalty")} %}
{% macro show(a) %}[{{ a }} {{ name }} {{ site }} {{ kinds.a }} {{ deep() }}]{% endmacro %}
"""
DEPENDING = """
{% set whole = name ~ "!" %}
{% macro show(a) %}[{{ a }} {{ whole }}]{% endmacro %}
"""
TAKING_IN = '{% macro show(a) %}{% include "part" %}{% endmacro %}'
IMPORTING = [
    '{% from "macros" import show with context %}{{ show(1) }}{{ show(name) }}',
    '{% from "macros" import show with context %}{% from "deeper" import deep with context %}{{ deep() }}{{ show(2) }}',
    '{% set name = "own" %}{% from "macros" import show with context %}{{ show(1) }}',
    '{% set site = "own" %}{% from "macros" import show with context %}{{ show(1) }}',
    '{% from "deeper" import deep with context %}{% set name = "own" %}'
    '{% from "macros" import show with context %}{{ show(1) }}{{ deep() }}',
    '{% for name in ["x", "y"] %}{% from "macros" import show with context %}{{ show(1) }}{% endfor %}',
    '{% import "macros" as all with context %}{{ all.show(1) }}{{ all.kinds.a }}',
    '{% from "depending" import show with context %}{{ show(1) }}',
    '{% from "taking" import show with context %}{{ show(1) }}',
    '{% from "macros" import show %}{{ show(1) }}',
]


def said_of_pages(kind: type[Environment], text: str) -> list[str]:
    """What a template that imports says of three pages, the last of them without a name."""
    parts = {"deeper": "{% macro deep() %}({{ name }}){% endmacro %}", "part": "{{ name }}", "page": text}
    parts |= {"macros": MACROS, "depending": DEPENDING, "taking": TAKING_IN}
    environment = kind(loader=DictLoader(parts), autoescape=True, extensions=["jinja2.ext.i18n"])
    translations = catalogues.wording("zh").translations
    environment.install_gettext_translations(translations, newstyle=True)
    environment.translations = translations
    environment.globals["site"] = "the site"
    template = environment.get_template("page")
    return [template.render(**given) for given in ({"name": "A & B"}, {"name": "C", "site": "another"}, {})]


@pytest.mark.parametrize("text", IMPORTING)
def test_macros_that_are_made_once_say_what_those_say_that_are_made_for_each_page(text):
    found = said_of_pages(TranslatedEnvironment, text)
    assert found == said_of_pages(Environment, text)
    assert len(set(found)) > 1 or "import show %}" in text


def test_macros_are_made_once_for_all_pages(monkeypatch):
    made = []
    make = TemplateModule.__init__
    monkeypatch.setattr(TemplateModule, "__init__", lambda self, *more: made.append(more[0].name) or make(self, *more))
    said_of_pages(TranslatedEnvironment, IMPORTING[1])
    assert sorted(made) == ["deeper", "macros"]


FAULTS = [
    "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, 2) }}",
    "{% macro m(a) %}{{ a }}{% endmacro %}{{ m() }}",
    "{% macro m(a) %}{{ a }}{% endmacro %}{{ m(1, b=2) }}",
]


def said(kind: type[Environment], text: str, language: str) -> str:
    environment = kind(loader=DictLoader({"page": text}), **OPTIONS)
    translations = catalogues.wording(language).translations
    environment.install_gettext_translations(translations, newstyle=True)
    environment.translations = translations
    return environment.get_template("page").render(name="A & B", shout=str.upper)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("text", TEMPLATES)
def test_the_same_is_said(text, language):
    assert said(TranslatedEnvironment, text, language) == said(Environment, text, language)


def test_what_is_missing_is_an_error_all_the_same():
    for kind in (Environment, TranslatedEnvironment):
        with pytest.raises(KeyError):
            said(kind, '{{ _("signed by %(name)s") }}', "en")


def test_texts_are_not_looked_up_when_pages_are_made():
    environment = TranslatedEnvironment(loader=DictLoader({"page": TEMPLATES[1]}), **OPTIONS)
    environment.translations = catalogues.wording("zh").translations
    assert "协议" in environment.get_template("page").render(name="x")


def test_a_source_is_compiled_once_in_a_language_and_for_each_with_its_texts():
    made = {}
    for language in ("en", "zh", "zh"):
        environment = TranslatedEnvironment(loader=DictLoader({}), **OPTIONS)
        environment.translations = catalogues.wording(language).translations
        made.setdefault(language, []).append(environment.compile('{{ _("Agreements") }} once'))
    assert made["zh"][0] is made["zh"][1]
    assert made["en"][0] is not made["zh"][0]


@pytest.mark.parametrize("text", FAULTS)
def test_wrong_calls_of_macros_are_told_as_jinja_tells_them(text):
    told = []
    for kind in (Environment, TranslatedEnvironment):
        with pytest.raises((TypeError, UndefinedError)) as caught:
            said(kind, text, "en")
        told.append((type(caught.value), str(caught.value)))
    assert told[0] == told[1]

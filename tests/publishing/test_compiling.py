"""Templates say the same whether their texts are translated when they are compiled or when they are rendered."""

from __future__ import annotations

import pytest
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError

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

"""Templates compiled so that they render fast: texts are translated when a template is compiled, calls take no detour.

What they give is the same as with Jinja's own environment and its `i18n` extension in the new style.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from gettext import NullTranslations
from types import CodeType, FunctionType, MethodType
from typing import Any

from jinja2 import Environment, TemplateError, meta, nodes
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode, missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

_PLAIN = (FunctionType, MethodType)
_GETTEXT = ("_", "gettext")

Source = tuple[str, tuple[str | None, ...]]
"""The source of a template, and the names of those that it takes in; None for one that is known only when it runs."""


class _QuickContext(Context):
    """Calls macros and plain functions without asking what they want passed; nearly all that templates call is one."""

    @internalcode
    def call(__self, __obj: Any, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401, N805 — as Jinja declares it
        """Call as `Context.call` does."""
        kind = type(__obj)
        if kind is not Macro and (kind not in _PLAIN or hasattr(__obj, "jinja_pass_arg")):
            return super().call(__obj, *args, **kwargs)
        kwargs.pop("_loop_vars", None)
        kwargs.pop("_block_vars", None)
        if kind is not Macro:
            return __obj(*args, **kwargs)
        defaults = __obj._argument_count - len(args)
        if kwargs or defaults < 0 or __obj.caller or __obj.catch_kwargs or __obj.catch_varargs:
            return __obj(__self.eval_ctx, *args, **kwargs)
        told = __obj._func(*args, *[missing] * defaults)
        return Markup(told) if __self.eval_ctx.autoescape else told


@dataclass
class _Kept:
    """What was compiled in one language: code by source, name and file, and the texts that it names by number."""

    codes: dict[tuple[str, str | None, str | None], CodeType] = field(default_factory=dict)
    texts: list[Markup] = field(default_factory=list)


_KEPT: dict[NullTranslations, _Kept] = {}


class TranslatedEnvironment(Environment):
    """An environment for one language. `translations` must be set before the first template is loaded."""

    context_class = _QuickContext
    translations = NullTranslations()

    @property
    def texts(self) -> list[Markup]:
        """What compiled templates hold of the language's texts, by number."""
        return _KEPT.setdefault(self.translations, _Kept()).texts

    def compile(self, source: Any, name: Any = None, filename: Any = None, *more: Any, **options: Any) -> Any:  # noqa: ANN401
        """Compile as Jinja does, and a source in one language once in this process, however many sites it makes.

        Environments of one language must not differ in what compiling depends on.
        """
        if not isinstance(source, str) or more or options:
            return super().compile(source, name, filename, *more, **options)
        codes = _KEPT.setdefault(self.translations, _Kept()).codes
        key = source, name, filename
        if key not in codes:
            codes[key] = super().compile(source, name, filename)
        return codes[key]

    def forget_modules(self) -> None:
        """Forget what templates imported from others without a context of their own: it holds the globals of before."""
        for template in self.cache.values() if self.cache else ():
            template._module = None

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        own = {node.name for node in source.find_all(nodes.Name) if node.ctx != "load"}
        if own.isdisjoint(_GETTEXT):
            source = _Translator(self).visit(source)
            source.set_environment(self)
        return super()._generate(source, name, filename, defer_init)


class _Translator(NodeTransformer):
    """Puts the translation of a constant text in place of the call that would look it up."""

    def __init__(self, environment: TranslatedEnvironment) -> None:
        self._translations = environment.translations
        self._texts = environment.texts

    def visit_Output(self, node: nodes.Output) -> nodes.Node:  # noqa: N802 — as Jinja calls it
        """Let a text that is put out as it is become part of the text around it."""
        node.nodes = [
            nodes.Const(text % {}, lineno=one.lineno)
            if isinstance(one, nodes.Call) and not one.kwargs and (text := self._translated(one)) is not None
            else one
            for one in node.nodes
        ]
        return self.generic_visit(node)

    def visit_Call(self, node: nodes.Call) -> nodes.Node:  # noqa: N802
        """Translate `_("text")` and `_("text", name=value)`."""
        self.generic_visit(node)
        text = self._translated(node)
        if text is None:
            return node
        if not node.kwargs:
            return self._constant(text % {}, node.lineno)
        line = node.lineno
        pairs = [nodes.Pair(nodes.Const(word.key, lineno=line), word.value, lineno=line) for word in node.kwargs]
        return nodes.Mod(self._constant(text, line), nodes.Dict(pairs, lineno=line), lineno=line)

    def _translated(self, node: nodes.Call) -> Markup | None:
        named = isinstance(node.node, nodes.Name) and node.node.name in _GETTEXT
        if not named or len(node.args) != 1 or node.dyn_args or node.dyn_kwargs:
            return None
        (told,) = node.args
        return Markup(self._translations.gettext(told.value)) if isinstance(told, nodes.Const) else None

    def _constant(self, text: Markup, line: int) -> nodes.Expr:
        """Name a text that Jinja's optimizer must not see: joining it to others, it would take it for unsafe."""
        self._texts.append(text)
        place = nodes.Const(len(self._texts) - 1, lineno=line)
        return nodes.Getitem(nodes.EnvironmentAttribute("texts", lineno=line), place, "load", lineno=line)


def sources_of(name: str, environment: Environment, known: dict[str, Source]) -> dict[str, str]:
    """Give the source of a template and of all that it extends, includes and imports, by name.

    A name that is only known when the template runs could be that of any; then all are given. `known` are the sources
    that were read before.
    """
    found: dict[str, str] = {}
    waiting = [name]
    while waiting:
        one = waiting.pop()
        if one not in found:
            if one not in known:
                known[one] = _read_source(one, environment)
            found[one], named = known[one]
            waiting += environment.list_templates() if None in named else [each for each in named if each]
    return found


def _read_source(name: str, environment: Environment) -> Source:
    """Read a template; of one that is missing or wrong there is nothing to tell, and making the page says so."""
    try:
        source = environment.loader.get_source(environment, name)[0] if environment.loader else ""
        return source, tuple(meta.find_referenced_templates(environment.parse(source)))
    except TemplateError:
        return "", ()

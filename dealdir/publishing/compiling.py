"""Templates compiled so that they render fast: texts are translated when a template is compiled, calls take no detour.

What they give is the same as with Jinja's own environment and its `i18n` extension in the new style.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from gettext import NullTranslations
from types import CodeType, FunctionType, MethodType
from typing import Any, NamedTuple, cast

from jinja2 import Environment, Template, TemplateError, meta, nodes
from jinja2.environment import TemplateModule
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode, missing
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

_PLAIN = (FunctionType, MethodType)
_GETTEXT = ("_", "gettext")
_DEFINING = (nodes.Macro, nodes.Import, nodes.FromImport, nodes.Assign)

Source = tuple[str, tuple[str | None, ...]]
"""The source of a template, and the names of those that it takes in; None for one that is known only when it runs."""

_OwnMacros = tuple[frozenset[str], frozenset[str | None]]
"""The names that a template's macros look up, and the names of the templates that it imports; None as for sources."""


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
        return str.__new__(Markup, told) if __self.eval_ctx.autoescape else told


class _ImportedTemplate(Template):
    """A template whose macros are made once for all pages that import it, and then told what a page means by its names.

    A page imports macros with its context, and most of those import others so: made anew for each, they take a tenth
    of the time of a page. Where a name means something else than to the page itself, Jinja makes them anew.
    """

    environment: TranslatedEnvironment
    _made: tuple[Context, TemplateModule] | None = None
    _page: Mapping[str, Any] | None = None

    def render(self, *args: Any, **kwargs: Any) -> str:  # noqa: ANN401 — as Jinja declares it
        """Render as `Template.render` does."""
        self.environment.page = dict(*args, **kwargs)
        return super().render(self.environment.page)

    def make_module(
        self,
        vars: dict[str, Any] | None = None,  # noqa: A002 — as Jinja calls it
        shared: bool = False,
        locals: Mapping[str, Any] | None = None,  # noqa: A002
    ) -> TemplateModule:
        """Give the macros as Jinja does; `shared` says that they get the context of the page."""
        macros = self.environment.macros_of(self.name) if vars is not None and shared else None
        if vars is None or macros is None or any(name in macros.names for name in locals or ()):
            return super().make_module(vars, shared, locals)
        if any(vars.get(name, missing) is not self._meant(name) for name in macros.names):
            return super().make_module(vars, shared, locals)
        for name in macros.imported:
            self.environment.get_imported(name).turn_to_page()
        return self.turn_to_page()

    def turn_to_page(self) -> TemplateModule:
        """Give the macros, which look names up in what the page at hand was given."""
        names = {name: self._meant(name) for name in self._names()}
        if self._made is None:
            known = {**self.globals, **names}
            context = self.environment.context_class(
                self.environment,
                {name: value for name, value in known.items() if value is not missing},
                self.name,
                self.blocks,
                globals=self.globals,
            )
            self._made = context, TemplateModule(self, context)
        elif self._page is not self.environment.page:
            self._made[0].parent.update(names)
        self._page = self.environment.page
        return self._made[1]

    def forget(self) -> None:
        """Forget the macros that were made: they hold the globals of before."""
        self._module = self._made = None

    def _names(self) -> frozenset[str]:
        macros = self.environment.macros_of(self.name)
        return macros.names if macros else frozenset()

    def _meant(self, name: str) -> Any:  # noqa: ANN401 — whatever a page is given
        return self.environment.page.get(name, self.globals.get(name, missing))


class _Macros(NamedTuple):
    """What macros depend on: the names that they look up, and the templates that they import in turn."""

    names: frozenset[str]
    imported: frozenset[str]


@dataclass
class _Kept:
    """What was compiled in one language: code by source, name and file, and the texts that it names by number.

    Of each code with macros alone there are the names that these look up, and the templates that they import.
    """

    codes: dict[tuple[str, str | None, str | None], CodeType] = field(default_factory=dict)
    macros: dict[CodeType, _OwnMacros] = field(default_factory=dict)
    texts: list[Markup] = field(default_factory=list)


_KEPT: dict[NullTranslations, _Kept] = {}


class TranslatedEnvironment(Environment):
    """An environment for one language. `translations` must be set before the first template is loaded."""

    context_class = _QuickContext
    template_class = _ImportedTemplate
    translations = NullTranslations()

    def __init__(self, *parts: Any, **more: Any) -> None:  # noqa: ANN401 — as Jinja declares it
        super().__init__(*parts, **more)
        self.page: Mapping[str, Any] = {}
        self._generated: _OwnMacros | None = None
        self._own_macros: dict[str | None, _OwnMacros] = {}
        self._macros: dict[str | None, _Macros | None] = {}

    @cached_property
    def texts(self) -> list[Markup]:
        """What compiled templates hold of the language's texts, by number."""
        return _KEPT.setdefault(self.translations, _Kept()).texts

    def macros_of(self, template: str | None) -> _Macros | None:
        """Give what the macros of a template depend on; None where that is more than names, or cannot be told.

        What is wrong with a template that macros import is then found where they import it.
        """
        if template not in self._macros:
            self._macros[template] = self._find_macros(template)
        return self._macros[template]

    def get_imported(self, name: str) -> _ImportedTemplate:
        """Give a template that another imports."""
        return cast(_ImportedTemplate, self.get_template(name))

    def _find_macros(self, template: str | None) -> _Macros | None:
        names: set[str] = set()
        waiting, seen = [template], {template}
        while waiting:
            name = waiting.pop()
            if name is None:
                return None
            with suppress(TemplateError):
                self.get_template(name)
            if name not in self._own_macros:
                return None
            own, imported = self._own_macros[name]
            names |= own
            waiting += imported - seen
            seen |= imported
        return _Macros(frozenset(names), frozenset(name for name in seen if name and name != template))

    def compile(self, source: Any, name: Any = None, filename: Any = None, *more: Any, **options: Any) -> Any:  # noqa: ANN401
        """Compile as Jinja does, and a source in one language once in this process, however many sites it makes.

        Environments of one language must not differ in what compiling depends on.
        """
        if not isinstance(source, str) or more or options:
            return super().compile(source, name, filename, *more, **options)
        kept = _KEPT.setdefault(self.translations, _Kept())
        key = source, name, filename
        if key not in kept.codes:
            kept.codes[key] = super().compile(source, name, filename)
            if self._generated:
                kept.macros[kept.codes[key]] = self._generated
        if kept.codes[key] in kept.macros:
            self._own_macros[name] = kept.macros[kept.codes[key]]
        return kept.codes[key]

    def forget_modules(self) -> None:
        """Forget what templates imported from others without a context of their own: it holds the globals of before."""
        for template in self.cache.values() if self.cache else ():
            if isinstance(template, _ImportedTemplate):
                template.forget()

    def _generate(
        self, source: nodes.Template, name: str | None, filename: str | None, defer_init: bool = False
    ) -> str:
        self._generated = _own_macros(source)
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


def _own_macros(source: nodes.Template) -> _OwnMacros | None:
    """Give what a template of macros, texts and imports looks up and imports.

    None where it has more than those, where a macro takes in a template, and where a text depends on what it is given.
    """
    if not all(isinstance(node, _DEFINING) or _is_empty(node) for node in source.body):
        return None
    macros = [node for node in source.body if isinstance(node, nodes.Macro)]
    if any(macro.find(kind) for macro in macros for kind in (nodes.Import, nodes.FromImport, nodes.Include)):
        return None
    names = frozenset(meta.find_undeclared_variables(source)) | _globals_in(source)
    set_here = (node for node in source.body if isinstance(node, nodes.Assign))
    if any(name.name in names for node in set_here for name in node.find_all(nodes.Name)):
        return None
    return names, frozenset(meta.find_referenced_templates(source))


def _globals_in(source: nodes.Template) -> frozenset[str]:
    """Give the names of the environment's own that a template looks up: who imports it may have another meaning."""
    known = source.environment.globals if source.environment else {}
    return frozenset(node.name for node in source.find_all(nodes.Name) if node.name in known) - {*_GETTEXT}


def _is_empty(node: nodes.Node) -> bool:
    """Whether all that a node puts out is white space between macros."""
    return isinstance(node, nodes.Output) and all(
        isinstance(one, nodes.TemplateData) and not one.data.strip() for one in node.nodes
    )


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

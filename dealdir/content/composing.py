"""Front matter → plain data, with the place of every value and every fault of its YAML.

Only mappings, lists and text are read: whatever YAML makes of `no`, `12:30` or `2023-06-12`, here it stays the text
that it is. The data are built from the parser's events, so nothing is ever constructed from a tag, and aliases cannot
multiply.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Final

import yaml
from yaml import events

from dealdir.content.phrases import Phrase

Path = tuple[str | int, ...]
Data = dict[str, "Value"]
Value = str | list["Value"] | Data | None

FIRST_LINE: Final = 2
"""The number that the front matter's first line has in its file."""

LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_MAXIMUM_DEPTH = 20
_DEEPEST_SKIPPED = 100
_NULLS = frozenset({"null", "Null", "NULL", "~"})
_OTHER_BREAKS = re.compile("[\t\x85\u2028\u2029]")
_OPENED = ("quoted scalar", "flow ")
_ADVICE = (
    (
        "mapping values are not allowed",
        Phrase("put a text with ': ' in it into quotes, and begin fields of one kind at one column"),
    ),
    ("cannot start any token", Phrase("put a text that begins with such a character into quotes")),
    (
        "could not find expected ':'",
        Phrase("each line is `field: value`; put a text that runs over several lines into quotes"),
    ),
    ("found unexpected end of stream", Phrase("a quote or a bracket is not closed")),
    ("did not find expected node content", Phrase("a bracket is not closed, or a comma has nothing before it")),
    ("expected ',' or", Phrase("inside brackets, put a text with a comma, a colon or a bracket in it into quotes")),
    ("expected <block end>", Phrase("lines that belong together begin at the same column")),
    ("did not find expected key", Phrase("lines that belong together begin at the same column")),
    ("did not find expected '-' indicator", Phrase("lines that belong together begin at the same column")),
)


@dataclass(frozen=True, slots=True)
class Spot:
    """A stretch of the front matter; lines and columns count from 0 and the end is the first character behind it."""

    line: int
    column: int
    end_line: int
    end_column: int


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with the YAML itself; `earlier` is where a field that is given twice stands first."""

    spot: Spot
    path: Path
    code: str
    message: str
    hint: str = ""
    earlier: Spot | None = None


@dataclass
class Composition:
    """What was read. `data` is None where nothing could be; `unread` are the paths whose values were refused.

    `values` and `keys` hold the parser's events, whose marks say where a value and a field's name stand; `spot_of`
    reads them. Of a mapping in a block that is the event of its first field's name, and an empty value has none.
    """

    data: Data | None = None
    values: dict[Path, events.Event] = field(default_factory=dict)
    keys: dict[Path, events.Event] = field(default_factory=dict)
    unread: set[Path] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)


@cache
def unprintable() -> re.Pattern[str]:
    """Match a character that no file of ours may hold."""
    return re.compile(r"[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


@cache
def controls() -> re.Pattern[str]:
    """Match a control character (Unicode's Cc, but for tab and line feed), which no text may hold, however written."""
    return re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]")


def compose(front: str) -> Composition:
    """Read fields, going on behind each fault as far as there is sense in it."""
    composition = Composition()
    composition.faults.extend(_bad_character(front, match) for match in _OTHER_BREAKS.finditer(front))
    front = _OTHER_BREAKS.sub(" ", front)
    if match := unprintable().search(front):
        composition.faults.append(_bad_character(front, match))
        return composition
    try:
        _Composer(front, composition).run()
    except _BottomlessError:
        composition.data = None
    except yaml.MarkedYAMLError as error:
        composition.data = None
        composition.faults.append(_open_quote(composition, error) or _syntax_fault(error, front))
    return composition


class _BottomlessError(Exception):
    """Ends reading where it is nested so deep that the parser's time would grow with the square of the depth."""


class _Composer:
    def __init__(self, front: str, composition: Composition) -> None:
        self.next: Callable[[], events.Event] = LOADER(front).get_event
        self.found = composition

    def run(self) -> None:
        """Read the one document that there is."""
        self.next()
        if isinstance(self.next(), events.StreamEndEvent):
            self.found.data = {}
            return
        first = self.next()
        data = self._value(first, ())
        if isinstance(data, dict) or data is None:
            self.found.data = data or {}
        else:
            self._fault(
                first, (), "no-fields", Phrase("front matter holds fields, one a line"), Phrase("such as `title: …`")
            )
        self.next()
        if not isinstance(further := self.next(), events.StreamEndEvent):
            self._fault(further, (), "several-documents", Phrase("front matter is one YAML document, not several"))

    def _value(self, event: events.Event, path: Path) -> Value:
        if not isinstance(event, events.NodeEvent) or isinstance(event, events.AliasEvent):
            self._refuse(event, path, "alias", Phrase("an alias (*) is not read: write the value out"))
            return None
        self._check_node(event, path)
        if isinstance(event, events.ScalarEvent):
            return self._scalar(event, path)
        if len(path) >= _MAXIMUM_DEPTH:
            self._refuse(event, path, "too-deep", Phrase("lists and fields are nested too deep"))
            self._skip(event)
            return None
        if isinstance(event, events.SequenceStartEvent):
            return self._list(event, path)
        if isinstance(event, events.MappingStartEvent) and event.flow_style:
            self.found.values[path] = event
        return self._mapping(path)

    def _scalar(self, event: events.ScalarEvent, path: Path) -> str | None:
        """Give the text of a scalar; None for an empty one, which has no place of its own."""
        text: str = event.value
        if event.style in ("|", ">"):
            text = text.rstrip("\n")
        elif not event.style:
            if not text:
                return None
            if text in _NULLS:
                hint = Phrase("leave the value empty, or put it into quotes if it is meant as text")
                self._refuse(event, path, "null-value", Phrase("'{text}' stands for no value in YAML", text=text), hint)
                return None
        if self._holds_control(event, path):
            self.found.unread.add(path)
            return None
        self.found.values[path] = event
        return text

    def _holds_control(self, event: events.ScalarEvent, path: Path) -> bool:
        """Refuse a text with a control character in it, such as an escape may write."""
        control = None if event.value.isprintable() else controls().search(event.value)
        if control:
            message = Phrase("{name} may not stand here", name=name_of(control[0]))
            self._fault(event, path, "bad-character", message, Phrase("write spaces"))
        return control is not None

    def _list(self, event: events.Event, path: Path) -> list[Value]:
        self.found.values[path] = event
        values: list[Value] = []
        while not isinstance(event := self.next(), events.SequenceEndEvent):
            values.append(self._value(event, (*path, len(values))))
        return values

    def _mapping(self, path: Path) -> Data:
        """Read fields; where these stand in a block, the first one's name is what is shown of it."""
        data: Data = {}
        while not isinstance(event := self.next(), events.MappingEndEvent):
            key = self._key(event, path)
            if key is None:
                self._skip()
            elif key in data:
                self._report_second(event, (*path, key))
                self._skip()
            else:
                inner = (*path, key)
                self.found.keys[inner] = event
                self.found.values.setdefault(path, event)
                data[key] = self._value(self.next(), inner)
        return data

    def _key(self, event: events.Event, path: Path) -> str | None:
        """Give the name of a field, or None for a key that is none."""
        if isinstance(event, events.ScalarEvent) and event.value == "<<" and not event.style:
            self._fault(event, path, "merge-key", Phrase("merging (<<) is not done here: write the fields out"))
            return None
        if isinstance(event, events.ScalarEvent) and event.value:
            self._check_node(event, path)
            return None if self._holds_control(event, path) else str(event.value)
        self._fault(event, path, "bad-key", Phrase("the name of a field is text"))
        self._skip(event)
        return None

    def _skip(self, event: events.Event | None = None) -> None:
        """Read over the value that begins with `event`, or with the next one."""
        depth = 0
        event = event or self.next()
        while True:
            depth += isinstance(event, events.CollectionStartEvent)
            depth -= isinstance(event, events.CollectionEndEvent)
            if depth <= 0:
                return
            if depth > _DEEPEST_SKIPPED:
                raise _BottomlessError
            event = self.next()

    def _check_node(self, event: events.NodeEvent, path: Path) -> None:
        """Refuse what stands before a value, and go on with the value."""
        if event.anchor is not None:
            self._fault(
                event,
                path,
                "anchor",
                Phrase("an anchor (&{anchor}) is not read: write each value out", anchor=event.anchor),
            )
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._fault(
                event, path, "tag", Phrase("a tag ({tag}) is not read: every value is text, a list or fields", tag=tag)
            )

    def _report_second(self, event: events.Event, path: Path) -> None:
        message, hint = Phrase("the field '{name}' is given twice", name=path[-1]), Phrase("keep one of the two")
        first = spot_of(self.found.keys[path])
        self.found.faults.append(Fault(spot_of(event), path, "duplicate-key", message, hint, first))

    def _refuse(self, event: events.Event, path: Path, code: str, message: str, hint: str = "") -> None:
        self.found.unread.add(path)
        self._fault(event, path, code, message, hint)

    def _fault(self, event: events.Event, path: Path, code: str, message: str, hint: str = "") -> None:
        self.found.faults.append(Fault(spot_of(event), path, code, message, hint))


def spot_of(event: events.Event) -> Spot:
    """Read the marks of an event."""
    start, end = event.start_mark, event.end_mark
    if start is None or end is None:
        return Spot(0, 0, 0, 0)
    return Spot(start.line, start.column, end.line, end.column)


def _bad_character(front: str, match: re.Match[str]) -> Fault:
    line = front.count("\n", 0, match.start())
    column = match.start() - (front.rfind("\n", 0, match.start()) + 1)
    code, name = ("tab", Phrase("a tab")) if match[0] == "\t" else ("bad-character", name_of(match[0]))
    return Fault(
        Spot(line, column, line, column + 1),
        (),
        code,
        Phrase("{name} may not stand here", name=name),
        Phrase("write spaces"),
    )


def name_of(character: str) -> Phrase:
    """Say which character it is, for a problem."""
    return Phrase("the character U+{number:04X}", number=ord(character))


def _open_quote(composition: Composition, error: yaml.MarkedYAMLError) -> Fault | None:
    """Find a quote that was never closed: it ends at the next one, lines below, and only there is the YAML wrong."""
    mark = error.problem_mark
    for event in composition.values.values():
        if mark and isinstance(event, events.ScalarEvent) and event.style in ("'", '"'):
            spot = spot_of(event)
            if spot.line < spot.end_line == mark.line and spot.end_column <= mark.column:
                place = Spot(spot.line, spot.column, spot.line, spot.column + 1)
                message = Phrase(
                    "this quote is closed on line {line} only, by the next one there", line=spot.end_line + FIRST_LINE
                )
                return Fault(place, (), "yaml-syntax", message, Phrase("close it where its text ends"))
    return None


def _syntax_fault(error: yaml.MarkedYAMLError, front: str) -> Fault:
    """Say what the parser said, at a place that is there: what lacks at the end is told where it was opened."""
    opened = error.context_mark if any(sign in str(error.context) for sign in _OPENED) else None
    mark = opened or error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    last = front.rstrip().count("\n")
    if line > last:
        line, column = last, len(front.rstrip()) - front.rstrip().rfind("\n") - 2
    said = " ".join(part for part in (error.context, error.problem) if part)
    advice = next((advice for sign, advice in _ADVICE if sign in said), "")
    return Fault(
        Spot(line, column, line, column + 1), (), "yaml-syntax", Phrase("this is not YAML: {said}", said=said), advice
    )

"""A file → an article: its headline, publisher, date and language, and its prose without the page around it."""

from __future__ import annotations

import hashlib
import operator
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from dealdir.content.dates import EdtfDate
from dealdir.content.phrases import Phrase
from dealdir.content.problems import Problem
from dealdir.reading import surroundings
from dealdir.reading.dates import Calendar, find_dates, single_date
from dealdir.reading.encodings import decode
from dealdir.reading.passages import HAN, han, is_chinese, join_chinese, view, words
from dealdir.reading.saved_pages import (
    MARKDOWN,
    PAGES,
    SavedPage,
    Stated,
    declared_encoding,
    is_page,
    read_markdown,
    read_page,
)

LARGEST_FILE = 1_000_000
READABLE = frozenset({".txt"}) | MARKDOWN | PAGES
BETWEEN_PARAGRAPHS = "\n\n"
Language = Literal["en", "zh-Hans", "zh-Hant"]

_TERMINAL = re.compile(r"[.!?。！？…:;：；][\"'”’」』)）\]]*$")
_LONGEST_JOINED = 20_000  # so that joining costs what the text is long
_COMMAS = ("，", "、", ",")
_WIDE = "\u2e80"  # the first of the characters that take two columns
_HAN = re.compile(f"[{HAN}]")
_PAIR = re.compile(f"(?=([{HAN}]{{2}}))")
_HEADING_MARK = re.compile(r"^#{1,6}\s+")
_TITLE_MARK = re.compile(r"^(?:标题|題目|标題|標題|題|title|headline)\s?[:：]\s*", re.IGNORECASE)
_NAME_ALONE = re.compile(r"^[^\s,，:：]{4,30}公司$")
_BARE_DATELINE = re.compile(r"(?:[A-Z][a-z]{2,8}\.? \d{1,2},?|\d{1,2} [A-Z][a-z]{2,8}) \d{4} (?=[A-Z])")
_DATELINE_END = re.compile(
    r"\s-{1,2}\s|\)\s?-|日(?:电|讯|消息)(?=[\s(,:])|日,?(?:[一-龥]{2,8}\s?-|\s?--)|^\([^()]{6,40}\)|[/:]\s"
    r"|\d{4}\.?\s?-{1,2}|日\s?/[一-龥]{2,8}/|日[^。]{1,90}?今[日天](?:正式)?(?:宣布|公布|发布)"
)
_SENDER = 40  # characters between a dateline's day and its end: the agency
_MOST_SMALL_WORDS = 2
_MONTH_YEAR = re.compile(r"[A-Z][a-z]{2,8}\.? (?:19|20)\d\d")
_BAR = re.compile("[|·•]")
_PIECES = re.compile(r"\s*[|·•]\s*")
_SAYS_WHEN = re.compile(
    r"(?:posted|published|date|updated|issued|released)\s?:\s?(?:on )?(?:[a-z]{3,9},? )?", re.IGNORECASE
)
_WIDEST_WRAPPED = 110
_LONGEST_DATE_LINE = 120
_MOST_BESIDE_DATE = 24  # Chinese characters, labels such as "source" not counted
_LABELLED = 3  # labels that show a line to be one of the page's own, whatever stands between them
_SENTENCE_END = re.compile("[。！？]$")
_LONGEST_HEADLINE = 250
_DATELINE = 160
_SIGNING_LINES = 4  # the last lines, of which one may give the day of a notice
_NOTHING_STATED = Stated()


@dataclass(frozen=True)
class Article:
    """An article as read.

    `file` is the path it was read from, `digest` the SHA-256 of its bytes, `paragraphs` its prose. `credits` are the
    names of those who published or sent it, the publisher first where it is known, `dateline` is the date that stands
    at the beginning of the prose itself. `filer` is the firm whose notice it is, where lines around the text say so.
    """

    file: str
    digest: str
    language: Language
    headline: str | None
    published: EdtfDate | None
    paragraphs: tuple[str, ...]
    credits: tuple[str, ...] = ()
    dateline: EdtfDate | None = None
    filer: str | None = None

    @property
    def publisher(self) -> str | None:
        """Who published it, as far as the page says."""
        return self.credits[0] if self.credits else None

    @property
    def text(self) -> str:
        """The prose, one empty line between paragraphs; offsets of sentences count in it."""
        return BETWEEN_PARAGRAPHS.join(self.paragraphs)


def read_article(path: Path) -> Article | Problem:
    """Read a file of at most 1 MB; the problem says why it cannot be read."""
    data = read_bytes(path)
    return data if isinstance(data, Problem) else parse_bytes(path, data)


def read_bytes(path: Path) -> bytes | Problem:
    """Give what a file of at most 1 MB holds; the problem says why it cannot be read."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            return Problem(
                "error", "article-too-large", Phrase("the article is larger than 1 MB"), file=path.as_posix()
            )
        if path.exists() and not path.is_file():
            return Problem("error", "article-unreadable", Phrase("this is no file"), file=path.as_posix())
        return path.read_bytes()
    except OSError as error:
        return Problem("error", "article-unreadable", error.strerror or Phrase("cannot be read"), file=path.as_posix())


def parse_bytes(path: Path, data: bytes) -> Article | Problem:
    """Read the bytes of a file as what they are: a web page, Markdown or plain text."""
    file = path.as_posix()
    as_page = path.suffix.lower() in PAGES or is_page(data)
    text = decode(data, declared_encoding(data) if as_page else None)
    if text is None:
        return Problem("error", "article-not-text", Phrase("the file is no text in a known encoding"), file=file)
    page = read_page(text) if as_page else _without_markup(path, text)
    if page is None:
        return Problem("error", "article-no-page", Phrase("the file is no web page that can be read"), file=file)
    if not page.text.strip():
        return Problem("error", "article-empty", Phrase("the file holds no text"), file=file)
    return parse_article(page.text, file, digest(data), page.stated)


def _without_markup(path: Path, text: str) -> SavedPage:
    return read_markdown(text) if path.suffix.lower() in MARKDOWN else SavedPage(text, Stated())


def digest(data: bytes) -> str:
    """Give the digest by which an entry names the bytes it was read from."""
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def parse_article(text: str, file: str = "", digest: str = "", stated: Stated = _NOTHING_STATED) -> Article:
    """Take the text of a page apart. What the page states of itself comes before what its text lets one see."""
    lines = _lines(text)
    kept = _kept(lines)
    first = next((number for number, line in enumerate(kept) if surroundings.is_prose(line)), len(kept))
    prose = tuple(join_chinese(surroundings.without_beginning(line)) for line in kept[first:] if _belongs(line))
    headline = stated.headline or _headline(kept, first, lines, prose)
    prose = tuple(paragraph for paragraph in prose if paragraph != headline)
    return Article(
        file=file,
        digest=digest,
        language=_language(headline, prose or tuple(lines)),
        headline=headline,
        published=stated.published or _published(lines, kept, prose),
        paragraphs=prose,
        credits=_credits(lines, prose, headline, stated),
        dateline=(_dateline(prose[0]) if prose else None) or _occurred(lines),
        filer=surroundings.filer([line for line in lines if line not in prose]),
    )


def _lines(text: str) -> list[str]:
    """Lines without white space at their ends; those that a narrow page broke are joined."""
    lines = [_HEADING_MARK.sub("", " ".join(line.split())) for line in text.split("\n")]
    widest = max(map(_width, lines), default=0)
    joined: list[str] = []
    previous = ""
    for line in lines:
        if line and previous and len(joined[-1]) < _LONGEST_JOINED and _continues(previous, line, widest):
            joined[-1] += ("" if han(previous[-1:]) and han(line[:1]) else " ") + line
        elif line:
            joined.append(line)
        previous = line
    return joined


def _width(line: str) -> int:
    """Columns: a Chinese character takes two."""
    return len(line) if line.isascii() else len(line) + sum(character >= _WIDE for character in line)


@cache
def _left_open() -> re.Pattern[str]:
    return re.compile(f"[{HAN}A-Za-z0-9)）」』”%％](?:[，、]|(?<=[{HAN})）]),)$")


def _continues(previous: str, line: str, widest: int) -> bool:
    """Whether `line` goes on with what `previous` left open at the right margin or with a Chinese comma."""
    if _TERMINAL.search(previous) or surroundings.is_list_item(line):
        return False
    if previous.endswith(_COMMAS) and _left_open().search(previous[-2:]):
        return True
    if widest > _WIDEST_WRAPPED or _width(previous) < 0.8 * widest:
        return False
    if line[0].islower():
        return True
    return han(previous) > 8 and bool(re.search("[,，。;；]", previous + line)) and not _is_date_line(previous)


def _kept(lines: Sequence[str]) -> list[str]:
    """Give the lines up to the one that ends the article, without those that are no part of it."""
    kept: list[str] = []
    seen_prose = False
    for line in lines:
        if seen_prose and surroundings.ends_article(line):
            break
        if surroundings.is_surrounding(line) or surroundings.ends_article(line):
            continue
        kept.append(line)
        seen_prose = seen_prose or surroundings.is_prose(line)
    return kept


def _belongs(line: str) -> bool:
    return surroundings.is_prose(line) or surroundings.is_list_item(line)


def _headline(kept: Sequence[str], first: int, lines: Sequence[str], prose: Sequence[str]) -> str | None:
    """Of the lines before the prose, the one that says most of what the prose says."""
    candidates = [line for line in kept[: min(first + 1, len(kept))] if _may_be_headline(line)]
    candidates += [line for line in kept[first:] if line in kept[:first] and _may_be_headline(line)]
    if first < len(kept):
        candidates += _broken_off(kept[first])
    words_of_prose = _marks(" ".join(prose)[:6_000])
    scored = [(_weight(line, words_of_prose, lines), -number) for number, line in enumerate(candidates)]
    best = max(scored, default=(0.0, 0))
    return _TITLE_MARK.sub("", candidates[-best[1]]) if best[0] >= 0.5 else None


def _may_be_headline(line: str) -> bool:
    if (
        len(line) > _LONGEST_HEADLINE
        or _is_date_line(line)
        or surroundings.is_list_item(line)
        or _NAME_ALONE.search(line)
    ):
        return False
    return (han(line) >= 6 or len(words(line)) >= 3) and not re.search(r"[.。;；]$", line)


def _broken_off(paragraph: str) -> list[str]:
    """Tell what stands before the page's own marks where a copied page lost its line breaks."""
    kept = surroundings.without_beginning(paragraph)
    before = paragraph[: len(paragraph) - len(kept)]
    match = re.match(r"(.{20,200}?)(?:Published|Posted|Updated|Source|Date)\s?:", before)
    return [match[1].strip()] if match else []


def _marks(text: str) -> set[str]:
    """Tell what two texts on one matter share: words in Latin letters, pairs of Chinese characters."""
    folded = view(text).lower()
    return {*_PAIR.findall(folded)} | {word for word in words(folded) if len(word) > 3}


def _weight(line: str, prose: set[str], lines: Sequence[str]) -> float:
    marks = _marks(line)
    if not marks:
        return 0.0
    shared = len(marks & prose) / len(marks)
    return 2 * shared + min(_width(line), 60) / 60 + 0.5 * (lines.count(line) > 1)


def _language(headline: str | None, prose: Sequence[str]) -> Language:
    sample = " ".join(prose)[:20_000]
    chinese = is_chinese(headline) if headline else is_chinese(sample)
    if not chinese:
        return "en"
    characters = "".join(_HAN.findall((headline or "") + sample))
    traditional = sum(map(operator.ne, characters, view(characters)))
    return "zh-Hant" if traditional > 0.1 * len(characters) else "zh-Hans"


def _is_date_line(line: str) -> bool:
    """Whether a line says when, and perhaps who and where, and no more."""
    told, seen = _SAYS_WHEN.match(line), view(line)
    long = len(line) > _LONGEST_DATE_LINE
    if _SENTENCE_END.search(line) or (long and not told and not _BAR.search(seen)):
        return False
    mention = _whole_date(line)
    if mention is None:
        return False
    if told and mention[0] == told.end():
        return True
    if surroundings.dates_something_else(seen[: mention[0]]):
        return False
    rest, labels = surroundings.without_labels(seen[: mention[0]] + seen[mention[1] :])
    most = _MOST_BESIDE_DATE * (1 if labels < _LABELLED else 2)
    short = not long and han(rest) <= most and len(words(rest)) <= 7
    return short or seen[slice(*mention)] in _PIECES.split(seen)


def _whole_date(line: str) -> tuple[int, int] | None:
    found = find_dates(view(line), Calendar())
    return next(((each.start, each.end) for each in found if each.date.precision == "day"), None)


def _published(lines: Sequence[str], kept: Sequence[str], prose: Sequence[str]) -> EdtfDate | None:
    """Give the date of the page's date line, of the dateline that begins the prose, or of the line that signs it."""
    before = lines[: next((at for at, line in enumerate(lines) if prose and line == prose[-1]), len(lines))]
    for line in before:
        if _is_date_line(line) and (found := single_date(view(line))):
            return found
    dateline = next((found for paragraph in prose[:2] if (found := _dateline(paragraph))), None)
    signed = (single_date(view(line)) for line in reversed(kept[-_SIGNING_LINES:]) if _is_date_line(line))
    told = dateline or next(signed, None) or _labelled(lines[len(before) :])
    return told or next((found for line in before if (found := _month_of(line))), None)


def _month_of(line: str) -> EdtfDate | None:
    """Give the month that stands between the bars of a line above the prose: "By our man | August 2019 | 6 minutes"."""
    pieces = _PIECES.split(view(line)) if len(line) <= _LONGEST_DATE_LINE else []
    found = (find_dates(piece, Calendar()) for piece in pieces if len(pieces) > 1 and _MONTH_YEAR.fullmatch(piece))
    return next((dates[0].date for dates in found if dates), None)


def _occurred(lines: Sequence[str]) -> EdtfDate | None:
    """Give the day of which a firm's notice says that its matter happened on it."""
    return next((single_date(view(line)) for line in lines if surroundings.says_when_it_happened(line)), None)


def _labelled(lines: Sequence[str]) -> EdtfDate | None:
    """Give the date that lines below the article call that of its publication."""
    named = (line for line in lines if surroundings.says_when_published(line) and _is_date_line(line))
    return next((single_date(view(line)) for line in named), None)


def _dateline(paragraph: str) -> EdtfDate | None:
    """Give the date in a beginning such as "DUBAI, 11th February, 2026 -" or "AsianScientist (Apr. 22, 2015) –"."""
    start = view(paragraph[:_DATELINE])
    if match := _BARE_DATELINE.match(start):
        return single_date(match[0])
    for end in _DATELINE_END.finditer(start):
        mention = _whole_date(start[: end.end()])
        if mention and _begins_as_dateline(start[: mention[0]]) and end.start() - mention[1] < _SENDER:
            return single_date(start[: end.end()])
    return None


def _begins_as_dateline(before: str) -> bool:
    """Whether what stands before a date is a place and a sender, no words of a sentence."""
    return sum(word.islower() for word in words(before)) <= _MOST_SMALL_WORDS


def _credits(lines: Sequence[str], prose: Sequence[str], headline: str | None, stated: Stated) -> tuple[str, ...]:
    found = surroundings.publishers([line for line in lines if line not in prose or line in prose[:1]])
    for line in lines[: lines.index(headline) if headline in lines else 0]:
        if _is_masthead(line) and not surroundings.is_surrounding(line):
            found.insert(0, line)
    return tuple(dict.fromkeys([stated.publisher, *found] if stated.publisher else found))


def _is_masthead(line: str) -> bool:
    """Whether a line above the headline is just a name."""
    named = words(line)
    return 2 <= len(named) <= 5 and " ".join(named) == line and all(word[0].isupper() for word in named)

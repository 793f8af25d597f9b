"""How much of an article's text is evidence, and in which of its paragraphs nothing is."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dealdir.publishing.text_blocks import Block, Span, innermost, united


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a text is evidence: characters without white space, and blocks of prose."""

    characters: int = 0
    evident_characters: int = 0
    blocks: int = 0
    evident_blocks: int = 0

    @property
    def share(self) -> int:
        """The part of the characters that is evidence, in per cent; below one, but not nothing, counts as one."""
        share = round(100 * self.evident_characters / self.characters) if self.characters else 0
        return max(share, int(self.evident_characters > 0))


def measure(text: str, blocks: Iterable[Block], evidence: Sequence[Span]) -> Coverage:
    """Count what of a text is evidence."""
    prose = list(innermost(blocks))
    return Coverage(
        characters=_written(text),
        evident_characters=sum(_written(text[span.start : span.end]) for span in united(evidence)),
        blocks=len(prose),
        evident_blocks=sum(_is_evident(block, evidence) for block in prose),
    )


def _written(text: str) -> int:
    """Count the characters that are no white space."""
    return len("".join(text.split()))


def unused_blocks(blocks: Iterable[Block], evidence: Sequence[Span]) -> list[Block]:
    """Give the blocks in which nothing is evidence; none where nothing is anywhere."""
    return [block for block in innermost(blocks) if not _is_evident(block, evidence)] if evidence else []


def _is_evident(block: Block, evidence: Iterable[Span]) -> bool:
    return any(span.start < block.end and block.start < span.end for span in evidence)

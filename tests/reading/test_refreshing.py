"""`extract --refresh`: what nobody touched is written anew; what an editor wrote is never lost."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from dealdir import cli
from dealdir.content.changes import carry_out
from dealdir.content.dates import parse
from dealdir.content.records import Entry
from dealdir.reading import drafting, refreshing
from dealdir.reading.composing import Draft

ARTICLE = """\
{one} licenses NW101 to {two}

March 5, 2024 - {one} Therapeutics signed a license agreement with {two} Pharma on March 4, 2024.
"""


class Reader:
    """Reads an article in one way, or in a better one: by its word for it."""

    def __init__(self, word: str) -> None:
        self.word = word

    def read(self, article) -> Draft:
        entry = Entry(title=f"{article.headline}: {self.word}", lang="en", source={"title": "A"})
        return Draft(entry, "\n\n".join(article.paragraphs), (f"{self.word} to check",))


def project(root: Path, number: int, word: str = "first") -> list[Path]:
    (root / "seeds").mkdir(parents=True)
    for one in range(number):
        text = ARTICLE.format(one=f"North{one}", two=f"Yun{one}")
        (root / "seeds" / f"{one:04}.txt").write_text(text, encoding="utf-8")
    done = drafting.draft_files(root, None, date(2024, 3, 6), Reader(word))
    return [root / file for file in done.written]


def refresh(root: Path, word: str) -> refreshing.Refreshing:
    done = refreshing.refresh(root, None, Reader(word))
    carry_out(root, done.changes)
    return done


def test_a_draft_that_nobody_touched_is_written_anew(tmp_path):
    (file,) = project(tmp_path, 1)
    before = file.read_text(encoding="utf-8")
    done = refresh(tmp_path, "second")
    after = file.read_text(encoding="utf-8")
    assert [change.file for change in done.changes] == [file.relative_to(tmp_path).as_posix()]
    assert done.proposals == ()
    assert ("first" in before, "second" in after, "first" in after) == (True, True, False)
    assert "added: 2024-03-06" in after
    assert drafting.is_untouched(after)


def test_a_refresh_with_nothing_new_changes_nothing(tmp_path):
    project(tmp_path, 2)
    done = refresh(tmp_path, "first")
    assert (done.changes, done.proposals, done.problems) == ((), (), ())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("review: draft", "review: reviewed"),
        ("---\n", "---\n# seen\n"),
        ("signed", "Signed"),
        ("title: A", "title:  A"),
    ],
)
def test_a_touched_entry_stays_and_the_difference_is_shown(tmp_path, old, new):
    (file,) = project(tmp_path, 1)
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    before = file.read_bytes()
    done = refresh(tmp_path, "second")
    assert file.read_bytes() == before
    assert done.changes == ()
    assert "second" in done.proposals[0].after


def test_a_draft_whose_review_says_reviewed_stays_even_with_its_digest(tmp_path):
    """An entry that is reviewed is never changed, whatever its digest says."""
    (file,) = project(tmp_path, 1)
    entry = Entry(title="A", lang="en", review="reviewed", source={"file": "seeds/0000.txt"}, added=parse("2024-03-06"))
    text = drafting.draft_text(entry, Draft(entry, "Body."))
    assert drafting.is_untouched(text)
    file.write_text(text, encoding="utf-8")
    assert refresh(tmp_path, "second").changes == ()
    assert file.read_text(encoding="utf-8") == text


def test_an_entry_without_its_seed_is_passed_over(tmp_path):
    project(tmp_path, 2)
    (tmp_path / "seeds" / "0000.txt").unlink()
    assert [change.file for change in refresh(tmp_path, "second").changes] != []
    assert len(refresh(tmp_path, "third").changes) == 1


def test_a_corrected_seed_is_read_and_its_ids_stay(tmp_path):
    (tmp_path / "seeds").mkdir()
    seed = tmp_path / "seeds" / "a.txt"
    seed.write_text(ARTICLE.format(one="Northwind", two="Yunhe"), encoding="utf-8")
    (written,) = drafting.draft_files(tmp_path, None, date(2024, 3, 6)).written
    before = (tmp_path / written).read_text(encoding="utf-8")
    seed.write_text(
        seed.read_text(encoding="utf-8") + "\nThe license runs for ten years, Northwind said.\n", encoding="utf-8"
    )
    carry_out(tmp_path, refreshing.refresh(tmp_path).changes)
    after = (tmp_path / written).read_text(encoding="utf-8")
    assert after != before
    ids = [[line for line in text.splitlines() if "- id:" in line] for text in (before, after)]
    assert ids[0] == ids[1] != []


def test_the_command_shows_and_writes(tmp_path, capsys):
    (tmp_path / "seeds").mkdir()
    seed = tmp_path / "seeds" / "a.txt"
    seed.write_text(ARTICLE.format(one="Northwind", two="Yunhe"), encoding="utf-8")
    assert cli.main(["--root", str(tmp_path), "extract"]) == cli.DONE
    (file,) = (tmp_path / "content" / "articles").iterdir()
    before = file.read_bytes()
    seed.write_text(
        seed.read_text(encoding="utf-8") + "\nThe license runs for ten years, Northwind said.\n", encoding="utf-8"
    )
    capsys.readouterr()
    assert cli.main(["--root", str(tmp_path), "extract", "--refresh", "--dry-run"]) == cli.DONE
    assert "+The license runs for ten years" in capsys.readouterr().out
    assert file.read_bytes() == before
    assert cli.main(["--root", str(tmp_path), "extract", "--refresh"]) == cli.DONE
    assert "The license runs for ten years" in file.read_text(encoding="utf-8")


def edited_by_hand(root: Path, number: int, seed: int) -> None:
    """Random edits of a random part of the drafts are all there after a refresh; the rest is new."""
    chance = random.Random(seed)
    written = project(root, number)
    edited = {}
    for file in chance.sample(written, k=number // 2):
        before = file.read_text(encoding="utf-8")
        place = chance.randrange(len(before) + 1)
        length = chance.choice([0, 0, 1, 5])
        text = before[:place] + chance.choice(["x", "\n", " ", "阿", "# mine\n", "\t"]) + before[place + length :]
        if text != before:
            file.write_text(text, encoding="utf-8", newline="\n")
            edited[file] = text
    refresh(root, "second")
    for file in written:
        after = file.read_text(encoding="utf-8")
        assert after == edited[file] if file in edited else "second" in after


@pytest.mark.parametrize("seed", range(3))
def test_no_edit_by_hand_is_lost(tmp_path, seed):
    edited_by_hand(tmp_path, 40, seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(20))
def test_no_edit_by_hand_is_lost_among_a_thousand(tmp_path, seed):
    edited_by_hand(tmp_path, 1000, seed)


def test_what_an_editor_saves_while_seeds_are_read_again_stays(tmp_path):
    """Between planning and writing there may be minutes: the file that is there then counts."""
    project(tmp_path, 2)
    done = refreshing.refresh(tmp_path, None, Reader("second"))
    assert len(done.changes) == 2
    file = tmp_path / done.changes[0].file
    file.write_text("---\ntitle: mine\n---\n", encoding="utf-8")
    with pytest.raises(OSError, match="was changed meanwhile"):
        carry_out(tmp_path, done.changes)
    assert file.read_text(encoding="utf-8") == "---\ntitle: mine\n---\n"

"""Says which sources of a project's content can't be read any more, and where copies of them stand."""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from dealdir.content.allowances import EXTERNAL_CODES, unused, without_allowed
from dealdir.content.loading import Content, load
from dealdir.content.phrases import Phrase
from dealdir.content.positions import problem_at
from dealdir.content.problems import Problem, Severity, in_order
from dealdir.content.record_cache import FILE as RECORDS
from dealdir.sources import answers
from dealdir.sources.answers import Answer
from dealdir.sources.asking import Patience, ask, host_of
from dealdir.sources.naming import Named, addresses_of

_SEVERAL = 3
_OFTEN = 50
"""After how many answers they are kept, so that a run that is cut goes on from there."""

_REASONS = {
    "gaierror": Phrase("no such host"),
    "NameResolutionError": Phrase("no such host"),
    "NewConnectionError": Phrase("no connection"),
    "ConnectTimeoutError": Phrase("no answer in time"),
    "ReadTimeoutError": Phrase("no answer in time"),
    "SSLError": Phrase("its certificate is not to be trusted"),
}
"""What went wrong, by the name of the error that tells of it."""


@dataclass(frozen=True)
class Checked:
    """Problems in order, and how many addresses have which outcome, were asked for now, and wait for the next run.

    `is_offline` says that nobody at all answered: then nothing is known, and nothing was kept.
    """

    problems: list[Problem]
    outcomes: Mapping[str, int]
    asked: int
    left: int
    is_offline: bool = False


def check_sources(root: Path, day: datetime.date, patience: Patience, contact: str = "") -> Checked:
    """Ask for the sources of the content in `root` that are not known to be there, and keep what is answered.

    Content with errors is asked about as far as it can be read.
    """
    content, _ = load(root, root / RECORDS)
    named = list(addresses_of(content))
    before = answers.read(root)
    known = {one.address: before[one.address] for one in named if one.address in before}
    waiting = _waiting({one.address for one in named}, known, day, patience)
    now = _at_most(waiting, patience.most_of_a_host)
    answers.write(root, known.values())
    got: list[Answer] = []
    for answer in ask(now, day, patience, contact):
        got.append(answer)
        if len(got) in (len(now), *range(0, len(now), _OFTEN)) and not _is_offline(got):
            known |= {one.address: _since(one, known.get(one.address)) for one in got}
            answers.write(root, known.values())
    if _is_offline(got):
        return Checked([], {}, len(got), len(waiting), is_offline=True)
    copies = _find_copies([one for one in named if _wants_copy(one, known)], day, patience, contact)
    problems = _problems(
        content, [(one, known[one.address]) for one in named if one.address in known], copies, patience
    )
    return Checked(problems, Counter(one.outcome for one in known.values()), len(now), len(waiting) - len(now))


def _is_offline(got: Sequence[Answer]) -> bool:
    """Whether it is this machine that reaches nobody: several hosts were asked, and not one answered."""
    hosts = {host_of(one.address) for one in got}
    return len(hosts) >= _SEVERAL and all(one.outcome == "unreachable" and not one.told.isdigit() for one in got)


def _problems(
    content: Content, answered: Iterable[tuple[Named, Answer]], copies: Mapping[str, Answer], patience: Patience
) -> list[Problem]:
    """Tell what is wrong and not allowed, and which allowance stands beside a page that is there."""
    found, there = [], set()
    for named, answer in answered:
        problem = _problem(named, answer, copies.get(named.address), patience)
        if answer.is_there:
            there.add((problem.file, problem.line))
        if answer.outcome not in ("there", "closed"):
            found.append(problem)
    external = [one for one in content.allowances if one.code in EXTERNAL_CODES]
    idle = unused(found, [one for one in external if (one.file, one.of_line) in there])
    return in_order([*without_allowed(found, external), *idle])


def _waiting(
    addresses: Collection[str], known: Mapping[str, Answer], day: datetime.date, patience: Patience
) -> list[str]:
    """Give what has to be asked: first what never was, then what was longest ago. A day that lies ahead counts not."""
    never = datetime.date.min
    days = {address: known[address].day if address in known else never for address in addresses}
    fresh = range(patience.days_known + 1)
    waiting = [
        address
        for address, asked in days.items()
        if not (address in known and known[address].is_there and (day - asked).days in fresh)
    ]
    return sorted(waiting, key=lambda address: (days[address], address))


def _at_most(addresses: Iterable[str], most: int) -> list[str]:
    """Keep so many addresses of each host."""
    seen: Counter[str] = Counter()
    kept = []
    for address in addresses:
        seen[host_of(address)] += 1
        if seen[host_of(address)] <= most:
            kept.append(address)
    return kept


def _since(answer: Answer, before: Answer | None) -> Answer:
    """Let a page that is not there be so since the first day on which that was found."""
    if answer.is_there or before is None or before.since is None:
        return answer
    return replace(answer, since=min(before.since, answer.day))


def _wants_copy(named: Named, known: Mapping[str, Answer]) -> bool:
    answer = known.get(named.address)
    is_lost = answer is not None and answer.outcome in ("gone", "unreachable")
    return is_lost and not named.is_archived and named.field != "website"


def _find_copies(lost: Iterable[Named], day: datetime.date, patience: Patience, contact: str) -> dict[str, Answer]:
    """Ask the archive for the copy nearest to the day of each source: what it answered, by the source's address."""
    asked: dict[str, list[str]] = defaultdict(list)
    for one in lost:
        when = one.day or f"{day:%Y%m%d}"
        asked[patience.archive.format(day=when, address=one.address)].append(one.address)
    found = ask(_at_most(asked, patience.most_of_a_host), day, patience, contact)
    return {address: one for one in found for address in asked[one.address]}


def _problem(named: Named, answer: Answer, copy: Answer | None, patience: Patience) -> Problem:
    code, message, severity = _told(answer, patience)
    hint = _hint(named, answer, copy, code)
    return problem_at(
        named.file, named.field, code=code, message=message, severity=severity, value=named.address, hint=hint
    )


def _told(answer: Answer, patience: Patience) -> tuple[str, Phrase, Severity]:
    match answer.outcome:
        case "gone" if answer.told:
            message = Phrase("its host says that there is no such page ({status})", status=answer.told)
            return "dead-source", message, "warning"
        case "gone":
            return "dead-source", Phrase("its host leads to its front page instead"), "warning"
        case "private":
            message = Phrase("this address is of no public network, and was not asked for")
            return "private-source", message, "warning"
        case "unreachable":
            reason = _REASONS.get(answer.told, answer.told)
            message = Phrase("nothing answers here ({reason}), since {day}", reason=reason, day=str(answer.since))
            is_old = answer.since is not None and (answer.day - answer.since).days >= patience.days_failing
            return "unreachable-source", message, "warning" if is_old else "note"
        case _:
            return "moved-source", Phrase("this page has moved for good"), "note"


def _hint(named: Named, answer: Answer, copy: Answer | None, code: str) -> Phrase:
    if answer.outcome == "private":
        return Phrase("name the address at which everyone can read it")
    if answer.is_there:
        return Phrase("write its address of today: {address}", address=answer.to)
    if copy is not None and copy.is_there and named.field == "source.url":
        return Phrase("leave the address, and add `archive_url: {copy}`", copy=copy.to)
    if copy is not None and copy.is_there:
        return Phrase("a copy is kept at {copy}", copy=copy.to)
    if copy is not None and copy.outcome == "gone":
        return Phrase("the archive has no copy; look for another, or let it stand: `# allow {code}: reason`", code=code)
    return Phrase("look for a copy, or let it stand: `# allow {code}: reason`", code=code)

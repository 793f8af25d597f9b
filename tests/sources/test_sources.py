"""The sources of the content are asked for, patiently, and what can't be read any more is told with where a copy is."""

import datetime
import socket
from dataclasses import replace

import pytest
from archive_and_hosts import BUSY, serving

from dealdir import cli
from dealdir.content import keeping
from dealdir.sources import answers
from dealdir.sources.asking import ask, usual_patience
from dealdir.sources.checking import check_sources

DAY = datetime.date(2026, 11, 26)


def later(days):
    return DAY + datetime.timedelta(days)


@pytest.fixture
def hosts():
    with serving() as found:
        yield found


@pytest.fixture
def patience(hosts):
    archive = f"{hosts.address}/archive/{{day}}/{{address}}"
    return replace(usual_patience(), pause=0, backoff=0, archive=archive, asks_private=True, wait=lambda _: None)


def refusing_port():
    """A port on which nothing listens."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def entry(root, name, source, published="2023-06-12"):
    file = root / f"content/articles/{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    text = f"---\ntitle: {name}\nlang: en\nadded: 2024-01-02\nsource:\n  published: {published}\n{source}---\nA text.\n"
    file.write_text(text, encoding="utf-8")


def url(root, name, address, more=""):
    entry(root, name, f"  url: {address}{more}\n")


def told(checked):
    return [(one.severity, one.code, one.file.rsplit("/")[-1], one.line, one.hint) for one in checked.problems]


ANSWERS = [
    ("/there", "there", "200", "/there"),
    ("/ümlaut", "there", "200", "/ümlaut"),
    ("/", "there", "200", "/"),
    ("/for-now", "there", "200", "/there"),
    ("/partly-for-now", "there", "200", "/there"),
    ("/moved", "moved", "200", "/there"),
    ("/moved-twice", "moved", "200", "/there"),
    (BUSY, "there", "200", BUSY),
    ("/gone", "gone", "404", None),
    ("/withdrawn", "gone", "410", None),
    ("/to-nothing", "gone", "404", None),
    ("/to-the-front", "gone", "", "/"),
    ("/closed", "closed", "403", None),
    ("/to-a-file", "closed", "302", "file:///etc/passwd"),
    ("/broken", "unreachable", "500", None),
    ("/round", "unreachable", "too many redirects", None),
    ("/nowhere", "closed", "302", None),
]


def test_each_way_to_answer_is_judged(hosts, patience):
    found = {one.address: one for one in ask([hosts.address + path for path, *_ in ANSWERS], DAY, patience)}
    places = {"file:///etc/passwd": "file:///etc/passwd", None: ""}
    assert [
        (one.outcome, one.told, one.to, one.since) for one in (found[hosts.address + path] for path, *_ in ANSWERS)
    ] == [
        (outcome, said, places.get(to, f"{hosts.address}{to}"), None if outcome in ("there", "moved") else DAY)
        for _, outcome, said, to in ANSWERS
    ]


def test_a_busy_host_is_asked_again_and_a_dead_page_is_not(hosts, patience):
    list(ask([hosts.address + BUSY, f"{hosts.address}/gone"], DAY, patience))
    assert (hosts.asked.count(BUSY), hosts.asked.count("/gone")) == (3, 1)


@pytest.mark.parametrize("address", ["http://no-such-host.invalid/", "http://" + "a" * 70 + ".example/"])
def test_what_cannot_be_asked_for_is_unreachable(patience, address):
    assert [one.outcome for one in ask([address], DAY, patience)] == ["unreachable"]


def test_where_nothing_listens_the_page_is_unreachable(patience):
    (answer,) = ask([f"http://127.0.0.1:{refusing_port()}/"], DAY, patience)
    assert (answer.outcome, answer.told) == ("unreachable", "NewConnectionError")


def test_one_question_at_a_time_is_put_to_a_host_with_a_pause_between_and_says_who_asks(hosts, patience):
    pauses = []
    port = hosts.address.rsplit(":", 1)[1]
    named = [f"http://{host}:{port}/there?{number}" for host in ("127.0.0.1", "localhost") for number in range(20)]
    careful = replace(patience, pause=1.5, wait=pauses.append)
    assert len(list(ask(named, DAY, careful, "https://example.org/us"))) == 40
    assert pauses == [1.5] * 38
    assert set(hosts.most_at_once.values()) == {1}
    assert [agent.endswith(" https://example.org/us") and agent.startswith("dealdir/") for agent in hosts.agents] == [
        True
    ]


PRIVATE = [
    "127.0.0.1",
    "localhost",
    "10.0.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "[::1]",
    "[fd00::1]",
    "0.0.0.0",
    "2130706433",
]


@pytest.mark.parametrize("host", PRIVATE)
def test_hosts_of_private_networks_are_not_asked(patience, host):
    (answer,) = ask([f"http://{host}/secret"], DAY, replace(patience, asks_private=False))
    assert (answer.outcome, answer.to) == ("private", f"http://{host}/secret")


def test_every_place_where_a_source_may_stand_is_asked_for(tmp_path, hosts, patience):
    gone = f"{hosts.address}/gone"
    entry(tmp_path, "a", f"  url: {gone}?1\n  archive_url: {gone}?2\n")
    for kind, text in {
        "organizations/nova": f"name: Nova\ntype: company\nwebsite: {gone}?3\nsources: [{{url: '{gone}?4'}}]\n",
        "events/forum": f"name: Forum\nwebsite: {gone}?5\nsources: [{{url: '{gone}?6'}}]\n",
        "agreements/deal": f"sources: [{{url: '{gone}?7'}}]\n"
        f"changes: [{{date: 2024, kind: amended, summary: More, source: {{url: '{gone}?8'}}}}]\n",
    }.items():
        file = tmp_path / f"content/{kind}.md"
        file.parent.mkdir(parents=True)
        file.write_text(f"---\n{text}---\n", encoding="utf-8")
    checked = check_sources(tmp_path, DAY, patience)
    assert sorted(one.value[-1] for one in checked.problems) == list("12345678")
    assert {one.field for one in checked.problems} == {
        *("source.url", "source.archive_url", "website", "sources[0].url", "changes[0].source.url"),
    }


def test_a_dead_source_is_told_at_its_line_with_the_copy_nearest_to_its_day(tmp_path, hosts, patience):
    gone = f"{hosts.address}/gone"
    hosts.copies |= {f"{gone}?kept", f"{gone}?undated"}
    url(tmp_path, "a", f"{gone}?kept")
    entry(tmp_path, "b", f"  url: {gone}?undated\n", published="XXXX-05-24")
    url(tmp_path, "c", f"{gone}?lost")
    url(tmp_path, "d", f"{hosts.address}/moved")
    url(tmp_path, "e", f"{hosts.address}/there")
    url(tmp_path, "f", f"{hosts.address}/closed")
    checked = check_sources(tmp_path, DAY, patience)
    copy = f"leave the address, and add `archive_url: {hosts.address}/archive/{{}}000000/{gone}?{{}}`"
    assert told(checked) == [
        ("warning", "dead-source", "a.md", 7, copy.format("20230612", "kept")),
        ("warning", "dead-source", "b.md", 7, copy.format("20240102", "undated")),
        *[
            ("warning", "dead-source", "c.md", 7, hint)
            for hint in ["the archive has no copy; look for another, or let it stand: `# allow dead-source: reason`"]
        ],
        ("note", "moved-source", "d.md", 7, f"write its address of today: {hosts.address}/there"),
    ]
    assert checked.outcomes == {"gone": 3, "moved": 1, "there": 1, "closed": 1}


def test_an_archive_that_does_not_answer_is_not_said_to_have_no_copy(tmp_path, hosts, patience):
    url(tmp_path, "a", f"{hosts.address}/gone")
    quiet = replace(patience, archive=f"http://127.0.0.1:{refusing_port()}/{{day}}/{{address}}")
    (problem,) = check_sources(tmp_path, DAY, quiet).problems
    assert problem.hint == "look for a copy, or let it stand: `# allow dead-source: reason`"


def test_a_page_that_has_a_copy_is_looked_for_in_no_archive(tmp_path, hosts, patience):
    entry(tmp_path, "a", f"  url: {hosts.address}/gone\n  archive_url: {hosts.address}/there\n")
    check_sources(tmp_path, DAY, patience)
    assert sorted(hosts.asked) == ["/gone", "/there"]


def test_what_is_allowed_with_a_reason_is_not_told_and_an_allowance_of_a_page_that_is_there_is(
    tmp_path, hosts, patience
):
    url(tmp_path, "a", f"{hosts.address}/gone", "   # allow dead-source: it went with its publisher")
    url(tmp_path, "b", f"{hosts.address}/there", "   # allow dead-source: it was gone once")
    url(tmp_path, "c", f"{hosts.address}/closed", "   # allow dead-source: who knows")
    checked = check_sources(tmp_path, DAY, patience)
    assert [(one.code, one.file) for one in checked.problems] == [("unused-allowance", "content/articles/b.md")]


def test_a_check_that_asks_nobody_does_not_call_such_an_allowance_idle(tmp_path, capsys):
    url(tmp_path, "a", "https://example.org/gone", "   # allow dead-source: it went with its publisher")
    assert cli.main(["--root", str(tmp_path), "--lang", "en", "check"]) == cli.DONE
    assert capsys.readouterr().out == "no problems\n"


def test_pages_that_are_there_are_not_asked_for_again_within_days_and_others_are(tmp_path, hosts, patience):
    for number, path in enumerate(("/there", "/gone", "/closed")):
        url(tmp_path, f"a{number}", hosts.address + path, "   # allow dead-source: it is known")
    again = []
    for days in (0, 1, 6, 7):
        hosts.asked.clear()
        check_sources(tmp_path, later(days), patience)
        again.append(sorted(path for path in hosts.asked if not path.startswith("/archive")))
    assert again == [
        ["/closed", "/gone", "/there"],
        ["/closed", "/gone"],
        ["/closed", "/gone"],
        ["/closed", "/gone", "/there"],
    ]


def test_a_clock_that_was_ahead_keeps_nothing_from_being_asked(tmp_path, hosts, patience):
    url(tmp_path, "a", f"{hosts.address}/there")
    check_sources(tmp_path, later(900), patience)
    assert check_sources(tmp_path, DAY, patience).asked == 1


def test_a_host_that_fails_is_a_note_until_it_has_failed_for_two_weeks(tmp_path, hosts, patience):
    url(tmp_path, "a", f"{hosts.address}/broken")
    severities = [check_sources(tmp_path, later(days), patience).problems[0].severity for days in (0, 7, 13, 14, 21)]
    assert severities == ["note", "note", "note", "warning", "warning"]
    (problem,) = check_sources(tmp_path, later(22), patience).problems
    assert problem.message == "nothing answers here (500), since 2026-11-26"


def test_where_nobody_at_all_answers_nothing_is_known(tmp_path, hosts, patience):
    for number in range(3):
        url(tmp_path, f"a{number}", f"http://no-such-host-{number}.invalid/")
    checked = check_sources(tmp_path, DAY, patience)
    assert (checked.is_offline, checked.problems, checked.left) == (True, [], 3)
    assert answers.read(tmp_path) == {}
    url(tmp_path, "b", f"{hosts.address}/there")
    checked = check_sources(tmp_path, DAY, patience)
    assert not checked.is_offline
    assert {problem.message for problem in checked.problems} == {
        "nothing answers here (no such host), since 2026-11-26"
    }


def test_a_machine_that_is_offline_is_told_and_not_the_sources(tmp_path, capsys):
    for number in range(3):
        url(tmp_path, f"a{number}", f"http://no-such-host-{number}.invalid/")
    assert cli.main(["--root", str(tmp_path), "check", "--external"]) == cli.ENVIRONMENT
    assert "is this machine offline?" in capsys.readouterr().err


def test_a_host_that_came_back_begins_anew(tmp_path, hosts, patience):
    url(tmp_path, "a", hosts.address + BUSY)
    hurried = replace(patience, retries=0)
    found = [[p.severity for p in check_sources(tmp_path, later(days), hurried).problems] for days in (0, 20, 40)]
    assert found == [["note"], ["warning"], []]
    assert answers.read(tmp_path)[hosts.address + BUSY].since is None


def test_of_one_host_so_many_are_asked_for_and_the_rest_in_the_next_run(tmp_path, hosts, patience):
    for number in range(7):
        url(tmp_path, f"a{number}", f"{hosts.address}/closed?{number}")
    few = replace(patience, most_of_a_host=3)
    runs = []
    for days in range(3):
        hosts.asked.clear()
        checked = check_sources(tmp_path, later(days), few)
        runs.append((sorted(path[-1] for path in hosts.asked), checked.left))
    assert runs == [(["0", "1", "2"], 4), (["3", "4", "5"], 4), (["0", "1", "6"], 4)]


def test_answers_that_are_damaged_cost_a_run_and_nothing_else(tmp_path, hosts, patience):
    url(tmp_path, "a", f"{hosts.address}/there")
    check_sources(tmp_path, DAY, patience)
    file = tmp_path / answers.FILE
    for damage in (b"", file.read_bytes()[:-1], file.read_bytes().replace(b"there", b"where")):
        file.write_bytes(damage)
        assert answers.read(tmp_path) == {}
    keeping.write(file, b'{"form": 0, "answers": [{"address": "x"}]}')
    assert check_sources(tmp_path, DAY, patience).asked == 1


def test_what_no_file_names_any_more_is_forgotten(tmp_path, hosts, patience):
    url(tmp_path, "a", f"{hosts.address}/there")
    url(tmp_path, "b", f"{hosts.address}/gone")
    check_sources(tmp_path, DAY, patience)
    (tmp_path / "content/articles/b.md").unlink()
    check_sources(tmp_path, DAY, patience)
    assert list(answers.read(tmp_path)) == [f"{hosts.address}/there"]


def test_the_command_tells_it_with_all_else_and_keeps_within_the_public_network(tmp_path, hosts, capsys):
    url(tmp_path, "a", f"{hosts.address}/gone")
    assert cli.main(["--root", str(tmp_path), "--lang", "en", "check", "--external"]) == cli.DONE
    shown = capsys.readouterr()
    assert (
        "content/articles/a.md:7:8: warning: this address is of no public network, and was not asked for" in shown.out
    )
    assert "asked for 1 addresses; known now: 1 private" in shown.err
    assert hosts.asked == []


def test_a_run_that_is_cut_goes_on_where_it_was(tmp_path, hosts, patience, monkeypatch):
    for number in range(60):
        url(tmp_path, f"a{number}", f"{hosts.address}/there?{number}")

    def cut(addresses, *more):
        for number, answer in enumerate(ask(addresses, *more)):
            if number == 55:
                raise KeyboardInterrupt
            yield answer

    with monkeypatch.context() as patched:
        patched.setattr("dealdir.sources.checking.ask", cut)
        with pytest.raises(KeyboardInterrupt):
            check_sources(tmp_path, DAY, patience)
    assert check_sources(tmp_path, DAY, patience).asked == 10

"""Steps on the workers of a real scheduler give the same bytes as here, though a worker is killed."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import incremental_projects as projects
import pytest

from dealdir import cli, cluster
from dealdir.content import vocabulary
from dealdir.content.problems import Problem
from dealdir.reading import extraction
from dealdir.refusals import ConfigurationError

AT_ONCE = {**os.environ, "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "0"}
"""The engine gives up an item of which one worker died: more deaths would take longer, and prove no more."""

ARTICLE = """{first} licenses NW{number} from {second}

Basel, March {day}, 2024 - {first} Inc. said on Monday that it has licensed NW{number} from {second} for ${day} million.
"""


@contextmanager
def started(*command: str) -> Iterator[Iterator[str]]:
    """Start a part of Dask away from any project, with nothing at hand but what is installed; give what it says."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *command],
        cwd="/",
        env=AT_ONCE,
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        text=True,
    )
    assert process.stderr
    said: queue.SimpleQueue[str] = queue.SimpleQueue()
    reader = threading.Thread(target=lambda: [said.put(line) for line in process.stderr or ()])
    reader.start()
    yield iter(lambda: said.get(timeout=60), "")
    process.terminate()
    process.wait()
    reader.join()
    process.stderr.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    """A scheduler with two workers, each of which is started again where it dies."""
    own = ("--host", "127.0.0.1", "--no-dashboard")
    with started("scheduler", *own, "--port", "0") as said:
        found = next(filter(None, (re.search(r"tcp://(127\.0\.0\.1:\d+)", line) for line in said)))[1]
        folder = str(tmp_path_factory.mktemp("workers"))
        with started("worker", found, *own, "--nthreads", "1", "--nworkers", "2", "--local-directory", folder):
            yield f"dask://{found}"


@pytest.fixture
def executor(address) -> Iterator[cluster.Cluster]:
    with closing(cluster.Cluster.connect(address)) as found:
        found._client.wait_for_workers(2, timeout=60)
        yield found


def test_results_come_in_the_order_of_the_items(executor):
    told = {"what the step holds": 3}

    def step(item: int) -> tuple[int, int]:
        return item * told["what the step holds"], os.getpid()

    found = list(executor.map(step, range(60)))
    assert [result for result, _ in found] == [item * 3 for item in range(60)]
    assert os.getpid() not in {process for _, process in found}


def test_a_worker_killed_while_it_works_costs_time_alone(executor):
    def step(item: int) -> tuple[int, int]:
        return sum(range(item * 20_000)), os.getpid()

    results = executor.map(step, range(60))
    found = [next(results)]
    os.kill(found[0][1], signal.SIGKILL)
    found += results
    assert [result for result, _ in found] == [sum(range(item * 20_000)) for item in range(60)]
    assert len({process for _, process in found}) > 1


def test_an_item_of_which_workers_die_is_given_up_and_the_others_are_done(executor):
    def step(item: int) -> str:
        if item == 3:
            os.kill(os.getpid(), signal.SIGKILL)
        return f"done {item}"

    found = list(executor.map(step, range(6), lambda item: f"lost {item}"))
    assert found == ["done 0", "done 1", "done 2", "lost 3", "done 4", "done 5"]
    with pytest.raises(ChildProcessError):
        list(executor.map(step, [3]))


def test_a_step_that_no_worker_can_take_in_ends_the_map(executor):
    """It says why, and does not pass for work of which workers died."""

    def refuse() -> None:
        raise ValueError("not on this machine")

    class Refused:
        def __call__(self, item: int) -> int:
            return item

        def __reduce__(self):
            return refuse, ()

    with pytest.raises(RuntimeError) as caught:
        list(executor.map(Refused(), [1]))
    assert str(caught.value.__cause__) == "not on this machine"


def test_an_error_of_a_step_ends_the_map(executor):
    with pytest.raises(ZeroDivisionError):
        list(executor.map(lambda item: 1 // item, [1, 0, 1]))


def tree(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def write_project(root: Path) -> None:
    """Write a project with a template and words of its own, and articles to read."""
    projects.write_project(root, 8)
    settings = (root / "site.yaml").read_text(encoding="utf-8")
    for before, after in (("[en]", "[en, zh]"), ("twins: false", "twins: true"), ("exports: false", "exports: true")):
        settings = settings.replace(before, after)
    (root / "site.yaml").write_text(settings, encoding="utf-8")
    (root / "templates").mkdir()
    (root / "templates/footer.html").write_text("<footer>Our own</footer>", encoding="utf-8")
    own = "areas:\n  oncology: {label: {en: Cancer medicine, zh: 癌症医学}}\n"
    (root / "vocabulary.yaml").write_text(own, encoding="utf-8")
    (root / "seeds").mkdir()
    for day in range(1, 16):
        text = ARTICLE.format(first=projects.NAMES[day % 5], second=projects.NAMES[day % 5 + 1], number=day, day=day)
        (root / f"seeds/{day}.txt").write_text(text, encoding="utf-8")


@pytest.fixture
def own_words(tmp_path) -> Iterator[None]:
    yield
    vocabulary.use(tmp_path)


@pytest.mark.usefixtures("executor", "own_words")
def test_a_project_is_read_and_built_to_the_same_bytes(address, tmp_path):
    for name, more in (("here", ["--jobs", "1"]), ("there", ["--executor", address])):
        write_project(tmp_path / name)
        assert cli.main(["--root", str(tmp_path / name), "extract", *more]) == cli.DONE
        assert cli.main(["--root", str(tmp_path / name), "build", *more]) == cli.DONE
    here, there = (tree(tmp_path / name / "content") for name in ("here", "there"))
    assert len(here) == 8 + 15
    assert there == here
    here, there = (tree(tmp_path / name / "site") for name in ("here", "there"))
    assert there == here
    assert b"Our own" in there["index.html"]
    assert b"Cancer medicine" in there["areas/oncology/index.html"]


def test_an_article_that_nobody_survives_is_a_problem_with_its_file(executor, tmp_path):
    paths = [tmp_path / f"{number}.txt" for number in range(12)]
    for number, path in enumerate(paths):
        path.write_text(ARTICLE.format(first="Osprey Bio", second="Linden Bio", number=number, day=1), encoding="utf-8")

    class Deadly:
        def read(self, article):
            if Path(article.file).name == "4.txt":
                os.kill(os.getpid(), signal.SIGKILL)
            return extraction.Rules().read(article)

    found = list(extraction.extract_all(paths, Deadly(), executor))
    assert [isinstance(one, Problem) for one in found] == [number == 4 for number in range(12)]
    problem = found[4]
    assert isinstance(problem, Problem)
    assert (problem.code, problem.file) == ("article-not-read", paths[4].as_posix())


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("http://127.0.0.1:1", "http://127.0.0.1:1 is no executor"),
        ("dask://127.0.0.1:1", "no scheduler answers at dask://127.0.0.1:1"),
    ],
)
def test_an_address_at_which_nobody_answers_is_told(address, said, monkeypatch):
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    with pytest.raises(ConfigurationError, match=re.escape(said)):
        cluster.Cluster.connect(address)


def test_a_scheduler_without_workers_is_told(monkeypatch):
    monkeypatch.setattr(cluster, "_PATIENCE", 1)
    with started("scheduler", "--host", "127.0.0.1", "--no-dashboard", "--port", "0") as said:
        found = next(filter(None, (re.search(r"tcp://(127\.0\.0\.1:\d+)", line) for line in said)))[1]
        with pytest.raises(ConfigurationError, match="has no workers"):
            cluster.Cluster.connect(f"dask://{found}")


def test_workers_of_another_version_are_refused(address, monkeypatch):
    monkeypatch.setattr(cluster.metadata, "version", lambda _name: "9.9")
    with pytest.raises(ConfigurationError, match=re.escape("not dealdir 9.9")):
        cluster.Cluster.connect(address)

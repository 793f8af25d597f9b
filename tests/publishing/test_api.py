"""The page of the API: a valid OpenAPI description of files that are there, and examples that run as they stand."""

from __future__ import annotations

import functools
import json
import re
import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import page_samples as samples
import pytest
from jsonschema import Draft202012Validator
from lxml import html
from openapi_spec_validator import validate

from dealdir.config import Settings


@functools.cache
def site(base_url: str = "https://e.org/d/") -> dict[str, bytes]:
    return samples.site_files(Settings(languages=("en", "zh"), base_url=base_url), known=samples.dated_directory())


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_arguments):
        pass


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """The site at an address of this machine, with its own examples."""
    folder = tmp_path_factory.mktemp("site")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder)) as server:
        files = site(f"http://127.0.0.1:{server.server_port}/")
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = html.document_fromstring(files["data/api/index.html"].decode())
        yield {one.getparent().getprevious().text: one.text_content() for one in page.iter("pre")}
        server.shutdown()


def run(*command: str, told: str = "") -> str:
    return subprocess.run(command, input=told, check=True, capture_output=True, text=True, timeout=60).stdout


def test_the_description_is_valid_and_its_records_are_what_it_says():
    described = json.loads(site()["data/openapi.json"])
    validate(described)
    schema = {**described["components"]["schemas"]["RecordData"], "components": described["components"]}
    record = json.loads(site()["agreements/simcere-mgb-2023/index.json"])
    assert [error.message for error in Draft202012Validator(schema).iter_errors(record)] == []


def test_every_address_that_it_names_is_one_of_the_site():
    undated = {
        "/types/{id}/events.ics",
        "/areas/{id}/events.ics",
    }  # of the sample no agreement was signed at a dated event
    for path in json.loads(site()["data/openapi.json"])["paths"].keys() - undated:
        pattern = re.escape(path.removeprefix("/")).replace(r"\{id\}", "[a-z0-9-]+")
        assert any(re.fullmatch(pattern, one) for one in site()), path


def test_every_file_of_data_is_described_on_the_page():
    page = html.document_fromstring(site()["data/api/index.html"].decode())
    told = {one.text for one in page.xpath("//td/code")} | {
        f"/{one.get('href')[6:]}" for one in page.xpath("//p/a[@href]")
    }
    wanted = {f"/{path}" for path in site() if path.startswith("data/") and not path.endswith(".html")}
    assert {one for one in wanted - told if "/schema/content-" not in one} == set()


def test_the_example_for_curl_runs(served):
    record = json.loads(run("bash", "-euc", served["curl"]))
    assert record["facts"]


def test_the_example_for_pandas_runs(served):
    assert "name_zh" in run(sys.executable, "-W", "error", "-c", served["Python (pandas)"])


def test_the_example_for_javascript_runs(served):
    node = shutil.which("node")
    told = run(node, "--input-type=module", "-", told=served["JavaScript"])
    assert "parties" in told

from __future__ import annotations

import importlib

import pytest

from dealdir.publishing import lunr_js


@pytest.fixture
def packages(tmp_path, monkeypatch):
    """A folder of packages in place of the installed one, with mkdocs in it."""
    information = tmp_path / "mkdocs-1.6.1.dist-info"
    information.mkdir()
    (information / "METADATA").write_text("Metadata-Version: 2.1\nName: mkdocs\nVersion: 1.6.1\n")
    monkeypatch.setattr("sys.path", [str(tmp_path)])
    importlib.invalidate_caches()
    return tmp_path


def test_the_script_is_small_and_keeps_its_licence():
    script = lunr_js.minified()
    assert script.startswith(b"/**\n * lunr - http://lunrjs.com")
    assert b"@license MIT" in script[:300]
    assert len(script) < 50_000
    assert script == lunr_js.minified()


def test_a_missing_package_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr("sys.path", [str(tmp_path)])
    with pytest.raises(lunr_js.LunrError, match=r"mkdocs.*not installed.*constraints\.txt"):
        lunr_js.minified()


def test_a_package_without_the_file_is_named(packages):
    with pytest.raises(lunr_js.LunrError, match="brings no lunr"):
        lunr_js.minified()


def test_another_lunr_is_refused(packages):
    script = packages / "mkdocs/contrib/search/templates/search/lunr.js"
    script.parent.mkdir(parents=True)
    script.write_text("lunr.version = '3.0.0'")
    with pytest.raises(lunr_js.LunrError, match=r"not lunr.js 2\.3\.9"):
        lunr_js.minified()

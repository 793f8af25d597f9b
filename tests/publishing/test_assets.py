from __future__ import annotations

import gzip
from pathlib import Path

from page_samples import ROOT

from dealdir.publishing import assets


def write(root: Path, name: str, text: str) -> None:
    path = root / "static" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_projects_own_file_takes_the_place_of_ours_and_adds_to_them(tmp_path):
    write(tmp_path, "favicon.svg", "<svg/>")
    write(tmp_path, "pictures/logo.svg", "<svg id='logo'/>")
    files = assets.static_files(tmp_path)
    assert files["assets/favicon.svg"] == b"<svg/>"
    assert files["assets/pictures/logo.svg"] == b"<svg id='logo'/>"
    assert "assets/style.css" in files
    assert list(files) == sorted(files)


def test_style_and_scripts_are_minified(tmp_path):
    write(tmp_path, "extra.css", "/* note */\na {  color: red;  }\n")
    write(tmp_path, "extra.js", "// note\nlet  a = 1;\n")
    files = assets.static_files(tmp_path)
    assert files["assets/extra.css"] == b"a{color:red}"
    assert files["assets/extra.js"] == b"let a=1;"


def test_links_out_of_the_folder_are_not_followed(tmp_path):
    write(tmp_path, "a.txt", "a")
    secret = tmp_path / "secret.txt"
    secret.write_text("secret")
    (tmp_path / "static" / "b.txt").symlink_to(secret)
    assert "assets/b.txt" not in assets.static_files(tmp_path)


def test_folders_are_searched_in_order_and_only_if_they_are_there(tmp_path):
    assert tmp_path / "templates" not in assets.folders(tmp_path, "templates")
    (tmp_path / "templates").mkdir()
    assert assets.folders(tmp_path, "templates")[0] == tmp_path / "templates"
    assert len(assets.folders(ROOT, "templates")) == 1


def test_all_style_together_stays_small():
    files = assets.static_files(ROOT)
    assert sum(len(gzip.compress(content)) for path, content in files.items() if path.endswith(".css")) < 15_000

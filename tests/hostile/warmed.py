"""Loads, where it is imported, all that a check and a reading need: for the server from which `bounded` forks."""

import contextlib
import io
from pathlib import Path
from tempfile import TemporaryDirectory

from dealdir import cli

with (
    TemporaryDirectory() as folder,
    contextlib.redirect_stdout(io.StringIO()),
    contextlib.redirect_stderr(io.StringIO()),
):
    (Path(folder) / "seeds").mkdir()
    (Path(folder) / "seeds/a.txt").write_text("Nova Biolabs acquires Linden Bio\n\nNova Biolabs acquired Linden Bio.\n")
    cli.main(["--root", folder, "extract"])
    cli.main(["--root", folder, "check"])

from __future__ import annotations

import pytest

from dealdir.reading.encodings import decode

CHINESE = "阿斯利康与北京大学签署合作协议,双方将共同开展研究。"
TRADITIONAL = "翰森製藥公告,旗下兩家公司已與默沙東訂立全球獨家許可協議。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_simplified_chinese(encoding: str) -> None:
    assert decode(("Roche and " + CHINESE).encode(encoding)) == "Roche and " + CHINESE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "big5", "gb18030"])
def test_traditional_chinese(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)) == TRADITIONAL


def test_line_ends_become_one_kind() -> None:
    assert decode(b"one\r\ntwo\rthree") == "one\ntwo\nthree"


@pytest.mark.parametrize(
    "data", [bytes(range(256)) * 4, b"\x89PNG\r\n\x1a\n" + bytes(range(32)) * 20, b"\xff\xff\xff\xff"]
)
def test_what_is_no_text_is_refused(data: bytes) -> None:
    assert decode(data) is None

from __future__ import annotations

import pytest

from dealdir.publishing import pinyin


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("阿斯利康", ("=asilikang", "=aslk")),
        ("劍橋大學", ("=jianqiaodaxue", "=jqdx")),
        ("绿叶制药", ("=lvyezhiyao", "=luyezhiyao", "=lyzy")),
        ("默沙东 MSD", ("=moshadongmsd", "=msdmsd")),
        ("药", ("=yao",)),
        ("Merck", ()),
        ("ソニー", ()),
        ("", ()),
    ],
)
def test_a_chinese_name_is_spelled_whole_and_by_initials(name, keys):
    assert pinyin.keys(name) == keys

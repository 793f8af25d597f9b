import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dealdir.directory.addresses import SlugRegister, address, disputed, is_reserved, redirects, slug_of


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("AstraZeneca", "astrazeneca"),
        ("Simcere Zaiming, Inc.", "simcere-zaiming"),
        ("Shanghai Biochip Co., Ltd.", "shanghai-biochip"),
        ("Merck & Co.", "merck-and-co"),
        ("The University of Hong Kong", "university-of-hong-kong"),
        ("Genève Straße", "geneve-strasse"),
        ("X-LAB Beijing", "x-lab-beijing"),
        ("北京大学", "bei-jing-da-xue"),
        ("北京大學", "bei-jing-da-xue"),
        ("上海生物芯片有限公司", "shang-hai-sheng-wu-xin-pian"),
        ("21世纪经济报道", "21-shi-ji-jing-ji-bao-dao"),
        ("2023", "name-2023"),
        ("Page", "name-page"),
        ("CON", "name-con"),
        ("***", "name"),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_a_slug_follows_from_the_name(name, slug):
    assert slug_of(name) == slug


@given(st.text(max_size=1000))
def test_whatever_the_name_its_slug_is_a_folder_that_every_system_takes(name):
    slug = slug_of(name)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= 85
    assert not is_reserved(slug)


def test_slugs_of_long_names_end_with_a_whole_word():
    slug = slug_of("international " * 20)
    assert slug == "-".join(["international"] * 5)


@pytest.mark.parametrize("slug", ["page", "index", "con", "com1", "lpt9", "7", "2023"])
def test_slugs_that_pages_or_systems_need_are_reserved(slug):
    assert is_reserved(slug)


@pytest.mark.parametrize("slug", ["pages", "console", "com10a", "21-shi-ji", "a7"])
def test_other_slugs_are_free(slug):
    assert not is_reserved(slug)


def test_each_comer_gets_a_slug_of_its_own():
    register = SlugRegister({"acme"})
    wishes = [
        ("acme", ["cn", "company"]),
        ("acme", ["cn", "company"]),
        ("acme", ["cn"]),
        ("acme", []),
        ("nova", ["us"]),
    ]
    assert [register.claim(*wish) for wish in wishes] == ["acme-cn", "acme-company", "acme-2", "acme-3", "nova"]


def test_a_number_that_a_name_has_already_is_passed_over():
    register = SlugRegister()
    assert [register.claim(slug) for slug in ("acme-2", "acme", "acme", "acme")] == [
        "acme-2",
        "acme",
        "acme-3",
        "acme-4",
    ]


@given(st.lists(st.sampled_from(["a", "a-2", "a-cn", "b"]), max_size=30))
def test_no_two_comers_share_a_slug(wishes):
    register = SlugRegister()
    given_slugs = [register.claim(wish, ["cn"]) for wish in wishes]
    assert len(set(given_slugs)) == len(wishes)


def test_an_address_is_a_folder_below_the_site():
    assert address("organizations", "acme") == "organizations/acme/"


def test_former_addresses_lead_to_present_ones_unless_disputed():
    former = [("acme", ("old-acme", "acne")), ("nova", ("acne", "zeta"))]
    assert redirects("events", former, {"acme", "nova", "zeta"}) == {"events/old-acme/": "events/acme/"}
    assert disputed(former, {"acme", "nova", "zeta"}) == {"acne": ("acme", "nova"), "zeta": ("nova",)}


@given(st.lists(st.sampled_from(["acme", "acme-cn", "acme-2", "borea"]), max_size=20))
def test_a_preview_is_what_the_next_comer_gets_and_changes_nothing(wishes):
    register, other = SlugRegister(), SlugRegister()
    for wish in wishes:
        for _ in range(2):
            seen = register.preview(wish, ["cn"])
        assert register.claim(wish, ["cn"]) == seen == other.claim(wish, ["cn"])

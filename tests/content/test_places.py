import re
from collections import Counter

import pytest
from babel import Locale

from dealdir.content import names
from dealdir.content.places import cities, country_label, find_city


@pytest.mark.parametrize(
    ("name", "country", "label"),
    [
        ("Boston", None, {"en": "Boston", "zh": "波士顿"}),
        ("BOSTON", "US", {"en": "Boston", "zh": "波士顿"}),
        ("北京市", None, {"en": "Beijing", "zh": "北京"}),
        ("臺北", "TW", {"en": "Taipei", "zh": "台北"}),
        ("Xi’an", None, {"en": "Xi'an", "zh": "西安"}),
        ("Cambridge", "GB", {"en": "Cambridge", "zh": "剑桥"}),
    ],
)
def test_a_city_is_found_by_any_spelling_of_its_names(name, country, label):
    city = find_city(name, country)
    assert city is not None
    assert city.label == label


@pytest.mark.parametrize(
    ("name", "country"), [("Cambridge", None), ("Taizhou", "CN"), ("Boston", "GB"), ("Erewhon", None)]
)
def test_a_name_that_is_not_certainly_one_city_finds_none(name, country):
    assert find_city(name, country) is None


def test_countries_are_named_in_both_languages():
    assert country_label("GB") == {"en": "United Kingdom", "zh": "英国"}
    assert country_label("HK") == {"en": "Hong Kong", "zh": "香港"}
    assert country_label("QX") == {"en": "QX", "zh": "QX"}


def test_every_known_city_is_well_formed():
    territories = Locale("en").territories
    for city in cities():
        assert re.fullmatch("[A-Z]{2}", city.country), city
        assert city.country in territories, city
        assert names.script(city.label["en"]) == "en", city
        assert names.script(city.label["zh"]) == "zh", city


def test_cities_of_one_english_name_have_slugs_of_their_own():
    shared = Counter(city.label["en"] for city in cities())
    slugs = [city.slug for city in cities() if shared[city.label["en"]] > 1]
    assert None not in slugs
    assert len(set(slugs)) == len(slugs)


def test_no_two_cities_of_one_country_share_a_chinese_name():
    pairs = [(city.label["zh"], city.country) for city in cities()]
    assert len(set(pairs)) == len(pairs)

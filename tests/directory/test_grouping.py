import pytest
from projects import deal, occasion

from dealdir.directory.placing import city_place, country_place, places_of


def listed(groups):
    return {slug: (one.agreements, one.events, one.organizations) for slug, one in groups.items()}


@pytest.fixture
def directory(project):
    project.organization("nova", "Nova", city="Boston", country="US")
    project.organization("lyra", "Lyra", country="SG", city="Singapore")
    project.entry(
        "e1",
        ["Nova", "Zeta"],
        agreements=[
            deal("d1", "Nova", "Zeta", type="acquisition", signed="2022", areas=["oncology", "vaccines"], event="f1"),
            deal("d2", "Zeta", type="license", signed="2023-01", areas=["oncology"]),
            deal("d3", "Zeta", type="acquisition", signed="XXXX-05-24"),
        ],
        events=[occasion("f1", start="2021", city="波士顿"), occasion("f2", city="Beijing", country="CN")],
    )
    return project.directory()


def test_agreements_are_grouped_by_type_in_the_order_of_the_vocabulary(directory):
    groups = directory.groups("types")
    assert list(groups) == ["license", "acquisition"]
    assert groups["acquisition"].label == {"en": "Acquisition", "zh": "收购"}
    assert listed(groups)["acquisition"] == (("d1", "d3"), ("f1",), ("nova", "zeta"))


def test_agreements_are_grouped_by_area(directory):
    assert listed(directory.groups("areas")) == {
        "oncology": (("d2", "d1"), ("f1",), ("nova", "zeta")),
        "vaccines": (("d1",), ("f1",), ("nova", "zeta")),
    }


def test_years_come_newest_first_and_undated_last(directory):
    groups = directory.groups("years")
    assert list(groups) == ["2023", "2022", "2021", "undated"]
    assert listed(groups)["2022"] == (("d1",), (), ("nova", "zeta"))
    assert listed(groups)["2021"] == ((), ("f1",), ("nova", "zeta"))
    assert listed(groups)["undated"] == (("d3",), ("f2",), ("zeta",))
    assert groups["undated"].label == {"en": "Undated", "zh": "日期不详"}
    assert groups["2021"].label == {"en": "2021", "zh": "2021年"}


def test_places_are_cities_and_countries_by_name_in_either_language(directory):
    groups = directory.groups("places")
    assert list(groups) == ["beijing", "boston", "china", "singapore", "united-states"]
    assert listed(groups)["boston"] == (("d1",), ("f1",), ("nova",))
    assert listed(groups)["united-states"] == (("d1",), ("f1",), ("nova",))
    assert listed(groups)["singapore"] == ((), (), ("lyra",))
    assert (groups["boston"].within, groups["united-states"].within) == ("united-states", None)
    assert groups["beijing"].label == {"en": "Beijing", "zh": "北京"}


@pytest.mark.parametrize(
    ("city", "country", "slug", "within"),
    [
        ("Boston", None, "boston", "united-states"),
        ("剑桥", "GB", "cambridge-united-kingdom", "united-kingdom"),
        ("Cambridge", "US", "cambridge-massachusetts", "united-states"),
        ("Cambridge", None, "cambridge", None),
        ("香港", None, "hong-kong", None),
        ("Springfield", "US", "springfield-united-states", "united-states"),
        ("Georgia", None, "georgia-city", None),
        ("湖州", None, "hu-zhou", None),
    ],
)
def test_a_city_has_one_place_whatever_it_is_called(city, country, slug, within):
    place = city_place(city, country)
    assert (place.slug, place.within) == (slug, within)


def test_a_city_that_is_not_known_is_labelled_with_its_own_text():
    assert city_place("湖州").label == {"zh": "湖州"}


def test_a_place_comes_with_its_country():
    assert [place.slug for place in places_of("Boston", None)] == ["boston", "united-states"]
    assert [place.slug for place in places_of("Singapore", "SG")] == ["singapore"]
    assert [place.slug for place in places_of(None, "CN")] == ["china"]
    assert places_of(None, None) == ()
    assert country_place("HK").label == {"en": "Hong Kong", "zh": "香港"}

from __future__ import annotations

from xml.etree import ElementTree

from dealdir.config import Settings
from dealdir.publishing.search import descriptions

SETTINGS = {
    "title": {"en": "Deals & others", "zh": "交易名录"},
    "languages": ("en", "zh"),
    "base_url": "https://deals.example/x/",
}
SPACE = "{http://a9.com/-/spec/opensearch/1.1/}"


def test_each_language_has_its_description():
    files = descriptions(Settings.model_validate(SETTINGS))
    assert list(files) == ["search/en.xml", "search/zh.xml"]
    english, chinese = (ElementTree.fromstring(content) for content in files.values())
    assert english.findtext(f"{SPACE}ShortName") == "Deals & others"
    assert chinese.findtext(f"{SPACE}ShortName") == "交易名录"
    assert [one.find(f"{SPACE}Url").get("template") for one in (english, chinese)] == [
        "https://deals.example/x/search/?q={searchTerms}",
        "https://deals.example/x/zh/search/?q={searchTerms}",
    ]


def test_the_first_language_is_searched_at_the_top():
    files = descriptions(Settings.model_validate(SETTINGS | {"languages": ("zh", "en")}))
    templates = [ElementTree.fromstring(content).find(f"{SPACE}Url").get("template") for content in files.values()]
    assert templates == [
        "https://deals.example/x/search/?q={searchTerms}",
        "https://deals.example/x/en/search/?q={searchTerms}",
    ]


def test_a_site_without_an_address_describes_nothing():
    assert descriptions(Settings()) == {}

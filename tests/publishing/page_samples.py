"""A small directory made by hand: two articles, in two languages, which disagree about a sum."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from dealdir.config import Settings
from dealdir.content import records
from dealdir.content.dates import parse
from dealdir.directory import nodes
from dealdir.directory.graph import Directory
from dealdir.directory.history import Change, Release, Subject
from dealdir.directory.nodes import Stated
from dealdir.publishing import assets, exports, pages, rendering, search
from dealdir.publishing.address_maps import address_maps
from dealdir.publishing.discovery import discovery_files

ROOT = Path(__file__).parents[2]

ENGLISH, CHINESE = "2023-06-12-simcere-mgb", "2025-10-27-astrazeneca-beijing"

KINDS = (
    "index.html",
    "organizations/index.html",
    "organizations/astrazeneca/index.html",
    "organizations/mass-general-brigham/index.html",
    "organizations/simcere/index.html",
    "agreements/index.html",
    "agreements/astrazeneca-harbour-2025/index.html",
    "agreements/simcere-mgb-2023/index.html",
    "events/index.html",
    "events/beijing-forum-2025/index.html",
    "articles/index.html",
    f"articles/{ENGLISH}/index.html",
    f"articles/{CHINESE}/index.html",
    "types/index.html",
    "types/sponsored-research/index.html",
    "areas/index.html",
    "areas/oncology/index.html",
    "places/index.html",
    "places/china/index.html",
    "years/index.html",
    "years/undated/index.html",
    "network/index.html",
    "search/index.html",
    "about/index.html",
    "data/index.html",
    "data/api/index.html",
    "changes/index.html",
    "404.html",
)
"""Every kind of page, by its path in English; `zh/` before it gives the Chinese page."""

ENGLISH_BODY = """Simcere Pharmaceutical Group Limited (2096.HK) has announced a Sponsored Research Agreement with \
Mass General Brigham, an academic medical center. <script>alert(1)</script> [click](javascript:alert(2))

The Sponsored Research Agreement will provide US$1.5 million for projects in neurology and oncology \
over a two-year period. Simcere is excited about the *potential* discoveries.

The announcement took place at the World Medical Innovation Forum 2023 in Boston. Mass General Brigham runs the forum.

Overall, the partnership signifies a significant advancement.
"""
CHINESE_BODY = """10月25日，在2025国际生物医药产业创新北京论坛期间，阿斯利康正式启用第六个全球战略研发中心。

当日，北京-剑桥-阿斯利康科学创新生态合作签约，一个阿斯利康与和铂医药用于开展研究合作的全新实验室同步启用。

阿斯利康英国主席Shaun Grady介绍，本次合作的理念为“3C”。十八个项目总投资近30亿元。
"""
QUOTES = {
    ENGLISH: (
        (
            "The Sponsored Research Agreement will provide US$1.5 million for projects in neurology and oncology "
            "over a two-year period.",
            ("parties", "term", "areas", "values[0]"),
        ),
        ("The announcement took place at the World Medical Innovation Forum 2023 in Boston.", ("event", "announced")),
    ),
    CHINESE: (
        (
            "10月25日，在2025国际生物医药产业创新北京论坛期间，阿斯利康正式启用第六个全球战略研发中心。",
            ("name", "start"),
        ),
        (
            "当日，北京-剑桥-阿斯利康科学创新生态合作签约，一个阿斯利康与和铂医药用于开展研究合作的全新实验室同步启用。",
            ("parties",),
        ),
        ("阿斯利康英国主席Shaun Grady介绍，本次合作的理念为“3C”。", ()),
        ("十八个项目总投资近30亿元。", ("values[0]",)),
    ),
}


def quote(article: str, number: int) -> nodes.Quote:
    text, supports = QUOTES[article][number - 1]
    return nodes.Quote(article, number, text, supports)


def organization(slug, english, chinese=None, *, article=(), names=(), **more) -> nodes.Organization:
    name = {"en": english} if chinese is None else {"en": english, "zh": chinese}
    if english is None:
        name = {"zh": chinese}
    own = [nodes.Name(text, "zh-Hans" if language == "zh" else "en") for language, text in name.items()]
    known = (*own, *(nodes.Name(text, "en", "legal") for text in names))
    mentions = tuple(nodes.Mention(one, tuple(used)) for one, used in article)
    return nodes.Organization(slug, name, known, more.pop("type", "company"), mentions, **more)


def money(amount: str | None, kind: str = "total", qualifier: str = "exact", **more) -> records.Money:
    currency = None if amount is None else more.pop("currency", "USD")
    return records.Money(
        kind=kind, qualifier=qualifier, amount=None if amount is None else Decimal(amount), currency=currency, **more
    )


def organizations() -> list[nodes.Organization]:
    return [
        organization(
            "astrazeneca",
            "AstraZeneca",
            "阿斯利康",
            article=[(CHINESE, ["阿斯利康"])],
            country="GB",
            city="Cambridge",
            website="https://www.astrazeneca.com",
            names=["AstraZeneca PLC"],
            identifiers={"wikidata": "Q731938"},
            profile={"en": "Anglo-Swedish pharmaceutical company."},
            sources=(
                records.Reference(
                    url="https://www.astrazeneca.com/about", note="its headquarters", seen=parse("2026-11-24")
                ),
            ),
        ),
        organization("beijing-e-town", None, "北京亦庄", article=[(CHINESE, ["北京亦庄"])], type="park", country="CN"),
        organization("harbour-biomed", "Harbour BioMed", "和铂医药", article=[(CHINESE, ["和铂医药"])], country="CN"),
        organization(
            "mass-general-brigham",
            "Mass General Brigham",
            article=[(ENGLISH, ["Mass General Brigham"])],
            type="hospital",
            country="US",
        ),
        organization(
            "simcere",
            "Simcere Pharmaceutical Group",
            "先声药业",
            country="CN",
            article=[(ENGLISH, ["Simcere Pharmaceutical Group Limited", "Simcere"])],
        ),
        organization("simcere-zaiming", "Simcere Zaiming", article=[(ENGLISH, [])], parent="simcere", type=None),
    ]


def events() -> list[nodes.Event]:
    return [
        nodes.Event(
            "beijing-forum-2025",
            {"en": "Beijing Forum 2025", "zh": "2025国际生物医药产业创新北京论坛"},
            (),
            "forum",
            (CHINESE,),
            (nodes.Participation("astrazeneca", "announced"), nodes.Participation("harbour-biomed", None)),
            True,
            (quote(CHINESE, 1), quote(CHINESE, 4)),
            start=parse("2025"),
            series="beijing-forum",
            city="Beijing",
            country="CN",
            edition="third",
            values=(Stated(money("3000000000", "investment", "about", currency="CNY"), (CHINESE,)),),
        ),
        nodes.Event(
            "world-medical-innovation-forum-2023",
            {"en": "World Medical Innovation Forum 2023"},
            (),
            "forum",
            (ENGLISH,),
            (nodes.Participation("mass-general-brigham", "organized"),),
            False,
            (quote(ENGLISH, 2),),
            start=parse("2023"),
            city="Boston",
            country="US",
        ),
        nodes.Event(
            "beijing-forum-1",
            {"en": "First Beijing Forum"},
            (),
            "forum",
            (CHINESE,),
            (),
            True,
            (),
            start=parse("XXXX-05-24"),
            series="beijing-forum",
        ),
    ]


def agreements() -> list[nodes.Agreement]:
    both = (ENGLISH, CHINESE)
    return [
        nodes.Agreement(
            "astrazeneca-harbour-2025",
            {"en": "Joint laboratory with Harbour BioMed", "zh": "联合实验室"},
            "joint-facility",
            (nodes.Party("astrazeneca", "partner"), nodes.Party("harbour-biomed", "partner")),
            (CHINESE,),
            {"signed": (Stated(parse("XXXX-10-25"), (CHINESE,)),)},
            parse("2025-10-27"),
            "reported",
            "signed",
            True,
            (quote(CHINESE, 2),),
            event="beijing-forum-2025",
        ),
        nodes.Agreement(
            "simcere-mgb-2023",
            {"en": "Simcere funds research at Mass General Brigham"},
            "sponsored-research",
            (
                nodes.Party("simcere", "funder", via="simcere-zaiming"),
                nodes.Party("mass-general-brigham", "researcher"),
            ),
            both,
            {"announced": (Stated(parse("2023"), (ENGLISH,)),)},
            parse("2023"),
            "announced",
            "announced",
            False,
            (quote(ENGLISH, 1), quote(ENGLISH, 2)),
            event="world-medical-innovation-forum-2023",
            terms=(Stated("P2Y", (ENGLISH,)),),
            areas=("oncology", "neurology"),
            values=(
                Stated(money("1500000", "funding"), (ENGLISH,)),
                Stated(money("60000000", "milestones", "up-to"), (ENGLISH,)),
                Stated(money("65000000", "milestones", "up-to"), (CHINESE,)),
                Stated(money(None, "total", "undisclosed"), (ENGLISH,)),
            ),
            royalties=(Stated(records.Royalty(low=Decimal(5), high=Decimal("8.5")), (ENGLISH,)),),
            territories=(Stated(records.Territory(included=("China",), excluded=("Macao",)), (ENGLISH,)),),
        ),
        nodes.Agreement(
            "e-town-undated",
            {"zh": "北京亦庄合作"},
            "strategic-cooperation",
            (nodes.Party("astrazeneca", None), nodes.Party("beijing-e-town", None)),
            (CHINESE,),
            {},
            None,
            None,
            "signed",
            True,
            (quote(CHINESE, 2),),
            values=(),
        ),
    ]


def article(slug: str, body: str, entry: records.Entry, people: tuple[nodes.Appearance, ...] = ()) -> nodes.Article:
    told = [one for one in agreements() if slug in one.articles]
    return nodes.Article(
        slug,
        f"content/articles/{slug}.md",
        {"zh" if entry.lang != "en" else "en": str(entry.title)},
        entry,
        body,
        tuple(quote(slug, number + 1) for number in range(len(QUOTES[slug]))),
        tuple(one.slug for one in organizations() if any(mention.article == slug for mention in one.mentions)),
        tuple(one.slug for one in events() if slug in one.articles),
        tuple(one.slug for one in told),
        people,
    )


def articles() -> list[nodes.Article]:
    grady = nodes.Appearance("Shaun Grady", (), "阿斯利康英国主席", "astrazeneca", CHINESE, (quote(CHINESE, 3),))
    chinese = records.Entry(
        title="从授权合作迈向生态共建",
        lang="zh-Hans",
        review="reviewed",
        source=records.Source(publisher="21世纪经济报道", published=parse("2025-10-27"), url="https://example.org/a"),
    )
    english = records.Entry(
        title="Simcere funds research",
        lang="en",
        source=records.Source(title="Simcere and Mass General Brigham Have Announced …"),
    )
    return [article(CHINESE, CHINESE_BODY, chinese, (grady,)), article(ENGLISH, ENGLISH_BODY, english)]


def by_slug(found):
    return {node.slug: node for node in found}


@functools.cache
def directory() -> Directory:
    return Directory(
        by_slug(organizations()),
        by_slug(events()),
        by_slug(agreements()),
        by_slug(articles()),
        {"organizations/simcere-old/": "organizations/simcere/"},
        history=history(),
    )


@functools.cache
def dated_directory() -> Directory:
    """The same, but a forum has a certain day, so that calendars hold it."""
    known = directory()
    forum = replace(known.events["beijing-forum-2025"], start=parse("2025-10-25"))
    return replace(known, events={**known.events, forum.slug: forum})


def history() -> tuple[Release, ...]:
    """Two days: one on which an agreement came and one went, one on which a fact changed."""
    funded = [Subject("agreements", "simcere-mgb-2023", field) for field in ("title", "type")]
    gone = Subject("agreements", "gone-2022", "title")
    changes = (Change(gone, ("Gone",), ()), *(Change(one, (), ("sponsored-research",)) for one in funded))
    renamed = Change(Subject("organizations", "simcere", "city"), ("南京",), ("Nanjing",))
    return Release("2024-02-01", "0123456789ab", (renamed,)), Release("2023-06-13", "ba9876543210", changes)


def rendered(planned: Iterable[pages.Page], known: Directory, settings: Settings, root: Path) -> dict[str, bytes]:
    """The pages by their paths."""
    return {one.path: one.content for one in rendering.render(planned, known, settings, root)}


def site_files(settings: Settings | None = None, root: Path = ROOT, known: Directory | None = None) -> dict[str, bytes]:
    chosen, known = settings or Settings(), known or directory()
    planned = pages.plan(known, chosen)
    found = search.search_files(known, chosen) | address_maps(known, chosen.languages)
    found |= discovery_files(planned, known, chosen) | dict(exports.export_files(known, chosen))
    return {**rendered(planned, known, chosen, root), **assets.static_files(root), **found}


def write_site(folder: Path, settings: Settings | None = None) -> None:
    for path, content in site_files(settings).items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)

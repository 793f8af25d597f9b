"""A project of generated entries, and edits of it, for what must hold of every build after an edit."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from pathlib import Path

SITE = """title: {en: Deals, zh: 交易}
languages: [en]
twins: false
changes: false
exports: false
base_url: https://example.org/d/
"""
NAMES = [
    *(
        "Northwind Therapeutics",
        "Yunhe Pharma",
        "Harbour University",
        "Alder Hospital",
        "Kestrel Bio",
        "Linden Capital",
    ),
    *("Morrow Institute", "Osprey Diagnostics", "Quarry Medicines", "Tamarin Health", "苍梧制药", "临海大学"),
]
TYPES = ("license", "services", "research-collaboration", "strategic-cooperation", "investment")
AREAS = ("oncology", "vaccines", "neurology", "diagnostics")


def write_project(root: Path, entries: int, seed: int = 1) -> None:
    chance = random.Random(seed)
    (root / "content/articles").mkdir(parents=True)
    (root / "content/organizations").mkdir()
    (root / "site.yaml").write_text(SITE, encoding="utf-8")
    for number in range(entries):
        add_entry(root, number, chance)


def add_entry(root: Path, number: int, chance: random.Random) -> None:
    first, second = chance.sample(NAMES, 2)
    day = f"{chance.randint(2020, 2024)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    event = f"forum-{chance.randint(1, 4)}"
    quote = f"{first} and {second} signed agreement {number} at the forum."
    text = f"""---
title: "{first} and {second} agree ({number})"
lang: en
review: {chance.choice(["draft", "reviewed"])}
added: {day}
source: {{publisher: Daily {number % 7}, published: {day}, url: "https://example.org/{number}"}}
organizations:
  - {{name: {first}}}
  - {{name: {second}}}
events:
  - {{id: {event}, name: The {event.title()}, type: forum, start: 2024-0{event[-1]}-15, city: Beijing, country: CN,
     participants: [{{organization: {first}, how: signed}}], evidence: [{{quote: "{quote}"}}]}}
agreements:
  - id: agreement-{number}
    title: Agreement {number}
    type: {chance.choice(TYPES)}
    parties: [{{organization: {first}}}, {{organization: {second}}}]
    signed: {day}
    event: {event}
    areas: [{chance.choice(AREAS)}]
    values: [{{kind: total, amount: {chance.randint(1, 90)}000000, currency: USD, qualifier: exact}}]
    evidence: [{{quote: "{quote}", supports: [parties, signed]}}]
people:
  - {{name: Person {number % 9}, role: director, organization: {first}}}
---
{quote} This is the text of article {number}.
"""
    (root / f"content/articles/entry-{number}.md").write_text(text, encoding="utf-8")


def any_entry(root: Path, chance: random.Random) -> Path:
    return chance.choice(sorted((root / "content/articles").iterdir()))


def change_entry(pattern: str, make: Callable[[random.Random], str]) -> Callable[[Path, random.Random], None]:
    """An edit that puts something else in the place of the first match in an entry."""

    def edit(root: Path, chance: random.Random) -> None:
        file = any_entry(root, chance)
        text = re.sub(pattern, lambda _match: make(chance), file.read_text(encoding="utf-8"), count=1)
        file.write_text(text, encoding="utf-8")

    return edit


def edit_body(root: Path, chance: random.Random) -> None:
    file = any_entry(root, chance)
    file.write_text(file.read_text(encoding="utf-8") + f"\nMore was said: {chance.random()}.\n", encoding="utf-8")


def add(root: Path, chance: random.Random) -> None:
    add_entry(root, chance.randint(1000, 9999), chance)


def delete(root: Path, chance: random.Random) -> None:
    any_entry(root, chance).unlink()


def rename_file(root: Path, chance: random.Random) -> None:
    file = any_entry(root, chance)
    file.rename(file.with_name(f"renamed-{chance.randint(0, 10**6)}.md"))


def curate(root: Path, chance: random.Random) -> None:
    """Give an organization a file of its own: another main name, aliases, a place, a former address."""
    slug = f"own-{chance.randint(0, 3)}"
    name = chance.choice(NAMES[:10])
    taken = [one for one in (root / "content/organizations").iterdir() if f"name: {name}\n" in one.read_text("utf-8")]
    file = taken[0] if taken else root / f"content/organizations/{slug}.md"
    more = chance.choice(
        ["", "country: US\n", "city: Boston\ncountry: US\n", f"former: [old-{chance.randint(0, 99)}]\n"]
    )
    alias = f"names: [{{name: {name} {chance.randint(0, 99)}, lang: en, kind: short}}]\n"
    file.write_text(f"---\nname: {name}\n{alias}{more}---\nA profile, {chance.random()}.\n", encoding="utf-8")


def uncurate(root: Path, _chance: random.Random) -> None:
    for file in (root / "content/organizations").iterdir():
        file.unlink()


def edit_alias(root: Path, chance: random.Random) -> None:
    """Give an organization another alias, in its own file or a new one, and change nothing else."""
    for file in sorted((root / "content/organizations").glob("own-*.md"))[:1]:
        text = file.read_text(encoding="utf-8")
        file.write_text(re.sub(r"\d+, lang", f"{chance.randint(100, 199)}, lang", text), encoding="utf-8")
        return
    name = chance.choice(NAMES[:10])
    names = f"names: [{{name: {name} {chance.randint(100, 199)}, lang: en, kind: short}}]\n"
    (root / "content/organizations/own-0.md").write_text(f"---\nname: {name}\n{names}---\n", encoding="utf-8")


def edit_label(root: Path, chance: random.Random) -> None:
    """Call an area otherwise in the project's own words, and change nothing else."""
    label = f"label: {{en: Area {chance.randint(0, 99)}, zh: 领域}}"
    text = f"areas:\n  {chance.choice(AREAS)}:\n    {label}\n    definition: {{en: What it is., zh: 其意。}}\n"
    (root / "vocabulary.yaml").write_text(text, encoding="utf-8")


def edit_template(root: Path, chance: random.Random) -> None:
    """Put a template of the project's own in the place of the package's, or change or remove it."""
    own = root / "templates"
    own.mkdir(exist_ok=True)
    name = chance.choice(["macros/cite.html", "footer.html", "article.html", "macros/nodes.html"])
    target = own / name
    if target.exists() and chance.random() < 0.4:
        target.unlink()
        return
    target.parent.mkdir(exist_ok=True)
    package = Path(__file__).parents[1] / "templates" / name
    target.write_text(
        package.read_text(encoding="utf-8") + f"{{# {chance.random()} #}}<!-- {chance.random()} -->", encoding="utf-8"
    )


def edit_style(root: Path, chance: random.Random) -> None:
    (root / "static").mkdir(exist_ok=True)
    (root / "static/own.css").write_text(f"p {{ margin: {chance.randint(1, 99)}px }}", encoding="utf-8")


def edit_settings(root: Path, chance: random.Random) -> None:
    text = re.sub(
        "title: {en: [^,]*,", f"title: {{en: Deals {chance.randint(0, 9)},", (root / "site.yaml").read_text("utf-8")
    )
    (root / "site.yaml").write_text(text, encoding="utf-8")


EDITS: dict[str, Callable[[Path, random.Random], None]] = {
    "body": edit_body,
    "add": add,
    "delete": delete,
    "rename file": rename_file,
    "title of an article": change_entry('title: "[^"]*"', lambda chance: f'title: "Renamed {chance.random()}"'),
    "title of an agreement": change_entry(r"title: Agreement .*", lambda chance: f"title: Agreement {chance.random()}"),
    "type": change_entry(r"    type: .*", lambda chance: f"    type: {chance.choice(TYPES)}"),
    "area": change_entry(r"    areas: .*", lambda chance: f"    areas: [{chance.choice(AREAS)}]"),
    "day": change_entry(r"    signed: .*", lambda chance: f"    signed: 20{chance.randint(15, 24)}"),
    "sum": change_entry(r"amount: \d+", lambda chance: f"amount: {chance.randint(1, 900)}"),
    "place": change_entry(r"city: \w+", lambda chance: f"city: {chance.choice(['Beijing', 'Shanghai', 'Boston'])}"),
    "review": change_entry(r"review: \w+", lambda chance: f"review: {chance.choice(['draft', 'reviewed'])}"),
    "organization": curate,
    "alias": edit_alias,
    "no curated organization": uncurate,
    "label": edit_label,
    "template": edit_template,
    "style": edit_style,
    "settings": edit_settings,
}
"""Each kind of edit by its name."""

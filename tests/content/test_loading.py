import textwrap

import pytest

from dealdir.content import loading
from dealdir.content.problems import as_text, in_order

ENTRY = """\
    ---
    title: A license for NW101
    lang: en
    source: {title: Northwind licenses NW101, published: 2024-03-05}
    organizations:
      - {name: Northwind Therapeutics, aliases: [Northwind], type: company}
      - {name: 云禾医药, type: company}
    agreements:
      - id: northwind-yunhe-2024
        title: License for NW101
        type: license
        parties:
          - {organization: Northwind, role: licensor}
          - {organization: 雲禾醫藥有限公司, role: licensee}
        announced: 2024-03-05
        evidence:
          - quote: Northwind licenses NW101 to 云禾医药.
    ---
    Northwind licenses
    NW101 to 云禾医药.
    """

ORGANIZATION = """\
    ---
    name: Northwind Therapeutics
    names: [{name: Northwind, lang: en, kind: short, from: 2001, to: 2010}]
    country: GB
    ---
    A company.
    """


def project(root, **files):
    """Write files below `content/`; two underscores in a name stand for a slash and the ending is .md."""
    for name, text in files.items():
        path = root / "content" / (name.replace("__", "/").replace("_", "-") + ".md")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(textwrap.dedent(text), encoding="utf-8")
    return root


def found(root):
    return [
        (problem.file.rpartition("/")[2], problem.line, problem.code, problem.field)
        for problem in loading.load(root)[1]
    ]


def test_what_the_files_say_comes_as_records(tmp_path):
    project(tmp_path, articles__b=ENTRY, articles__a=ENTRY, organizations__northwind=ORGANIZATION)
    project(
        tmp_path,
        events__forum="---\nname: Forum\nseries: forum\n---\nNotes.\n",
        agreements__deal="---\nchanges: [{date: 2025, kind: terminated, summary: Ended.}]\n---\n",
    )
    content, problems = loading.load(tmp_path)
    assert problems == []
    assert [(entry.slug, entry.file) for entry in content.entries] == [
        ("a", "content/articles/a.md"),
        ("b", "content/articles/b.md"),
    ]
    assert content.entries[0].record.agreements[0].parties[1].organization == "雲禾醫藥有限公司"
    assert content.entries[0].body == "Northwind licenses\nNW101 to 云禾医药."
    assert str(content.organizations[0].record.names[0].from_) == "2001"
    assert dict(content.organizations[0].profiles) == {"en": "A company."}
    assert (content.events[0].slug, content.events[0].record.series, content.events[0].body) == (
        "forum",
        "forum",
        "Notes.",
    )
    assert content.agreements[0].record.changes[0].kind == "terminated"


def test_a_project_without_content_is_empty(tmp_path):
    assert loading.load(tmp_path) == (loading.Content(), [])


def test_five_faults_in_one_file_are_five_problems(tmp_path):
    project(
        tmp_path,
        articles__broken="""\
            ---
            lang: en
            source:
              published: 2023-13-40
            organizations:
              - {name: Northwind, type: company}
              - {name: Yunhe Pharma, type: company}
            lang: zh-Hans
            agreements:
              - id: northwind-yunhe
                title: A deal
                type: licence
                parties:
                  - {organization: Northwind, role: licensor}
                  - organization: Yunhe Farma
                    role: licensee
                evidence: [{quote: Northwind and Yunhe agree.}]
            ---
            Northwind and Yunhe agree.
            """,
        articles__whole=ENTRY,
    )
    content, problems = loading.load(tmp_path)
    assert [entry.slug for entry in content.entries] == ["whole"]
    assert [(p.line, p.column, p.width, p.code, p.field, p.value) for p in problems] == [
        (2, 1, 4, "missing-field", "title", ""),
        (4, 14, 10, "bad-date", "source.published", "2023-13-40"),
        (8, 1, 4, "duplicate-key", "lang", ""),
        (12, 11, 7, "unknown-word", "agreements[0].type", "licence"),
        (15, 23, 11, "unlisted-organization", "agreements[0].parties[1].organization", "Yunhe Farma"),
    ]
    assert {problem.file for problem in problems} == {"content/articles/broken.md"}
    assert {problem.severity for problem in problems} == {"error"}
    assert problems[1].excerpt == "  published: 2023-13-40"
    assert "no month 13" in problems[1].message
    assert problems[2].earlier.line == 2
    assert problems[3].hint.startswith("did you mean 'license'? allowed: license, option, acquisition")
    assert "'Yunhe Pharma'" in problems[4].hint


def test_a_problem_in_one_file_hides_none_in_another(tmp_path):
    project(
        tmp_path,
        articles__a="---\ntitle: 'open\n---\n",
        articles__b="---\ntitle: b\n---\n",
        organizations__c="no front matter",
        events__d="---\nname: D\nstart: 2023-02-30\n---\n",
    )
    (tmp_path / "content/agreements").mkdir()
    (tmp_path / "content/agreements/e.md").write_bytes(b"---\ntitle: \xff\n---\n")
    assert found(tmp_path) == [
        ("e.md", 2, "not-utf-8", ""),
        ("a.md", 2, "yaml-syntax", ""),
        ("b.md", 2, "missing-field", "lang"),
        ("b.md", 2, "missing-field", "source"),
        ("d.md", 3, "bad-date", "start"),
        ("c.md", 1, "no-front-matter", ""),
    ]


def test_a_list_is_not_called_empty_because_its_items_are_wrong(tmp_path):
    front = (
        "title: A\nlang: en\nsource: {}\nagreements: [{id: a, title: A, type: other, parties: [{}], evidence: [{}]}]"
    )
    project(tmp_path, articles__a=f"---\n{front}\n---\n")
    assert {problem.code for problem in loading.load(tmp_path)[1]} == {"missing-field"}


@pytest.mark.parametrize(
    ("line", "code", "field", "said"),
    [
        ("titel: A", "unknown-field", "titel", "did you mean 'title'?"),
        ("lang: fr", "unknown-word", "lang", "allowed: en, zh-Hans, zh-Hant"),
        ("lang:", "missing-field", "lang", "add `lang: …`"),
        ("lang: [en]", "unknown-word", "lang", "allowed: en"),
        ("title: {en: A, fr: B}", "unknown-word", "title.fr", "allowed: en, zh"),
        ("title: {}", "too-few", "title", "holds nothing"),
        ("title: [A]", "wrong-type", "title", "takes text"),
        ('title: " "', "bad-value", "title", "is blank"),
        ("source: A newspaper", "wrong-type", "source", "takes fields"),
        ("source: {digest: abc}", "bad-value", "source.digest", "sha256:"),
        ("source: {url: ftp://example.org}", "bad-value", "source.url", "https://"),
        ("former: old", "wrong-type", "former", "takes a list"),
        ("former: [Old Name]", "bad-value", "former[0]", "small letters"),
        (f"slug: {'a' * 121}", "bad-value", "slug", "longer than 120"),
        ("organizations: [Northwind]", "wrong-type", "organizations[0]", "takes fields"),
        ("organizations: [{type: company}]", "missing-field", "organizations[0].name", "add `name: …`"),
        (
            "organizations: [{name: A, kind: x}]",
            "unknown-field",
            "organizations[0].kind",
            "known here: name, aliases, type",
        ),
        (
            "organizations: [{name: A, aliases: [B, ]}, {name: [C]}]",
            "wrong-type",
            "organizations[1].name",
            "takes text",
        ),
        ("people: [{name: A, aliases: [null]}]", "null-value", "people[0].aliases[0]", "leave the value empty"),
        ("added: yesterday", "bad-date", "added", "XXXX-06-12 (no year)"),
        ("added: [2023]", "bad-date", "added", "a date is a text"),
        ("review: done", "unknown-word", "review", "allowed: draft, reviewed"),
        ("stray:", "unknown-field", "stray", "no field 'stray'"),
        ("people: [{name: Ada, Voss}]", "unknown-field", "people[0].Voss", "no field 'Voss'"),
    ],
)
def test_what_the_schema_refuses_is_said_in_words(tmp_path, line, code, field, said):
    fields = {"title": "title: A", "lang": "lang: en", "source": "source: {}"}
    fields[line.split(":")[0]] = line
    if line.startswith("titel"):
        del fields["title"]
    project(tmp_path, articles__a="---\n{}\n---\n".format("\n".join(fields.values())))
    problems = [problem for problem in loading.load(tmp_path)[1] if problem.field == field]
    assert [problem.code for problem in problems] == [code]
    assert said in f"{problems[0].message} {problems[0].hint}"
    assert problems[0].line == list(fields).index(line.split(":")[0]) + 2
    assert "pydantic" not in as_text(problems)


@pytest.mark.parametrize(
    ("value", "code", "field", "said"),
    [
        ("{kind: upfront, qualifier: exact, amount: 1, currency: USD}", None, "", ""),
        ("{kind: upfront, qualifier: exact, amount: 1000000.50, currency: USD}", None, "", ""),
        ("{kind: upfront, qualifier: undisclosed}", None, "", ""),
        ("{kind: upfront, qualifier: exact, amount: '1,000', currency: USD}", "bad-value", "amount", "is not a number"),
        ("{kind: upfront, qualifier: exact, amount: ten, currency: USD}", "bad-value", "amount", "is not a number"),
        ("{kind: upfront, qualifier: exact, amount: NaN, currency: USD}", "bad-value", "amount", "is not a number"),
        ("{kind: upfront, qualifier: exact, amount: -1, currency: USD}", "bad-value", "amount", "less than 0"),
        ("{kind: upfront, qualifier: exact, amount: 1, currency: dollars}", "bad-value", "currency", "ISO 4217"),
        ("{kind: upfront, qualifier: exact, currency: USD}", "missing-field", "amount", "undisclosed"),
        ("{kind: upfront, qualifier: exact, amount: 1}", "missing-field", "currency", "undisclosed"),
        (
            "{kind: upfront, qualifier: undisclosed, amount: 1, currency: USD}",
            "amount-of-undisclosed",
            "amount",
            "no amount",
        ),
        ("{kind: upfront, amount: 1, currency: USD}", "missing-field", "qualifier", "add"),
        ("{kind: gift, qualifier: undisclosed}", "unknown-word", "kind", "allowed: upfront"),
        ("{kind: total, qualifier: exact, amount: 1, currency: USD, per: year}", "bad-value", "per", "P2Y"),
    ],
)
def test_sums_are_whole_or_undisclosed(tmp_path, value, code, field, said):
    text = textwrap.dedent(ENTRY).replace("announced: 2024-03-05", f"values: [{value}]")
    project(tmp_path, articles__a=text)
    problems = loading.load(tmp_path)[1]
    expected = [(15, code, f"agreements[0].values[0].{field}")] if code else []
    assert [(problem.line, problem.code, problem.field) for problem in problems] == expected
    assert all(said in f"{problem.message} {problem.hint}" for problem in problems)


def test_values_left_out_empty_and_none_are_three_things(tmp_path):
    text = textwrap.dedent(ENTRY)
    project(
        tmp_path,
        articles__a=text,
        articles__b=text.replace("announced: 2024-03-05", "values: []"),
        articles__c=text.replace("announced: 2024-03-05", "values:"),
    )
    content, problems = loading.load(tmp_path)
    assert problems == []
    assert [entry.record.agreements[0].values for entry in content.entries] == [None, (), None]


def test_a_slug_of_its_own_names_an_entry(tmp_path):
    project(tmp_path, articles__a=textwrap.dedent(ENTRY).replace("lang: en", "lang: en\nslug: better"))
    assert loading.load(tmp_path)[0].entries[0].slug == "better"


def test_what_follows_from_a_fault_of_yaml_is_not_told_again(tmp_path):
    text = textwrap.dedent(ENTRY).replace("title: A license for NW101", "title: *name")
    project(tmp_path, articles__a=text)
    assert found(tmp_path) == [("a.md", 2, "alias", "title")]


def test_profiles_come_in_both_languages(tmp_path):
    project(tmp_path, organizations__northwind=ORGANIZATION)
    (tmp_path / "content/organizations/northwind.zh.md").write_text("\n一家公司。\n", encoding="utf-8")
    (organization,), problems = loading.load(tmp_path)[0].organizations, loading.load(tmp_path)[1]
    assert problems == []
    assert dict(organization.profiles) == {"en": "A company.", "zh": "一家公司。"}


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("northwind.zh.md", "---\nname: x\n---\n", "unexpected-front-matter"),
        ("northwind.en.md", "A text.", "duplicate-profile"),
        ("northwnd.zh.md", "一家公司。", "unknown-slug"),
        ("northwind.fr.md", "Une société.", "bad-file-name"),
    ],
)
def test_profiles_that_belong_nowhere_are_problems(tmp_path, name, text, code):
    project(tmp_path, organizations__northwind=ORGANIZATION)
    (tmp_path / "content/organizations" / name).write_text(text, encoding="utf-8")
    assert [(problem.file, problem.code) for problem in loading.load(tmp_path)[1]] == [
        (f"content/organizations/{name}", code)
    ]


def test_what_does_not_belong_into_content_is_told(tmp_path):
    folder = project(tmp_path, articles__a=ENTRY) / "content/articles"
    (folder / "Upper Case.md").write_text("x", encoding="utf-8")
    (folder / "notes.txt").write_text("x", encoding="utf-8")
    (folder / "sub").mkdir()
    (folder / ".gitkeep").write_text("", encoding="utf-8")
    (tmp_path / "content/organisations").mkdir()
    (tmp_path / "content/README.md").write_text("x", encoding="utf-8")
    problems = loading.load(tmp_path)[1]
    assert [(problem.file, problem.severity, problem.code) for problem in problems] == [
        ("content/articles/Upper Case.md", "error", "bad-file-name"),
        ("content/articles/notes.txt", "warning", "not-read"),
        ("content/articles/sub", "warning", "not-read"),
        ("content/organisations", "warning", "not-read"),
    ]
    assert "did you mean 'organizations'?" in problems[3].hint
    assert len(loading.load(tmp_path)[0].entries) == 1


def test_links_are_followed_within_the_project_only(tmp_path):
    root = project(tmp_path / "project", articles__a=ENTRY)
    secret = tmp_path / "secret.md"
    secret.write_text("---\ntitle: secret\n---\n", encoding="utf-8")
    (root / "content/articles/outside.md").symlink_to(secret)
    (root / "content/articles/inside.md").symlink_to(root / "content/articles/a.md")
    content, problems = loading.load(root)
    assert [entry.slug for entry in content.entries] == ["a", "inside"]
    assert [(problem.file, problem.code) for problem in problems] == [("content/articles/outside.md", "link-outside")]


def test_a_folder_that_leads_out_of_the_project_is_not_read(tmp_path):
    project(tmp_path / "elsewhere", articles__a=ENTRY)
    (tmp_path / "project/content").mkdir(parents=True)
    (tmp_path / "project/content/articles").symlink_to(tmp_path / "elsewhere/content/articles")
    content, problems = loading.load(tmp_path / "project")
    assert content == loading.Content()
    assert [(problem.file, problem.code) for problem in problems] == [("content/articles", "link-outside")]


def test_curated_records_name_records_and_entries_that_exist(tmp_path):
    project(
        tmp_path,
        articles__a=ENTRY,
        organizations__northwind=textwrap.dedent(ORGANIZATION).replace(
            "country: GB", "parent: nordwind\nsources: [{article: a}, {article: aa}]"
        ),
        organizations__nordwind="---\nname: 1\nsuccessor: northwnd\n---\n",
        agreements__x="---\nchanges: [{date: 2025, kind: amended, summary: S, source: {article: b}}]\n---\n",
        events__y="---\nname: Y\nstart: 2024\nend: 2023\n---\n",
    )
    assert found(tmp_path) == [
        ("x.md", 2, "unknown-slug", "changes[0].source.article"),
        ("y.md", 4, "dates-out-of-order", "end"),
        ("nordwind.md", 3, "unknown-slug", "successor"),
        ("northwind.md", 5, "unknown-slug", "sources[1].article"),
    ]
    assert "did you mean 'northwind'?" in loading.load(tmp_path)[1][2].hint


def test_other_rooms_report_at_a_field_of_a_file(tmp_path):
    project(tmp_path, articles__a=ENTRY)
    (entry,) = loading.load(tmp_path)[0].entries
    problem = loading.problem_at(
        entry,
        "agreements[0].parties[1].organization",
        code="ambiguous",
        message="two",
        severity="warning",
        value="v",
        hint="h",
    )
    assert (problem.file, problem.line, problem.column, problem.width) == ("content/articles/a.md", 14, 24, 8)
    assert problem.excerpt == "      - {organization: 雲禾醫藥有限公司, role: licensee}"
    assert (problem.severity, problem.code, problem.message, problem.value, problem.hint) == (
        *("warning", "ambiguous", "two", "v", "h"),
    )


def test_loading_twice_gives_the_same(tmp_path):
    project(
        tmp_path, articles__b=ENTRY, articles__a=ENTRY, articles__c="---\nx: 1\n---\n", organizations__n=ORGANIZATION
    )
    first, second = loading.load(tmp_path), loading.load(tmp_path)
    assert first == second
    assert first[1] == in_order(first[1])

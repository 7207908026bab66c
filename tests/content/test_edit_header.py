"""A header is changed on the lines of the keys that change, and nowhere else."""

from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from library.content.header.editing import edit_header
from library.content.header.schema import KEYS
from library.content.header.yaml_writer import Value, as_read
from library.errors import ContentError
from tests.content.headers import CONTENT, by_ruamel, is_on_lines_of, pages
from tests.waiting import PATIENCE

PATH = "stories/a.md"
DAY = date(2026, 11, 22)


def edited(header: str, **changes: Value | None) -> str:
    """Return a header after an edit."""
    data = edit_header(f"---\n{header}---\nText.\n".encode(), PATH, changes).decode()
    assert data.startswith("---\n")
    assert data.endswith("---\nText.\n")
    return data.removeprefix("---\n").removesuffix("---\nText.\n")


def refused(header: str, **changes: Value | None) -> list[str]:
    """Return why a header is not edited."""
    with pytest.raises(ContentError) as error:
        edited(header, **changes)
    return [str(mistake).removeprefix(f"{PATH}:") for mistake in error.value.mistakes]


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("The red chair", "title: The red chair"),
        ("Two: with a colon", 'title: "Two: with a colon"'),
        ("# no comment", 'title: "# no comment"'),
        ("- no list", 'title: "- no list"'),
        ("“Quoted”, she said", 'title: "“Quoted”, she said"'),
        ('A "chair"', 'title: "A \\"chair\\""'),
        ("No", 'title: "No"'),
        ("2026-11-22", 'title: "2026-11-22"'),
        ("12", 'title: "12"'),
        ("12 chairs", "title: 12 chairs"),
        ("00:01:12", 'title: "00:01:12"'),
        ("", 'title: ""'),
        ("Ystafell â ŵy", "title: Ystafell â ŵy"),
        ("e\u0301te\u0301 and a so\u00adft hyphen", "title: été and a soft hyphen"),
        (2026, "title: 2026"),
        (DAY, "title: 2026-11-22"),
        ([], "title: []"),
        (["a", "b, c", "d"], 'title: [a, "b, c", d]'),
        ({"at": "00:00:46", "uses": ["print"]}, 'title: {at: "00:00:46", uses: [print]}'),
    ],
)
def test_a_value_is_written_as_an_author_would(value: Value, line: str) -> None:
    assert edited("title: A\nkind: story\n", title=value) == f"{line}\nkind: story\n"


def test_a_long_list_has_one_line_for_each_item_and_a_long_group_one_for_each_key() -> None:
    notes: list[Value] = [{"note": "bereavement", "where": [f"p{number}"]} for number in range(1, 5)]
    items = "".join(f"  - {{note: bereavement, where: [p{number}]}}\n" for number in range(1, 5))
    assert edited("title: A\n", content_notes=notes) == f"title: A\ncontent_notes:\n{items}"
    alt = "Two people at a table, one of whom is about to say something that matters to her"
    media: Value = {"file": "a.mp4", "poster": "a.png", "alt": alt}
    lines = f"  file: a.mp4\n  poster: a.png\n  alt: {alt}\n".replace(f"alt: {alt}", f'alt: "{alt}"', 0)
    assert edited("title: A\n", media=media) == f"title: A\nmedia:\n{lines}"


def test_a_key_that_already_says_it_keeps_its_quotes_and_spaces() -> None:
    header = "title:   'A'   # note\nthemes: [ 'a',b ]\nyear: 2026\nsummary: >\n  Two\n  lines\n\n"
    assert edited(header, title="A", themes=["a", "b"], year=2026, summary="Two lines\n") == header


def test_new_keys_come_where_the_schema_has_them() -> None:
    header = "# mine\nkind: story\nother: x\n# of roles\nroles: [a]\nstatus: draft\n"
    after = edited(header, summary="S", title="T", themes=["t"], sectors=["s"], pointers=[], year=2020)
    assert after == (
        "# mine\ntitle: T\nkind: story\nsummary: S\nthemes: [t]\nother: x\n# of roles\nroles: [a]\nsectors: [s]\n"
        "year: 2020\nstatus: draft\npointers: []\n"
    )


def test_a_key_that_is_no_word_keeps_its_quotes() -> None:
    assert edited("\"a: b\": 1\n'no': 2\n", **{"a: b": 3, "no": 4, "12": 5}) == '"a: b": 3\n"no": 4\n"12": 5\n'


def test_a_header_without_keys_gets_some() -> None:
    assert edited("", kind="story", title="A") == "title: A\nkind: story\n"
    assert edited("# only a comment\n", title="A") == "# only a comment\ntitle: A\n"


def test_a_key_that_the_schema_does_not_know_comes_last() -> None:
    assert edited("title: A\nmine: 1\n", yours="b") == "title: A\nmine: 1\nyours: b\n"


def test_a_removed_key_takes_all_its_lines_and_leaves_its_comments() -> None:
    header = (
        "title: A\nconsent: # asked in May\n  audience: public\n  # by phone\n  uses: [print]\n\n# of kind\nkind: b\n"
    )
    assert edited(header, consent=None) == "title: A\n# asked in May\n# by phone\n\n# of kind\nkind: b\n"
    assert edited(header, title=None, missing=None) == header.removeprefix("title: A\n")


def test_a_comment_at_the_end_of_a_line_stays_there() -> None:
    header = 'title: A  # working title\nthemes: [a, # first\n  "b # c"]\t# last\nkind:  # which?\n'
    after = edited(header, title="B", themes=["d"], kind="story")
    assert after == "title: B  # working title\n# first\nthemes: [d]  # last\nkind: story # which?\n"


def test_a_comment_within_a_block_of_lines_is_text() -> None:
    header = "summary: |  # two lines\n  One # one\n  # two\n\nkind: story\n"
    assert edited(header, summary="One") == "# two lines\nsummary: One\n\nkind: story\n"


def test_in_a_group_only_the_keys_that_differ_change() -> None:
    header = (
        "consent:  # hers\n  audience: 'public'  # for now\n\n  # ask again\n  uses:\n    - workshop\n"
        "  given: 2026-01-10\n"
    )
    consent: Value = {"audience": "network", "uses": ["workshop"], "shown_as": "pseudonym", "given": DAY}
    assert edited(header, consent=consent) == (
        "consent:  # hers\n  audience: network  # for now\n\n  # ask again\n  uses:\n    - workshop\n"
        "  shown_as: pseudonym\n  given: 2026-11-22\n"
    )
    assert edited(header, consent={"uses": ["workshop"]}) == (
        "consent:  # hers\n  # for now\n\n  # ask again\n  uses:\n    - workshop\n"
    )


def test_in_a_list_only_the_items_that_differ_change() -> None:
    header = "themes: # five at most\n- a  # first\n# of b\n- 'b'\n-\n  c\n\nkind: story\n"
    assert (
        edited(header, themes=["b", "c"]) == "themes: # five at most\n# first\n# of b\n- 'b'\n-\n  c\n\nkind: story\n"
    )
    assert edited(header, themes=["x", "a", "b", "y", "c", "z"]) == (
        "themes: # five at most\n- x\n- a  # first\n# of b\n- 'b'\n- y\n-\n  c\n- z\n\nkind: story\n"
    )
    assert edited(header, themes=["a"]) == "themes: # five at most\n- a  # first\n# of b\n\nkind: story\n"
    assert edited(header, themes=[]) == "# five at most\n# first\n# of b\nthemes: []\n\nkind: story\n"


def test_a_suggestion_that_is_accepted_loses_its_mark() -> None:
    header = (
        '# The title, from the first line.\n# title: "A chair"\n\n# kind: story\n'
        "# consent:\n#   uses: []\n\n#summary:\n"
    )
    after = edited(header, title="A chair", kind="example", consent={"uses": []}, summary="S")
    assert after == (
        '# The title, from the first line.\ntitle: "A chair"\n\n# kind: story\nkind: example\n'
        "# consent:\n#   uses: []\nconsent: {uses: []}\n\n#summary:\nsummary: S\n"
    )
    assert edited("# title: a: b\n", title="a") == "# title: a: b\ntitle: a\n"


@pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("last", ["", "\n"])
def test_line_ends_the_mark_and_the_last_line_stay_as_the_program_saved_them(ending: str, mark: str, last: str) -> None:
    text = f"{mark}---\ntitle: A\nkind: story\n---\nOne.\n\nTwo.{last}"
    after = edit_header(text.replace("\n", ending).encode(), PATH, {"kind": "example", "year": 2020}).decode()
    wanted = text.replace("kind: story\n", "kind: example\nyear: 2020\n")
    assert after == wanted.replace("\n", ending)


def test_what_a_word_processor_wrote_is_changed_on_its_line_only() -> None:
    data = "---\ntitle: “A, b”  # why\nthemes: [“c”,\u00a0d]\nsummary: Cafe\u0301\n---\nText\n".encode()
    after = edit_header(data, PATH, {"title": "B"}).decode()
    assert after == "---\ntitle: B  # why\nthemes: [“c”,\u00a0d]\nsummary: Cafe\u0301\n---\nText\n"


def test_mistakes_in_the_text_are_no_obstacle() -> None:
    data = b"---\ntitle: A\n---\nOne. %% never ends\n\nCaf\xe9.\n"
    assert edit_header(data, PATH, {"title": "B"}) == data.replace(b"A", b"B", 1)


ALIAS = "is a YAML alias. Put quotation marks around the whole value, or write the value out in full."


@pytest.mark.parametrize(
    ("header", "mistakes"),
    [
        ("title: A\nkind: *a\n", [f"3: *a {ALIAS}"]),
        ("title: &a A\n", [f"2: &{ALIAS.replace('is a YAML alias', 'a is a YAML anchor')}"]),
        ("title: A\ntitle: B\n", ["3: “title” appears twice (lines 2 and 3). Delete one."]),
        (
            "title: A: B\n",
            ['2: This line has two colons. Put quotation marks around the text after the first one: "..."'],
        ),
        ("consent: {uses: [a, &x b]}\ntitle: A\n", [f"2: &{ALIAS.replace('is a YAML alias', 'x is a YAML anchor')}"]),
        ("<<: {a: b}\n", ["2: Write the keys out in full. << (a YAML merge key) cannot be used here."]),
        (
            "{title: A}\n",
            ["2: Start this key on a line of its own. The library can change only keys that have one."],
        ),
        (
            "? title\n: A\n",
            ["2: Start this key on a line of its own. The library can change only keys that have one."],
        ),
        (
            "title: A\nsummary: |+\n  Words\n\nkind: b\n",
            ["3: Change this line as text. The library cannot change it without changing something else."],
        ),
    ],
)
def test_a_header_that_cannot_be_changed_safely_is_refused_with_its_line(header: str, mistakes: list[str]) -> None:
    assert refused(header, title="New", themes=["a"]) == mistakes


def test_a_file_without_a_header_is_refused() -> None:
    with pytest.raises(ContentError, match="The file must start with a header"):
        edit_header(b"Text.\n", PATH, {"title": "A"})


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)
VALUES = st.recursive(
    st.one_of(
        TEXTS, st.sampled_from(["no", "1:12", "0o7", "1e3", "~", "a # b", "“a, b”", "p1"]), st.integers(), st.dates()
    ),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(st.sampled_from((*KEYS, "note", "where")), inner, max_size=4)
    ),
    max_leaves=8,
)
OWN = sorted(pages(CONTENT / "stories", CONTENT / "resources", CONTENT / "collections", CONTENT / "themes"))


@settings(max_examples=100)
@given(st.sampled_from(OWN), st.dictionaries(st.sampled_from(KEYS), st.one_of(st.none(), VALUES), max_size=4))
def test_another_reader_of_yaml_reads_what_was_written(data: bytes, changes: dict[str, Value | None]) -> None:
    before = by_ruamel(data)
    assert before is not None
    after = edit_header(data, PATH, changes)
    expected = {key: value for key, value in before.items() if key not in changes}
    expected |= {key: as_read(value) for key, value in changes.items() if value is not None}
    assert by_ruamel(after) == expected
    assert edit_header(after, PATH, changes) == after


@pytest.mark.parametrize("data", OWN)
def test_every_header_of_the_library_can_be_changed_and_changed_back(data: bytes) -> None:
    before = by_ruamel(data)
    assert before is not None
    for key, value in before.items():
        if not isinstance(value, str):
            continue
        after = edit_header(data, PATH, {key: "Something: else"})
        assert is_on_lines_of(key, before, data, after)
        assert by_ruamel(after) == {**before, key: "Something: else"}
        assert by_ruamel(edit_header(after, PATH, {key: value})) == before


REPEATED = r"""
from library.content.header.editing import edit_header
old, new = ["a", "b"] * 2_400, ["b", "b", "a"] * 1_600
data = ("---\nshows:\n" + "".join(f"- {each}\n" for each in old) + "---\n").encode()
edited = edit_header(data, "stories/a.md", {"shows": new}).decode()
assert [line[2:] for line in edited.splitlines() if line.startswith("- ")] == new
"""


def test_a_long_list_that_repeats_itself_is_changed_in_bounded_time() -> None:
    # A fraction of a second; with difflib, whose time is the cube, five minutes.
    subprocess.run([sys.executable, "-c", REPEATED], check=True, timeout=PATIENCE)

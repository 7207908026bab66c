"""The structure of passages: nothing of a list or a table is lost, and no word is added."""

from pathlib import Path

import pytest

from library.content.body.blocks import blocks_of
from library.content.body.markdown import Body, render
from library.model.block import Block, ListItem, Table

OURS = sorted((Path(__file__).parents[2] / "content").glob("*/*.md"))


def blocks(text: str) -> dict[str, Block]:
    return blocks_of(render(text, "en").html)


def test_a_table_keeps_its_heads_and_rows() -> None:
    found = blocks("Before.\n\n| When | Note |\n|---|---|\n| Sat | All *care* given |\n| Sun | |\n")
    assert found == {"p2": Block(table=Table((("Sat", "All care given"), ("Sun", "")), ("When", "Note")))}


def test_a_table_with_a_caption_and_short_rows_is_filled_up() -> None:
    html = "<table><caption>Care</caption><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>"
    assert blocks(html)["p1"] == Block(table=Table((("a", "b"), ("c", "")), (), "Care"))


def test_a_numbered_list_keeps_its_first_number() -> None:
    items = blocks("3. one\n4. two\n")["p1"].items
    assert [item.line for item in items] == ["3. one", "4. two"]


def test_a_list_within_an_item_is_one_level_deeper_and_the_outer_list_goes_on() -> None:
    items = blocks("1. one\n\n    - inner\n    - second\n\n2. two\n")["p1"].items
    assert items == (ListItem("one", 1), ListItem("inner", level=1), ListItem("second", level=1), ListItem("two", 2))


def test_words_after_a_list_within_an_item_have_no_mark() -> None:
    items = blocks("<ul><li>one<ul><li>inner</li></ul>and more</li></ul>")["p1"].items
    assert [item.line for item in items] == ["- one", "  - inner", "and more"]


def test_paragraphs_of_one_item_stay_apart() -> None:
    assert blocks("- one\n\n    two\n")["p1"].items == (ListItem("one two"),)


def test_terms_and_definitions_have_no_marks() -> None:
    assert [item.line for item in blocks("Term\n:   What it means\n")["p1"].items] == ["Term", "  What it means"]


def test_every_passage_of_a_quotation_is_quoted() -> None:
    found = blocks("Before.\n\n> one\n>\n> - two\n\nAfter.\n")
    assert found == {"p2": Block(is_quoted=True), "p3": Block((ListItem("two"),), is_quoted=True)}


def test_marks_of_footnotes_are_not_words() -> None:
    found = blocks("- one[^1]\n\n[^1]: The *note*.\n")
    assert [each.lines for each in found.values()] == [("- one",)]


def test_a_plain_body_has_no_structure() -> None:
    assert blocks("One.\n\nTwo<br>and three.\n") == {}


def _words(block: Block) -> str:
    table = block.table
    if table is None:
        return "".join(item.text for item in block.items)
    return "".join((table.caption, *table.heads, *(cell for row in table.rows for cell in row)))


def _packed(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)
def test_the_words_of_a_structure_are_those_of_its_passage(path: Path) -> None:
    body: Body = render(path.read_text(encoding="utf-8").split("---\n", 2)[2], "en")
    found = blocks_of(body.html)
    for passage in body.passages:
        block = found.get(passage.anchor)
        if block and block.lines:
            assert _packed(_words(block)) == _packed(passage.text)


def test_our_own_documents_have_tables_and_lists_to_lose() -> None:
    text = (Path(__file__).parents[2] / "content/stories/good-appetite.md").read_text(encoding="utf-8")
    table = blocks(text.split("---\n", 2)[2])["p3"].table
    assert table is not None
    assert (table.heads, len(table.rows)) == (("When", "Note"), 5)

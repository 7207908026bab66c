"""The measurements of relevance measure what they say: words arrive whole, rules are strict, sums are right."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from bench.celtic import Forms, read_forms, search_pairs
from bench.collection import NOTHING, Collection, Judged, escaped, markdown_of, parts_of, read_collection, write_content
from bench.judged import JUDGED, Query, check_judged, is_answered, passages_shown, read_judged
from bench.missing import Missing
from bench.naive import gaelic_radicals, naive_pairs, welsh_radicals
from bench.practitioners import Search, has_good_first, is_good, read_searches
from bench.relevance import EVERY_WORD, ask_bm25s, check_words, evaluate
from bench.scores import Score
from bench.workspace import OWN_CONTENT
from library.actions.find import SearchRequest, find
from library.actions.library import london_today
from library.actions.publish import publish
from library.actions.search_results import Result
from library.content.body.markdown import render
from library.model.viewer import ANYBODY
from tests.making import Day, Making, library_at

TABLE = "radical\tsoft\tnasal\taspirate\nc\tg\tngh\tch\nb\tf\tm\t\nm\tf\t\t\ng\t-\tng\t\n"

HOSTILE = [
    "# no heading",
    "12. no list",
    "- no item with *stars*, `code`, [a link](x), [^1] and <b>tags</b> & &amp; ~~~",
    "!!! note no admonition",
    ": no definition",
    "> a quote | a table | _under_ \\* ^ 5<6 http://example.org",
    "    no code",
    "1 . + = -- ===",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_changes_no_character_of_a_document(text: str) -> None:
    passages = render(escaped(text.strip()), "en").passages
    assert [passage.text for passage in passages] == [text.strip()]


@pytest.mark.parametrize(
    ("title", "text", "parts"),
    [
        ("A title", "One. Two! Three", ("A title", "One.", "Two! Three")),
        ("A title", "One", ("A title", "One", NOTHING)),
        ("A title", "", ("A title", NOTHING, NOTHING)),
        ("", "a b c d e f g h i j. k", ("a b c d e f g h", "i j.", "k")),
        ("", "", (NOTHING, NOTHING, NOTHING)),
    ],
)
def test_every_word_of_a_document_stands_once(title: str, text: str, parts: tuple[str, ...]) -> None:
    assert parts_of(Judged("1", title, text)) == parts


def test_a_collection_is_read_without_its_unjudged_queries_and_published_whole(tmp_path: Path) -> None:
    collection = read_collection(_folder(tmp_path / "tiny"))
    assert collection.queries == {"q1": "blue cup"}
    assert collection.grades == {"q1": {"2": 1, "1": 0}}
    write_content(collection, tmp_path / "content")
    library = library_at(tmp_path)
    assert publish(library).documents == 3
    check_words(library, collection)


def test_a_document_whose_words_change_on_the_way_is_noticed(tmp_path: Path) -> None:
    collection = read_collection(_folder(tmp_path / "tiny"))
    write_content(collection, tmp_path / "content")
    other = Judged("2", "A blue cup", "with a saucer")
    (tmp_path / "content" / "resources" / "d-2.md").write_text(markdown_of(other), "utf-8")
    library = library_at(tmp_path)
    publish(library)
    with pytest.raises(Missing, match="Document 2 of tiny"):
        check_words(library, collection)


def test_bm25s_finds_by_stem_and_a_query_without_results_counts_nothing(tmp_path: Path) -> None:
    collection = read_collection(_folder(tmp_path / "tiny"))
    assert ask_bm25s(collection, EVERY_WORD)["q1"][0] == "2"
    two = Collection("two", collection.documents, {}, {"q1": {"2": 1}, "q2": {"1": 1}})
    assert evaluate(two, {"q1": ["1", "2"]}) == pytest.approx((0.3155, 0.5, 0.25), abs=1e-4)


def test_a_folder_without_a_collection_is_missing(tmp_path: Path) -> None:
    with pytest.raises(Missing, match="no collection"):
        read_collection(tmp_path)


def test_a_judged_passage_has_to_be_among_the_first_three_shown() -> None:
    results = [_result("one", "p1", "p2"), _result("two"), _result("three", "p3")]
    shown = [str(each) for each in passages_shown(results)]
    assert shown == ["one#p1", "one#p2", "two#summary", "three#p3"]
    assert is_answered(_query("one", "p2"), results)
    assert is_answered(_query("two", "summary"), results)
    assert not is_answered(_query("three", "p3"), results)
    assert not is_answered(_query("two", "p1"), results)
    assert not is_answered(_query("one", "p3"), results)


def test_a_place_that_came_to_the_shelves_later_may_answer_as_well() -> None:
    wanted = Query("asked", "one", ("p1",), "words", also=("two#p7", "three#t=4"))
    assert is_answered(wanted, [_result("two", "p7")])
    assert is_answered(wanted, [_result("three", "t=4")])
    assert not is_answered(wanted, [_result("two", "p1")])
    assert not is_answered(wanted, [_result("one", "p7")])


def test_a_summary_answers_where_it_is_marked_or_all_that_is_shown() -> None:
    wanted = _query("one", "summary")
    assert not is_answered(wanted, [_result("one", "p1")])
    assert is_answered(wanted, [_result("one", "p1", marked=True)])


def test_the_judged_queries_name_passages_that_everybody_can_read(tmp_path: Path) -> None:
    library = library_at(tmp_path, Day(london_today()), LIBRARY_CONTENT=str(OWN_CONTENT))
    publish(library)
    queries = read_judged(JUDGED)
    assert len(queries) == 160
    check_judged(library, queries)
    with pytest.raises(Missing, match="p999"):
        check_judged(library, [_query(queries[0].document, "p999")])
    with pytest.raises(Missing, match="cannot see"):
        check_judged(library, [_query("no-such-document", "p1")])


def test_a_judgement_with_a_slip_is_not_measured(tmp_path: Path) -> None:
    file = tmp_path / "judged.toml"
    file.write_text('[[query]]\ntext = "a"\ndocument = "b"\npassage = ["p1"]\nsort = "words"\n', "utf-8")
    with pytest.raises(Missing, match=r"judged\.toml"):
        read_judged(file)


def test_recall_is_a_mean_over_lemmas_and_wrong_joins_are_counted_both_ways() -> None:
    forms = read_forms("form\tlemma\nGath\tcath\ncath\tcath\nfod\tbod\nbod\tbod\nmae\tbod\nci\tci\n")
    found = {
        "gath": {"gath", "cath", "ci"},
        "cath": {"cath"},
        "fod": {"bod", "mae"},
        "bod": {"fod"},
        "mae": set[str](),
        "ci": {"gath"},
    }
    assert forms.recall(found) == pytest.approx((1 / 2 + 3 / 6) / 2)
    assert forms.wrong(found) == {("gath", "ci"), ("ci", "gath")}
    assert forms.half() == forms.half().half()


def test_a_form_with_two_lemmas_joins_neither_wrongly() -> None:
    forms = Forms({"fi": frozenset({"mi", "bi"}), "mi": frozenset({"mi"}), "bi": frozenset({"bi"})})
    assert forms.wrong({"fi": {"mi", "bi"}, "mi": {"fi"}, "bi": {"fi", "mi"}}) == {("bi", "mi")}


def test_the_index_is_asked_for_every_form_through_the_query_language() -> None:
    pairs = search_pairs(("gŵr", "gwr", "[?]", "ci"), "cy")
    assert {form: {"ci"} & found for form, found in pairs.items()} == {
        "gŵr": set(),
        "gwr": set(),
        "[?]": set(),
        "ci": {"ci"},
    }
    assert pairs["[?]"] == set()
    assert "gŵr" in pairs["gŵr"]


def test_the_naive_method_undoes_mutations_as_the_table_says() -> None:
    radicals = welsh_radicals(TABLE)
    assert radicals("gath") == {"cath", "ggath"}
    assert radicals("nghath") == {"cath", "gnghath"}
    assert radicals("fam") == {"bam", "mam", "gfam"}
    assert radicals("ffa") == {"gffa"}
    assert "iaith" in radicals("hiaith")
    assert gaelic_radicals("mhàthair") == {"màthair", "mhàthair"}
    assert gaelic_radicals("t-ainm") == {"ainm", "t-ainm"}


def test_naive_forms_meet_where_they_share_a_key() -> None:
    found = naive_pairs(("cath", "gath", "plant"), "cy", welsh_radicals(TABLE))
    assert found["gath"] == {"cath", "gath"}
    assert found["plant"] == {"plant"}


def test_a_score_has_to_reach_its_limit() -> None:
    assert Score("a", (0.98,), (0.98,)).verdict == "kept"
    assert Score("a", (0.9799,), (0.98,)).verdict == "MISSED"
    assert Score("a", (1.0,), (1.0,), more=True).verdict == "MISSED"
    assert Score("a", ()).verdict == "not measured"
    row = Score("a", (54, 3), (54, 4), "of 60", ("x", "y"), decimals=0).row()
    assert row == ("a", "at least 54 / at least 4", "x 54 / y 3 of 60", "MISSED")


def _folder(folder: Path) -> Path:
    folder.mkdir()
    documents = [
        '{"id": "1", "title": "", "text": "Spoons: *all* sorts. And\\u0007 forks."}',
        '{"id": "2", "title": "A \\"blue\\" cup", "text": ""}',
        '{"id": "3", "title": "Tables", "text": "1. With four legs."}',
    ]
    (folder / "docs.jsonl").write_text("\n".join(documents), "utf-8")
    queries = ['{"id": "q1", "text": "blue cup"}', '{"id": "q2", "text": "nobody judged"}']
    (folder / "queries.jsonl").write_text("\n".join(queries), "utf-8")
    (folder / "qrels.tsv").write_text("query\tdocument\tgrade\nq1\t2\t1\nq1\t1\t0\n", "utf-8")
    return folder


def _query(document: str, *passages: str) -> Query:
    return Query("words", document, passages, "words")


def _result(slug: str, *anchors: str, marked: bool = False) -> Result:
    """Return as much of a result as a reader's eye follows."""
    snippets: Iterable[SimpleNamespace] = (SimpleNamespace(url=f"/stories/{slug}#{anchor}") for anchor in anchors)
    marks = ((0, 1),) if marked else ()
    return cast(
        "Result", SimpleNamespace(card=SimpleNamespace(slug=slug), snippets=tuple(snippets), summary_marks=marks)
    )


def test_a_named_page_hides_no_wrong_first_document(tmp_path: Path) -> None:
    making = Making(tmp_path)
    making.write("right", "A ward.\n", title="A walk", themes="[listening]")
    making.write("wrong", "Listening, listening, listening.\n", title="Listening and being heard", themes="[listening]")
    making.publish()
    page = find(making.library, ANYBODY, SearchRequest("listening and being heard"))
    wanted = Search("listening", "", ("right",), "field")
    assert page.named
    assert (is_good(wanted, page), has_good_first(wanted, page)) == (True, False)
    assert has_good_first(Search("listening", "", ("wrong",), "field"), page)


def test_the_searches_of_practitioners_name_documents_that_everybody_can_read(tmp_path: Path) -> None:
    library = library_at(tmp_path, Day(london_today()), LIBRARY_CONTENT=str(OWN_CONTENT))
    publish(library)
    view = library.view(ANYBODY)
    searches = read_searches()
    assert len(searches) == 60
    assert [slug for each in searches for slug in (*each.answer, *each.nearest) if not view.card_at(slug)] == []
    assert [each.text for each in searches if bool(each.answer) == bool(each.nearest)] == []
    library.close()

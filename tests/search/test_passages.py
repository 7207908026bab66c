"""Which passages are shown, and which words in them are marked."""

from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from library.model.passage import Part, Passage
from library.search.index import Slot, WordMatch
from library.search.passages import SHOWN, Excerpt, best_passages, marks_in, nearness
from library.search.words import words


def passage(text: str, heading: str = "", anchor: str = "p1") -> Passage:
    return Passage(Part.BODY, anchor, text, "en", heading)


def best_of(passages: Sequence[Passage], *arguments: Any) -> tuple[Excerpt, ...]:
    return best_passages(dict(enumerate(passages, start=int(Slot.FIRST_PASSAGE))), *arguments)


def find(slot: int, word: int, group: int = 0, weight: float = 1.0, opening: int | None = None) -> WordMatch:
    first = slot if opening is None else opening
    return WordMatch(Slot.FIRST_PASSAGE + slot, word, Slot.FIRST_PASSAGE + first, group, 0, weight)


def marked(excerpt: Excerpt) -> list[str]:
    return [excerpt.text[start:end] for start, end in excerpt.marks]


def test_a_short_passage_is_shown_whole() -> None:
    text = "She put the kettle on. Then she waited."
    assert best_of([passage(text)], [find(0, 3)], 2) == (Excerpt(passage(text), text, ((12, 18),), 12),)


def test_passages_with_more_different_words_come_first_then_telling_ones_then_earlier_ones() -> None:
    passages = [passage(f"key key door {at}", anchor=f"p{at}") for at in range(4)]
    found = [find(0, 0), find(0, 1), find(1, 0), find(1, 2, 1), find(2, 2, 1, 5.0), find(3, 0)]
    assert [each.passage.anchor for each in best_of(passages, found, 9)] == ["p2", "p1", "p0", "p3"]
    assert [each.passage.anchor for each in best_of(passages, found, 2)] == ["p2", "p1"]


def test_a_passage_with_words_near_one_another_comes_before_one_with_the_same_words_apart() -> None:
    passages = [passage("spare things and no key", anchor="p0"), passage("a spare key", anchor="p1")]
    found = [find(0, 0), find(0, 4, 1), find(1, 1), find(1, 2, 1)]
    assert [each.passage.anchor for each in best_of(passages, found, 2)] == ["p1", "p0"]
    assert nearness(found[:2]) == nearness([find(0, 1, 1), find(0, 2)]) == 0
    assert nearness(found[2:]) == nearness([*found[2:], *found[2:]]) == 0.5
    assert nearness([find(1, 1, weight=4.0), find(1, 3, 1, weight=2.0)]) == 0.5


def test_a_phrase_that_runs_on_is_shown_where_it_begins() -> None:
    passages = [passage("That was the spare", anchor="p0"), passage("key to the back door", anchor="p1")]
    found = [find(0, 3), *(find(1, word, opening=0) for word in range(3))]
    (shown,) = best_of(passages, found, 2)
    assert (shown.passage.anchor, marked(shown)) == ("p0", ["spare"])


def test_passages_that_are_not_to_be_shown_are_not() -> None:
    passages = [passage("key key", anchor="p0"), passage("key", anchor="p1")]
    found = [find(0, 0), find(0, 1), find(1, 0)]
    assert [each.passage.anchor for each in best_of(passages, found, 2, {Slot.FIRST_PASSAGE})] == ["p1"]


def test_only_passages_are_shown_not_titles_summaries_or_labels() -> None:
    found = [WordMatch(slot, 0, slot, 0, 0, 1.0) for slot in (Slot.TITLE, Slot.SUMMARY, Slot.FIRST_LABEL)]
    assert best_of([passage("key")], found, 2) == ()


def test_words_of_a_heading_count_but_are_not_marked_in_the_text() -> None:
    with_heading = passage("The key hung there.", heading="A spare key")
    excerpts = best_of([with_heading], [find(0, 2), find(0, 4)], 2)
    assert [marked(excerpt) for excerpt in excerpts] == [["key"]]
    assert best_of([with_heading], [find(0, 2)], 2) == ()


def test_a_long_passage_is_cut_to_whole_sentences_around_its_words() -> None:
    before, after = "Nothing here at all today. " * 20, "And nothing more came of it. " * 20
    text = f"{before}Then the kettle sang. {after}".strip()
    (excerpt,) = best_of([passage(text)], [find(0, words(text).index("kettle"))], 1)
    assert marked(excerpt) == ["kettle"]
    assert len(excerpt.text) <= SHOWN + 2
    assert excerpt.text.strip("…").endswith(".")
    assert "Then the kettle sang." in excerpt.text
    assert excerpt.text.lstrip("…").startswith(("Nothing", "Then"))


def test_a_sentence_without_end_is_cut_between_words() -> None:
    text = "so " * 300 + "kettle " + "on " * 300
    (excerpt,) = best_of([passage(text.strip())], [find(0, 300)], 1)
    assert marked(excerpt) == ["kettle"]
    assert excerpt.text.startswith("…so ")
    assert excerpt.text.endswith("on…")
    assert len(excerpt.text) <= SHOWN + 2


def test_a_word_without_end_is_shown_whole_if_it_matched() -> None:
    (excerpt,) = best_of([passage("k" * 2_000)], [find(0, 0)], 1)
    assert len(marked(excerpt)[0]) == 2_000


def test_titles_are_marked_word_by_word() -> None:
    found = [WordMatch(Slot.TITLE, 2, Slot.TITLE, 0, 0, 1.0), WordMatch(Slot.SUMMARY, 0, Slot.SUMMARY, 0, 0, 1.0)]
    assert marks_in("The spare key", "en", Slot.TITLE, found) == ((10, 13),)
    assert marks_in("The spare key", "en", Slot.TITLE, []) == ()


SOME_TEXT = st.lists(
    st.one_of(
        st.sampled_from(["tea", "naïve", "e\u0301tude", "👩‍👩‍👧 key", "שלום", "end. ", "“quoted.” "]),
        st.text(max_size=12),
    ),
    min_size=1,
    max_size=80,
).map(" ".join)


@given(text=SOME_TEXT, heading=st.sampled_from(["", "A heading"]), data=st.data())
def test_marks_are_words_of_the_text_in_order_and_no_others(text: str, heading: str, data: st.DataObject) -> None:
    count = len(words(text))
    if not count:
        return
    offset = len(words(heading))
    chosen = sorted(data.draw(st.sets(st.integers(0, count - 1), min_size=1, max_size=5)))
    (excerpt,) = best_of([passage(text, heading)], [find(0, offset + at) for at in chosen], 1)
    matched = [words(text)[at] for at in chosen]
    shown = marked(excerpt)
    assert shown
    assert any(matched[at : at + len(shown)] == shown for at in range(len(matched)))
    assert all(start < end for start, end in excerpt.marks)
    assert list(excerpt.marks) == sorted(set(excerpt.marks))
    assert excerpt.text.strip("…").strip() in text

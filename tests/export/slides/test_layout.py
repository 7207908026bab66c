"""How much fits on a line."""

from hypothesis import given
from hypothesis import strategies as st

from library.export.slides.pages import lines_of


@given(st.lists(st.text("abcimlW ", min_size=1, max_size=14), min_size=1, max_size=60).map(" ".join))
def test_a_text_never_takes_fewer_lines_where_there_is_less_room(text: str) -> None:
    counts = [lines_of(text, 36, width) for width in (500, 815.76, 816, 830, 2_000)]
    assert counts == sorted(counts, reverse=True)


def test_a_word_that_just_fills_a_line_leaves_no_room_for_the_next() -> None:
    word = "a" * 20
    width = next(width for width in range(1, 2_000) if lines_of(word, 36, width) == 1)
    assert lines_of(f"{word} {word} {word}", 36, width) == 3

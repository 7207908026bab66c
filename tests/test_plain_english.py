"""The list of words to avoid finds them, and leaves alone what only looks like them."""

import pytest

from tests.plain_english import faults


@pytest.mark.parametrize(
    "text",
    [
        "Somebody has taken this out.",
        "Where it stands",
        "There may be a slip in it.",
        "It opens nothing any more.",
        "At most 10 letters.",
        "Whom to turn to",
        "Look around by theme",
        "A work that lives elsewhere",
        " ".join(["word"] * 21) + ".",
    ],
)
def test_a_sentence_that_sounds_translated_is_noticed(text: str) -> None:
    assert len(faults(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "17 letters and numbers, such as %(code)s.",
        "We understand. Outstanding families slipped nothing past the standard recommendation.",
        "Use the %(whom)s and the {letters}.",
        " ".join(["word"] * 20) + ". " + " ".join(["Word"] * 20) + ".",
    ],
)
def test_a_plain_sentence_is_let_be(text: str) -> None:
    assert faults(text) == []

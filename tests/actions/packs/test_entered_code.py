"""A code is found in whatever people type or paste for it, and nothing else opens a pack."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from library.actions.packs.entered_code import MOST_ENTERED, ReadCode, read_code

PACK, FILE = ReadCode("7KQM2F9TXBRCE", ""), ReadCode("7KQM2F9TXBRCE", "4ZTA")
SITE = "https://library.example.org"


@pytest.mark.parametrize(
    "entered",
    [
        "7KQM-2F9T-XBRCE-4ZTA",
        "7kqm2f9txbrce4zta",
        "  7KQM 2F9T XBRCE 4ZTA\t",
        "7 K Q M 2 F 9 T X B R C E 4 Z T A",
        "7KQM\u20102F9T\u2011XBRCE\u20124ZTA",
        "7KQM\u20132F9T\u2014XBRCE\u20154ZTA",
        "7KQM\u22122F9T\ufe63XBRCE\uff0d4ZTA",
        "7KQM\u00a02F9T\u202fXBRCE\u30004ZTA",
        "7KQM_2F9T.XBRCE·4ZTA",
        "7KQM\u200b-2F9T-\u00adXBRCE-4ZTA\ufeff",
        "7KQM-2F9T-\r\nXBRCE-4ZTA",
        "７ＫＱＭ-２Ｆ９Ｔ-ＸＢＲＣＥ-４ＺＴＡ",
        "Code 7KQM-2F9T-XBRCE-4ZTA",
        "CODE: 7kqm 2f9t xbrce 4zta.",
        "code - 7KQM-2F9T-XBRCE-4ZTA",
        "Cod 7KQM-2F9T-XBRCE-4ZTA",
        "CÔD: 7KQM-2F9T-XBRCE-4ZTA",
        "Còd\u00a07KQM-2F9T-XBRCE-4ZTA",
        "(Code 7KQM-2F9T-XBRCE-4ZTA)",
        "“7KQM-2F9T-XBRCE-4ZTA”,",
        "Code 7KQM-2F9T-XBRCE-4ZTA, made on 27 November 2026.",
        f"{SITE}/check/7KQM-2F9T-XBRCE-4ZTA",
        f"{SITE}/cy/check/7kqm-2f9t-xbrce-4zta/",
        f"Check at {SITE}/check/7KQM-2F9T-XBRCE-4ZTA.",
        f"{SITE}/check/7KQM-2F9T-XBRCE-4ZTA?from=paper#top",
        f"<{SITE}/check/7KQM-2F9T-XBRCE-4ZTA>",
        f"{SITE}/check?code=7KQM-2F9T-XBRCE-4ZTA",
        f"{SITE}/check?code=Code%207KQM%202F9T%20XBRCE%204ZTA&x=1",
        f"{SITE}/check/7KQM-2F9T-%E2%80%8BXBRCE-4ZTA",
        "library.example.org/check/7KQM-2F9T-XBRCE-4ZTA",
        "/check/7KQM-2F9T-XBRCE-4ZTA",
    ],
)
def test_a_code_is_read_however_it_is_entered(entered: str) -> None:
    assert read_code(entered) == FILE


def test_characters_that_people_confuse_are_read_as_what_they_mean() -> None:
    assert read_code("0123-4567-89ABC-D0E1") == read_code("oI23-4567-89abc-dOel") == ReadCode("0123456789ABC", "D0E1")
    assert read_code("Code O123-4567-89ABC") == ReadCode("0123456789ABC", "")
    # The label is the word, not a group that looks like it.
    assert read_code("C0DE-4567-89ABC") == ReadCode("C0DE456789ABC", "")


def test_the_code_of_a_pack_is_read_without_the_mark_of_a_file() -> None:
    assert [read_code(text) for text in ("7KQM-2F9T-XBRCE", "Code: 7KQM 2F9T XBRCE.")] == [PACK, PACK]


@pytest.mark.parametrize(
    "entered",
    [
        "",
        "Code",
        "hello",
        "7KQM-2F9T-XBRC",
        "7KQM-2F9T-XBRCE-4ZT",
        "7KQM-2F9T-XBRCE-4ZTA-7KQM",
        "7KQM-2F9T-XBRCU",
        "7KQM-2F9T-XBRCE' OR TRUE --",
        "<script>7KQM-2F9T-XBRCE</script>",
        "../../7KQM-2F9T-XBRCE/../x",
        f"{SITE}/check/",
        f"{SITE}/shared/7KQM-2F9T-XBRCE",
        "\ud800" * 13,
        "7KQM-2F9T-XBRCE" + " " * MOST_ENTERED,
        "-" * 100_000,
    ],
)
def test_what_is_no_code_is_read_as_none(entered: str) -> None:
    assert read_code(entered) is None


@given(st.text(max_size=400))
def test_no_text_is_too_strange_to_be_read(entered: str) -> None:
    read = read_code(entered)

    assert read is None or (len(read.code), len(read.mark)) in {(13, 0), (13, 4)}

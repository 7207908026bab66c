"""What no page, form or file takes is taken out everywhere in one way."""

import unicodedata
from dataclasses import replace

import pytest
from flask import Flask

from library.export.offline.writer import write_offline
from library.export.plain_text import lines_of, plain
from library.export.xml_text import one_line, paragraphs
from library.model.characters import clean
from library.web.forms import line, words
from tests.export import sample

CONTROLS = [chr(code) for code in range(0xA0) if unicodedata.category(chr(code)) == "Cc"]
TURNS = [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))]
BROKEN = ["\ud800", "\ufdd0", "\ufffe", "\uffff", "\U0001ffff"]
UNUSUAL = [*CONTROLS, *TURNS, *BROKEN, "\u2028", "\u2029"]


@pytest.mark.parametrize("sign", UNUSUAL)
def test_every_door_takes_the_same_out(sign: str) -> None:
    typed = f"one{sign}two"
    kept = clean(typed)
    assert kept in {"onetwo", "one two", "one\ntwo", "one\ttwo"}
    # No half of a pair of surrogates can be sent.
    posted_fields = {} if sign == "\ud800" else {"field": typed}
    with Flask("forms").test_request_context(method="POST", data=posted_fields):
        assert not posted_fields or (line("field"), words("field")) == (" ".join(kept.split()), kept)
    assert one_line(typed) == plain(typed) == " ".join(kept.split())
    assert paragraphs(typed) == tuple(kept.split("\n"))
    assert lines_of(typed) == tuple(" ".join(each.split()) for each in kept.split("\n"))
    (step, *_) = sample.steps()
    page = write_offline(replace(sample.workshop(), steps=(replace(step, lines=(typed,)),)))
    assert f">{kept}</p>" in page.decode()


def test_letters_of_every_script_and_the_marks_that_join_them_stay() -> None:
    for kept in ("Gwrando ŵ ŷ", "naïve – “quoted”", "مرحبا\u200f!", "नमस्ते\u200d", "👨\u200d👩\u200d👧", "a\tb\nc"):
        assert clean(kept) == kept

"""The offline page as its markup: what a browser and a reader without scripts find in it."""

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from enum import StrEnum
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from library.export.offline.writer import MOST_PICTURE, embedded, write_offline
from library.model.characters import clean
from library.model.pack import ItemKind
from library.model.workshop import Paragraph, Step, Workshop
from tests.export import sample
from tests.pictures import JPEG, PNG, WEBP

VOID = {"meta", "link", "input", "img", "br"}


@dataclass
class Node:
    """An element, with the words in it."""

    name: str
    attributes: dict[str, str | None]
    words: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return " ".join("".join(self.words).split())


class Reader(HTMLParser):
    """Reads a page into elements, and insists that each is closed in its turn."""

    def __init__(self, page: bytes) -> None:
        super().__init__(convert_charrefs=True)
        self.nodes: list[Node] = []
        self.open: list[Node] = []
        self.feed(page.decode())
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, dict(attrs))
        self.nodes.append(node)
        if tag not in VOID and tag not in {"path"}:
            self.open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.nodes.append(Node(tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().name == tag

    def handle_data(self, data: str) -> None:
        for node in self.open:
            node.words.append(data)

    def all(self, name: str, **attributes: str) -> Iterator[Node]:
        for node in self.nodes:
            if node.name == name and all(
                wanted in (node.attributes.get(key.rstrip("_")) or "").split() for key, wanted in attributes.items()
            ):
                yield node

    def one(self, name: str, **attributes: str) -> Node:
        (found,) = self.all(name, **attributes)
        return found


def read(workshop: Workshop) -> Reader:
    return Reader(write_offline(workshop))


def spaced(words: str) -> str:
    return " ".join(clean(words).split())


def test_it_is_html_and_the_same_workshop_gives_the_same_bytes() -> None:
    page = write_offline(sample.workshop())
    assert page.split(b"\n")[:4] == [b"<!doctype html>", b'<html lang="en">', b"<head>", b'<meta charset="utf-8">']
    assert page == write_offline(sample.workshop())


def test_its_policy_lets_in_the_script_and_the_style_sheet_that_it_carries_and_nothing_else() -> None:
    page = read(sample.workshop())
    policy = page.one("meta", **{"http-equiv": "Content-Security-Policy"}).attributes["content"]
    hashes = {
        name: b64encode(hashlib.sha256("".join(page.one(name).words).encode()).digest()).decode()
        for name in ("script", "style")
    }
    assert policy == (
        f"default-src 'none'; script-src 'sha256-{hashes['script']}'; style-src 'sha256-{hashes['style']}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def test_nothing_in_it_is_loaded_from_anywhere(tmp_path: Path) -> None:
    _film(tmp_path, JPEG)
    page = read(sample.workshop(tmp_path))
    loading = {"src", "srcset", "poster", "data", "action", "formaction", "background", "style", "ping"}
    assert {
        value.split(",")[0]
        for node in page.nodes
        for name, value in node.attributes.items()
        if value and name in loading
    } == {"data:image/jpeg;base64"}
    assert [node.attributes["href"] for node in page.all("link")] == ["data:,"]
    assert not any(name.startswith("on") for node in page.nodes for name in node.attributes)
    style = page.one("style").text
    assert "url(" not in style
    assert "@import" not in style


def test_words_however_hostile_stand_as_they_are() -> None:
    page = read(sample.hostile())
    for place, words in enumerate(sample.HOSTILE_WORDS, 1):
        assert page.one("p", id=f"step-2-words-{place}").text == spaced(words)
        assert page.one("p", id=f"step-2-line-{place}").text == spaced(words)
    assert len(list(page.all("script"))) == 1
    assert page.one("h2", id="step-2-title").text == f"2. {spaced(' '.join(sample.HOSTILE_WORDS))}"
    assert page.one("title").text == f"{spaced(' '.join(sample.HOSTILE_WORDS))} – Commonplace"


def test_an_address_that_is_not_of_the_web_is_never_a_link() -> None:
    for address in ("javascript:alert(1)", "data:text/html,x", 'https://example.org/" onclick=x', "//example.org"):
        contact = replace(sample.CONTACTS[0], web=address)
        page = read(replace(sample.workshop(), contacts=(contact,)))
        assert address not in [node.attributes.get("href") for node in page.all("a")]
        assert [node for node in page.all("span", class_="address") if node.text == address]


def test_each_passage_names_its_language_and_finds_its_direction_itself() -> None:
    page = read(sample.workshop())
    assert page.one("p", id="step-2-words-1").attributes == {
        "dir": "auto",
        "id": "step-2-words-1",
        "data-passage": None,
    }
    assert page.one("p", id="step-2-twin-1").attributes["lang"] == "cy"
    assert page.one("p", id="step-2-twin-1").text == sample.WELSH.words[0].text


def test_headings_go_down_one_level_at_a_time_from_one_title() -> None:
    page = read(sample.workshop())
    shown = [node for node in page.nodes if node.name in {"h1", "h2", "h3", "h4"}]
    levels = [int(node.name[1]) for node in shown if node.text != "Check this workshop first"]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_ids_are_unique_and_every_link_within_the_page_leads_somewhere() -> None:
    page = read(sample.workshop())
    ids = [node.attributes["id"] for node in page.nodes if node.attributes.get("id")]
    assert len(ids) == len(set(ids))
    inner = [str(node.attributes["href"])[1:] for node in page.all("a") if str(node.attributes["href"])[0] == "#"]
    assert len(inner) == len(sample.workshop().steps) + 1
    assert set(inner) <= set(ids)


def test_the_content_note_and_the_stop_of_recordings_stand_before_the_words() -> None:
    page = read(sample.workshop()).one("body").text
    note, words = page.index("Content note: death and bereavement."), page.index("It can sit there")
    assert note < words
    stop, told, start = (
        page.index("Turn off recording, transcription and AI note-taking"),
        page.index("I came back by myself."),
        page.index("You can turn recording back on"),
    )
    assert stop < told < start


def test_every_fictional_piece_is_marked_and_nothing_else() -> None:
    page = read(sample.workshop())
    marks = [node for node in page.nodes if node.attributes.get("class") == "mark-fictional"]
    fictional = [step for step in sample.steps() if step.credit and step.credit.fictional]
    assert [node.text for node in marks] == ["Fictional"] * (len(fictional) + 1)  # and once among the credits


def test_it_says_whose_words_they_are_and_what_is_not_there() -> None:
    words = read(sample.workshop()).one("body").text
    for said in (
        "‘The spare key’, The Commonplace project, 2026. Fictional story. CC BY 4.0.",
        "Shared with the storyteller’s consent for workshops, quotation and printing only.",
        "Shortened: includes 3 of the 19 paragraphs and leaves out about 365 words.",
        "Item 7 is on another website. We include a summary and a link.",
        "Item 11 is no longer public.",
        "0123 456",
        "A service in Wales (in Wales)",
        "Code 7KQM-2F9T-XBRCE, created on 27 November 2026.",
    ):
        assert said in words


def test_until_when_it_may_be_used_stands_at_its_top_whether_scripts_run_or_not() -> None:
    check = read(sample.workshop()).one("div", class_="check")
    assert "You can use this until 27 May 2027. After that, check the code first." in check.text
    assert "https://library.example.org/check/7KQM-2F9T-XBRCE" in check.text


def test_what_needs_a_script_is_hidden_until_it_runs() -> None:
    page = read(sample.workshop())
    needing = [
        *page.all("div", class_="tools"),
        *page.all("main", class_="stage"),
        *page.all("main", class_="gate"),
        *page.all("button", class_="quiet"),
    ]
    hidden = [node for node in needing if "hidden" in node.attributes]
    within_stage = {"back", "blank", "leave", "timer"}
    assert {str(node.attributes.get("data-do")) for node in needing if node not in hidden} == within_stage


def test_the_notes_are_folded_and_have_no_part_in_presenting() -> None:
    page = read(sample.workshop())
    notes = page.one("details", class_="notes")
    assert "Read it slowly." in notes.text
    assert "open" not in notes.attributes
    presented = [node.text for node in page.nodes if {"data-part", "data-twin", "data-foot"} & set(node.attributes)]
    assert not [words for words in presented if "Read it slowly." in words]


def test_without_notes_there_is_nothing_to_unfold() -> None:
    steps = tuple(replace(step, notes="") for step in sample.steps())
    page = read(replace(sample.workshop(), steps=steps))
    assert list(page.all("details", class_="notes")) == []


@pytest.mark.parametrize(
    ("start", "size", "shown"),
    [
        (JPEG, 1000, "data:image/jpeg;base64,"),
        (PNG, 1000, "data:image/png;base64,"),
        (WEBP, 1000, ""),
        (JPEG[:3], 1000, ""),
        (JPEG, MOST_PICTURE, ""),
    ],
    ids=["JPEG", "PNG", "another kind", "damaged", "too large"],
)
def test_a_small_picture_lies_within_the_page(tmp_path: Path, start: bytes, size: int, shown: str) -> None:
    _film(tmp_path, start, size)
    page = read(sample.workshop(tmp_path))
    pictures = [(node.attributes["src"] or "", node.attributes["alt"]) for node in page.all("img")]
    if shown:
        ((source_of, alt),) = pictures
        assert source_of.startswith(shown)
        assert alt == "A bus shelter in the rain"
    else:
        assert pictures == []
    figure = page.one("figure").text
    assert figure == "Play from 0:04 to 0:48: https://library.example.org/stories/spare-key"


def test_the_film_stays_where_it_is(tmp_path: Path) -> None:
    _film(tmp_path, JPEG)
    assert list(read(sample.workshop(tmp_path)).all("video")) == []


def test_an_empty_workshop_is_a_page_too() -> None:
    page = read(sample.empty())
    assert [node.text for node in page.all("h1")] == [sample.workshop().title, "Check this workshop first"]
    assert [node for node in page.nodes if "data-screen" in node.attributes and node.name == "section"] == []
    assert page.one("a", class_="skip").attributes["href"] == "#end"
    assert "Contents" not in page.one("body").text


def test_a_twin_of_which_nothing_may_be_taken_is_a_link() -> None:
    steps = (replace(sample.steps()[1], twin=replace(sample.WELSH, words=())),)
    page = read(replace(sample.workshop(), steps=steps))
    assert page.one("div", class_="twin").text == "In Welsh: Yr allwedd sbâr Full text in Welsh"
    assert [node.attributes["href"] for node in page.all("a", class_="tap") if node.text == "Full text in Welsh"] == [
        sample.WELSH.address
    ]


def test_a_twin_may_stand_alone() -> None:
    steps = (replace(sample.steps()[1], words=()),)
    page = read(replace(sample.workshop(), steps=steps))
    assert list(page.all("div", class_="pair")) == []
    assert page.one("p", id="step-2-twin-1").text == sample.WELSH.words[0].text


def test_a_workshop_of_a_day_is_no_large_file() -> None:
    words = tuple(Paragraph("She put her hand flat on the wall, where the hole would be. " * 12) for _ in range(60))
    steps = tuple(
        Step(number, ItemKind.DOCUMENT, f"Story {number}", 10, "10:00", words=words, credit=sample.STORY)
        for number in range(1, 21)
    )
    page = write_offline(replace(sample.workshop(), steps=steps))
    assert len(page) < 10_000_000


@pytest.mark.parametrize("code", ["const end = '</script>';", "/* <!-- */"])
def test_a_script_that_would_end_its_element_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match="neither"):
        embedded(code)


@pytest.mark.parametrize(
    "ending", ['"><b title="', "'><b title='", "</script><b>", "<!-- ", "]]><b>", "</style>", "&quot;<b>"]
)
def test_no_text_of_a_workshop_is_ever_markup(tmp_path: Path, ending: str) -> None:
    """Each text in it, language and address too, ends in something that would open or close an element."""
    _film(tmp_path, JPEG)
    workshop = sample.workshop(tmp_path)
    harmless, hostile = (read(_each_text_with(f" {each}", workshop)) for each in ("x", ending))
    assert _shape(hostile) == _shape(harmless)
    assert ending.strip() in hostile.one("p", id="step-2-words-1").text


def test_a_phone_number_can_be_dialled_and_words_in_its_place_cannot() -> None:
    contacts = (replace(sample.CONTACTS[0], phone="+44 (0)123 456"), replace(sample.CONTACTS[1], phone="Ask inside"))
    page = read(replace(sample.workshop(), contacts=contacts))
    dialled = [
        str(node.attributes["href"]) for node in page.all("a") if str(node.attributes["href"]).startswith("tel:")
    ]
    assert dialled == ["tel:+440123456"]
    assert "Ask inside" in page.one("body").text


def _film(folder: Path, start: bytes, size: int = 1000) -> None:
    (folder / "number-nine.jpg").write_bytes(start + bytes(size - len(start)))
    (folder / "number-nine.mp4").write_bytes(b"film")


def _shape(page: Reader) -> list[tuple[str, list[str]]]:
    """Return each element and the names of its attributes, in order."""
    return [(node.name, list(node.attributes)) for node in page.nodes]


def _each_text_with(ending: str, made: Any) -> Any:
    """Return a value with something at the end of each text in it."""
    if isinstance(made, StrEnum):
        return made
    if isinstance(made, str):
        return made + ending if made else made
    if isinstance(made, tuple):
        return tuple(_each_text_with(ending, each) for each in made)
    if is_dataclass(made) and not isinstance(made, type):
        return replace(made, **{each.name: _each_text_with(ending, getattr(made, each.name)) for each in fields(made)})
    return made


def test_the_question_of_a_story_is_below_its_words_in_its_language() -> None:
    welsh = replace(sample.STORY, language="cy")
    asked = replace(sample.steps()[1], credit=welsh, question="Pwy aeth?", twin=None)
    made = write_offline(replace(sample.workshop(), steps=(asked,))).decode()
    assert 'id="step-2-question" lang="cy" dir="auto" data-passage>Pwy aeth?</span>' in made
    assert made.index("It can sit there and tip") < made.index("Pwy aeth?")

"""Words that were typed otherwise than the library knows them."""

from __future__ import annotations

import pytest

from library.actions.did_you_mean import correct
from library.model.viewer import ANYBODY, Viewer
from tests.making import COORDINATOR, NETWORK, Making

NETWORK_ONLY = "{audience: network, uses: []}"


def corrected(making: Making, *words: str, viewer: Viewer = ANYBODY) -> dict[str, str]:
    return correct(making.library.view(viewer), words)


@pytest.fixture
def stories(making: Making) -> Making:
    making.write("one", "She was listening to the hospital phobia about her café, a gŵr and knowledge.\n")
    making.write("two", "Good conversations in hospital.\n")
    making.publish()
    return making


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("lisening", "listening"),
        ("Lisenning", "listening"),
        ("hopsital", "hospital"),
        ("fobia", "phobia"),
        ("knolege", "knowledge"),
        ("caffé", "café"),
        ("goodconversations", "good conversations"),
        ("convers", "conversations"),
    ],
)
def test_the_nearest_word_of_the_library_is_returned(stories: Making, typed: str, better: str) -> None:
    if typed == "convers":  # an abbreviation that is the stem of a known word is known
        better = ""
    assert corrected(stories, typed) == ({typed: better} if better else {})


@pytest.mark.parametrize(
    "typed",
    [
        "listening",
        "Hospitals",
        "hospital’s",
        "cafe",
        "CAFÉ",
        "gwr",
        "listens",
        "xylophone",
        "caffe",  # a Welsh word
        "HSOPITAL",
        "h0spital",
        "ho",
    ],
)
def test_what_is_known_or_no_slip_is_left(stories: Making, typed: str) -> None:
    assert corrected(stories, typed) == {}


@pytest.mark.parametrize("typed", ["Iain", "iain", "Iain's", "iain’s", "Micah", "Mhairi", "Seòras", "Dafydd"])
def test_a_persons_name_is_never_corrected(making: Making, typed: str) -> None:
    making.write("one", "Again, the pain. Mica, a fairy, saw ash and daffodils. Sea, Sears. Mari, Marie.\n")
    making.publish()
    assert corrected(making, typed) == {}


@pytest.mark.parametrize("typed", ["gofal", "ceart", "straen", "daoine", "gân", "bheag", "cwtch"])
def test_a_welsh_or_gaelic_word_is_never_corrected(making: Making, typed: str) -> None:
    making.write("one", "A goal. A chart and a card. A strain, a train. Done. Gan. Bag. Watch.\n")
    making.publish()
    assert corrected(making, typed) == {}


@pytest.mark.parametrize(
    ("typed", "better"), [("ràdha", {}), ("caffé", {"caffé": "café"}), ("radoi", {"radoi": "radio"})]
)
def test_a_word_with_an_accent_only_becomes_one_with_an_accent(
    making: Making, typed: str, better: dict[str, str]
) -> None:
    making.write("one", "A radio in the café.\n")
    making.publish()
    assert corrected(making, typed) == better


def test_no_words_need_no_list(stories: Making) -> None:
    assert corrected(stories) == corrected(stories, "the", "...", "") == {}


def test_the_likelier_is_nearer_and_then_in_more_documents(making: Making) -> None:
    making.write("one", "Bread. Broad.\n")
    making.write("two", "Broad.\n")
    making.publish()
    assert corrected(making, "brxad") == {"brxad": "broad"}


def test_names_of_the_vocabulary_are_known_and_never_merge(making: Making) -> None:
    making.content.put(
        "vocabulary.yaml",
        making.content.put("vocabulary.yaml", (making.root / "content/vocabulary.yaml").read_bytes())
        .read_text("utf-8")
        .replace("label: {en: Strengths}", "label: {en: Strengths}, also: [GIRFE, GIRFEC]"),
    )
    making.write("one", "Girfec.\n")
    making.publish()
    assert corrected(making, "girfe", "Girfec", "girfes", "Scotlands", "Gwrando") == {}


def test_a_word_of_a_label_may_be_meant(making: Making) -> None:
    making.write("one", themes="[recording]")
    making.publish()
    assert corrected(making, "recroding", "stengths") == {"recroding": "recording"}


@pytest.mark.parametrize(
    ("typed", "better"),
    [
        ("safegaurding", "safeguarding"),
        ("whistelblowing", "whistleblowing"),
        ("suicde", "suicide"),
        ("palliatve", ""),  # nothing public has the term
        ("zqabbr", ""),
    ],
)
def test_a_word_of_another_name_may_be_meant_if_a_document_has_the_term(
    making: Making, typed: str, better: str
) -> None:
    making.content.put(
        "vocabulary.yaml",
        """themes: [{id: courage, label: {en: Courage}, also: [whistleblowing, ZQABB]}]
roles: [{id: nurse, label: {en: Nurse}}]
sectors: [{id: health, label: {en: Health}}]
circumstances:
  - {id: abuse, label: {en: Abuse}, also: [adult safeguarding]}
  - {id: dying, label: {en: Dying}, also: [palliative care]}
content_notes: [{id: suicide, label: {en: Suicide or self-harm}}]
""",
    )
    making.write("one", "A bus.\n", themes="[courage]", circumstances="[abuse]", content_notes="[{note: suicide}]")
    making.write("two", "A tram.\n", themes="[courage]", circumstances="[dying]", consent=NETWORK_ONLY)
    making.publish()
    assert corrected(making, typed) == ({typed: better} if better else {})


def test_a_rare_word_beside_a_frequent_one_may_be_a_slip(making: Making) -> None:
    for number in range(50):
        making.write(f"story-{number}", "Receive.\n")
    making.write("slip", "Recieve.\n")
    making.publish()
    assert corrected(making, "recieve") == {"recieve": "receive"}
    making.write("another", "Recieve.\n")
    making.publish()
    assert corrected(making, "recieve") == {}


def test_words_of_hidden_documents_are_neither_known_nor_an_answer(making: Making) -> None:
    making.write("open", "An open word.\n")
    making.write("hidden", "Zqsecretive ketzle.\n", consent=NETWORK_ONLY)
    making.write("told", "Zqwithdrawn.\n")
    making.write("shown", "Kettle.\n")
    making.publish()
    typed = ("zqsecretiv", "zqsecritive", "ketzle", "zqwithdrawm")
    assert corrected(making, *typed) == {"ketzle": "kettle", "zqwithdrawm": "zqwithdrawn"}
    for viewer in (NETWORK, COORDINATOR):
        assert corrected(making, *typed, viewer=viewer)["zqsecritive"] == "zqsecretive"
        assert "ketzle" not in corrected(making, *typed, viewer=viewer)
    making.write("told", "Zqwithdrawn.\n", status="withdrawn")
    making.publish()
    assert corrected(making, *typed) == {"ketzle": "kettle"}


def test_a_spelling_in_a_hidden_document_takes_no_half_of_a_joined_word(making: Making) -> None:
    making.write("shown", "The café and the kettle.\n")
    making.write("hidden", "The cafe.\n", consent=NETWORK_ONLY)
    making.publish()
    assert corrected(making, "cafekettle") == {"cafekettle": "café kettle"}


def test_a_long_list_of_words_is_cut(stories: Making) -> None:
    typed = [f"{first}{second}isening" for first in "abcdefgh" for second in "bcdfg"]
    assert set(corrected(stories, *typed, "hopsital")) <= set(typed[:12])

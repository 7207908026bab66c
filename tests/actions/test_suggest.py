"""Suggestions while someone types."""

from __future__ import annotations

from random import Random

import pytest

from library.actions.find import SearchRequest, find
from library.actions.suggest import Suggestion, suggest
from library.model.viewer import ANYBODY, Viewer
from tests.making import NETWORK, VIEWERS, Making

NETWORK_ONLY = "{audience: network, uses: []}"


def suggested(making: Making, text: str, viewer: Viewer = ANYBODY, most: int = 8) -> list[tuple[str, str]]:
    return [(each.sort, each.text) for each in suggest(making.library, viewer, text, most)]


def test_a_document_is_suggested_by_the_words_of_its_title(making: Making) -> None:
    making.write("key", title="The spare key", summary="Xx.", provenance="fictional")
    making.write("guide", title="Sparing the Café", summary="Xx.", provenance="published-elsewhere", kind="guidance")
    making.publish()
    assert suggest(making.library, ANYBODY, "SPAR") == (
        Suggestion("document", "Sparing the Café", "/resources/guide", "en", fictional=False),
        Suggestion("document", "The spare key", "/stories/key", "en", fictional=True),
    )
    assert suggested(making, "spare k") == suggested(making, "the spare") == [("document", "The spare key")]
    assert suggested(making, "cafe spar") == suggested(making, "CAFÉ") == [("document", "Sparing the Café")]
    assert suggested(making, "spare x") == suggested(making, "xx key") == []


def test_titles_that_begin_with_what_is_typed_come_first_and_three_are_enough(making: Making) -> None:
    for number, title in enumerate(["Zx keyring", "A key found", "Keyring", "Key to the door", "My key"]):
        making.write(f"story-{number}", "Nothing.\n", title=title, published=f"2026-01-0{number + 1}")
    making.publish()
    assert suggested(making, "key")[:3] == [
        ("document", "Key to the door"),
        ("document", "Keyring"),
        ("document", "My key"),
    ]
    assert [sort for sort, _ in suggested(making, "key")].count("document") == 3


def test_of_a_translated_pair_one_is_suggested(making: Making) -> None:
    making.write("elin", title="Elin at home", summary="Xx.")
    making.write("elin-cy", title="Elin gartref", summary="Xx.", language="cy", translation_of="elin")
    making.publish()
    assert suggested(making, "elin") == [("document", "Elin at home")]


def test_a_term_is_suggested_by_any_name(making: Making) -> None:
    making.write("one", "Nothing.\n", title="Xx", summary="Yy.", voice="worker")
    making.publish()
    listening = Suggestion("term", "Listening and being heard", "/themes/listening", "en")
    assert suggest(making.library, ANYBODY, "listen") == suggest(making.library, ANYBODY, "being h") == (listening,)
    assert suggest(making.library, ANYBODY, "gwr") == (Suggestion("term", "Gwrando", "/themes/listening", "cy"),)
    assert suggest(making.library, ANYBODY, "active") == (
        Suggestion("term", "Listening and being heard", "/themes/listening", "en", matched="active listening"),
    )
    assert suggest(making.library, ANYBODY, "work") == (Suggestion("term", "Worker", "", "en"),)
    assert suggest(making.library, ANYBODY, "recor") == ()


def test_phrases_are_suggested_by_how_they_begin_the_most_frequent_first(making: Making) -> None:
    for number in range(3):
        talk = (
            "Good talk. Good talk." if number else "Good tea. Good tea. Good tea for everybody. Good tea for everybody."
        )
        making.write(f"story-{number}", f"{talk}\n", title=f"Xx{number}", summary="Yy.")
    making.publish()
    assert suggested(making, "good") == [("phrase", "good talk"), ("phrase", "good tea")]
    assert suggested(making, "good t", most=1) == [("phrase", "good talk")]
    assert suggested(making, "good ") == suggested(making, "Good") == suggested(making, "  goo")
    assert suggested(making, "talk") == []


def test_a_phrase_is_spelled_as_in_documents_and_says_its_language(making: Making) -> None:
    making.write("un", "Tŷ-haf bach. Tŷ-haf bach.\n", language="cy", title="Xx", summary="Yy.")
    making.publish()
    assert suggest(making.library, ANYBODY, "ty haf") == (Suggestion("phrase", "tŷ-haf bach", "", "cy"),)


def test_nothing_is_said_twice(making: Making) -> None:
    making.write("one", "Time to talk. Time to talk.\n", title="Xx", summary="Yy.", themes="[time]")
    making.publish()
    assert suggested(making, "time") == [("term", "Time to talk")]


@pytest.mark.parametrize("text", ["", " ", "a", "é", "!?", "\x00", "-"])
def test_too_little_suggests_nothing(making: Making, text: str) -> None:
    making.write("one", title="A é")
    making.publish()
    assert suggested(making, text) == []


@pytest.mark.parametrize("text", ["a" * 5_000, "a " * 5_000, "%_'\"", "[]\U0010ffff", "\ud800\udfff" * 3])
def test_anything_may_be_typed(making: Making, text: str) -> None:
    making.write("one")
    making.publish()
    assert suggested(making, text) == []


def test_phrases_of_passages_under_a_content_note_are_not_suggested(making: Making) -> None:
    body = "Sudden death. Sudden death.\n\nSupport plan. Support plan.\n"
    making.write("one", body, title="Sudden news", summary="Yy.", content_notes="[{note: bereavement, where: [p1]}]")
    making.publish()
    assert suggested(making, "sudden") == [("document", "Sudden news")]
    assert suggested(making, "support") == [("phrase", "support plan")]


def test_what_only_hidden_documents_have_is_suggested_to_nobody_else(making: Making) -> None:
    making.write("open", "Nothing.\n", title="Open", summary="Yy.")
    making.write(
        "hidden", "Zqsecret plan. Zqsecret plan.\n", title="Zqsecret", themes="[recording]", consent=NETWORK_ONLY
    )
    making.publish()
    for text in ("zqsecret", "zq", "record", "zqsecret plan"):
        assert suggested(making, text) == []
        assert suggested(making, text, NETWORK)


def test_a_withdrawn_document_is_suggested_no_longer(making: Making) -> None:
    making.write("open")
    making.write_told("told", "Zqsecret plan. Zqsecret plan.\n", title="Zqsecret")
    making.publish()
    assert suggested(making, "zqsecret") == [("document", "Zqsecret")]
    making.write_told("told", "Zqsecret plan. Zqsecret plan.\n", title="Zqsecret", status="withdrawn")
    making.publish()
    assert suggested(making, "zqsecret") == []


@pytest.mark.parametrize("seed", range(4))
def test_whatever_is_suggested_is_found(making: Making, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 (a test, no secret)
    for number in range(6):
        word = chance.choice(["apple", "apricot", "april"])
        consent = f"{{audience: {chance.choice(['public', 'network', 'coordinators'])}, uses: []}}"
        making.write(f"story-{number}", f"{word} tree. {word} tree.\n", title=f"An {word}", consent=consent)
    making.publish()
    for viewer in VIEWERS:
        view = making.library.view(viewer)
        seen = {f"/{each.shelf}/{each.slug}" for each in view.snapshot.by_id.values() if each.id in view.visible}
        for text in ("ap", "app", "apr", "apple t", "apricot tr"):
            for each in suggest(making.library, viewer, text):
                assert each.sort == "phrase" or each.url in seen
                assert find(making.library, viewer, SearchRequest(f'"{each.text}"')).total

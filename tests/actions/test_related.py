"""Documents that are like one another."""

from __future__ import annotations

from random import Random

import pytest

from library.actions import related as module
from library.actions.pages import Related
from library.actions.read import read_document
from library.model.viewer import ANYBODY, Viewer
from tests.making import NETWORK, VIEWERS, Making

NETWORK_ONLY = "{audience: network, uses: []}"


def like(making: Making, slug: str, viewer: Viewer = ANYBODY) -> tuple[Related, ...]:
    return read_document(making.library, viewer, "stories", slug).like_this


def slugs(making: Making, slug: str, viewer: Viewer = ANYBODY) -> list[str]:
    return [each.card.slug for each in like(making, slug, viewer)]


@pytest.fixture
def many(making: Making) -> Making:
    """Thirty documents that have next to nothing in common but a theme, not published."""
    for number in range(30):
        word = "".join(chr(97 + int(digit)) for digit in f"{number:02}")
        making.write(f"filler-{word}", f"Filler {word}{word}{word}.\n", title=f"Xx{word}yy", summary=f"Zz{word}ww.")
    return making


def write_pair(making: Making, **changes: str) -> None:
    making.write(
        "kettle", "A kettle for breakfast. The kettles.\n", themes="[time, recording]", title="Kettle", voice="worker"
    )
    making.write("teapot", "Kettles at breakfast.\n", **{"themes": "[time]", "voice": "worker"} | changes)


def test_what_is_shared_is_said(many: Making) -> None:
    write_pair(many)
    many.publish()
    (other,) = like(many, "kettle")
    assert other.card.slug == "teapot"
    assert [term.id for term in other.terms] == ["time", "nurse"]
    assert (other.voice and other.voice.id, set(other.words)) == ("worker", {"kettle", "breakfast"})


def test_a_perspective_that_is_not_the_same_is_not_called_the_same(many: Making) -> None:
    write_pair(many)
    many.write("kettle", "A kettle for breakfast. The kettles.\n", themes="[time, recording]", title="Kettle")
    many.publish()
    (other,) = like(many, "kettle")
    assert (other.card.voice, other.voice) == ("worker", None)


def test_nothing_is_said_where_little_is_shared(many: Making) -> None:
    many.write("lonely", "Quite alone.\n", title="Lonely", summary="Nobody.")
    many.publish()
    assert like(many, "lonely") == ()


def test_a_small_library_is_like_nothing(making: Making) -> None:
    making.write("one")
    making.publish()
    assert like(making, "one") == ()


def test_hidden_documents_are_neither_named_nor_counted(many: Making) -> None:
    write_pair(many, consent=NETWORK_ONLY)
    many.publish()
    assert slugs(many, "kettle") == []
    assert slugs(many, "kettle", NETWORK) == ["teapot"]


def test_a_withdrawn_document_is_like_nothing_any_more(many: Making) -> None:
    write_pair(many)
    many.publish()
    assert slugs(many, "kettle") == ["teapot"]
    write_pair(many, status="withdrawn")
    many.publish()
    assert slugs(many, "kettle") == []


def test_what_the_page_names_anyway_is_left_out(many: Making) -> None:
    write_pair(many)
    many.write("kettle", "A kettle for breakfast.\n", themes="[time]", related="[teapot]")
    many.publish()
    assert slugs(many, "kettle") == []


def test_a_translation_is_left_out_and_of_another_pair_one_is_shown(many: Making) -> None:
    themes = "[time, recording, community]"
    for slug, cymraeg in (("kettle", "tegell"), ("teapot", "tebot")):
        many.write(slug, f"The {slug}.\n", themes=themes, title=slug)
        many.write(cymraeg, f"Y {cymraeg}.\n", themes=themes, language="cy", translation_of=slug)
    many.publish()
    found = [slugs(many, slug) for slug in ("kettle", "tegell", "teapot", "tebot")]
    assert [len(each) for each in found] == [1, 1, 1, 1]
    assert set(found[0] + found[1]) <= {"teapot", "tebot"}
    assert set(found[2] + found[3]) <= {"kettle", "tegell"}


def test_words_that_are_said_by_a_term_are_not_said_again(many: Making) -> None:
    many.write("one", "Recording, recorded. Kettle.\n", themes="[recording]")
    many.write("two", "Recording, recorded. Kettle.\n", themes="[recording]")
    many.publish()
    (other,) = like(many, "one")
    assert (other.terms[0].id, other.words) == ("recording", ("kettle",))


def test_at_most_four_are_shown_the_most_alike_first(many: Making) -> None:
    for number in range(6):
        many.write(f"tea-{number}", "Kettle. Breakfast. Toast.\n", title=f"Tea {number}")
    many.write("tea-9", "Kettle. Breakfast. Toast. Marmalade.\n", title="Tea 9")
    many.write("kettle", "Kettle. Breakfast. Toast. Marmalade.\n", title="Morning")
    many.publish()
    assert slugs(many, "kettle") == ["tea-9", "tea-0", "tea-1", "tea-2"]


def test_a_frequent_trait_leads_to_those_that_share_the_next_ones_too(
    many: Making, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "MOST_WEIGHED", 3)
    monkeypatch.setattr(module, "ENOUGH", 0.5)
    for number in range(6):
        many.write(f"tea-{number}", "Kettle.\n", themes="[time]" if number < 2 else "[recording]", title="Tea")
    many.write("kettle", "Kettle.\n", themes="[time]", title="Morning")
    many.publish()
    assert slugs(many, "kettle")[:2] == ["tea-0", "tea-1"]


def test_of_many_that_share_all_alike_the_newest_are_weighed(many: Making, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_WEIGHED", 3)
    monkeypatch.setattr(module, "ENOUGH", 0.5)
    for number in range(5):
        many.write(f"tea-{number}", "Kettle.\n", title="Tea", summary="Tea.")
        many.publish()
    many.write("tea-9", "Kettle.\n", title="Tea", summary="Tea.")
    many.publish()
    assert slugs(many, "tea-9") == ["tea-2", "tea-3", "tea-4"]


def test_answers_are_kept_and_bounded(many: Making, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_CACHED", 1)
    write_pair(many)
    many.publish()
    (first,) = like(many, "kettle")
    assert like(many, "kettle")[0] is first
    assert slugs(many, "teapot") == ["kettle"]
    assert like(many, "kettle")[0] is not first
    assert len(many.library.view(ANYBODY).snapshot.cache[module._Answers]) == 1


@pytest.mark.parametrize("seed", range(4))
def test_nobody_is_shown_what_she_may_not_see(many: Making, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 (a test, no secret)
    for number in range(8):
        audience = chance.choice(["public", "network", "coordinators"])
        consent = f"{{audience: {audience}, uses: []}}"
        many.write(f"tea-{number}", f"Kettle zqword{audience}.\n", consent=consent, title="Tea")
    many.publish()
    for viewer in VIEWERS:
        view = many.library.view(viewer)
        seen = {view.snapshot.by_id[each].slug for each in view.visible}
        for slug in seen:
            found = slugs(many, slug, viewer)
            assert seen.issuperset(found)
            assert slug not in found

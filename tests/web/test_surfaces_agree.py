"""One gate: a use is narrowed, and every page, file, report and check keeps to it alike.

Each document has words of its own that stand nowhere else. Whatever shows or gives anything of a pack is read for them,
by purpose: on the site, on screens and in chats, on paper. What was agreed to is told by the test's own table.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import pytest
from flask.testing import FlaskClient

import library
from library.actions.packs.adding import document_item, question_item
from library.actions.packs.lifecycle import share, start_pack
from library.actions.packs.page import pack_page
from library.actions.packs.recall import check_code
from library.actions.packs.report import report_of
from library.actions.packs.usable import usable_items
from library.actions.packs.workshop import workshop_of
from library.errors import ContentError
from library.model.pack import Item, Pack, StoredPack, Way
from library.model.usable import Usable
from library.model.viewer import ANYBODY
from library.model.workshop import Medium
from library.web.server import site_of
from tests.content.writing import MP4, VTT
from tests.making import TODAY, Making
from tests.web.reading_html import Html

PACKS = 3
URL = "https://library.example.org"
EVERY = frozenset({"workshop", "excerpt", "print", "record", "translate"})
NEEDED = {"site": {"workshop"}, "screen": {"workshop", "excerpt"}, "paper": {"workshop", "excerpt", "print"}}
SHELF = {"told": "stories", "welsh": "stories", "film": "resources", "outside": "resources"}
WORDS = {slug: f"Sentence{slug}" for slug in SHELF}
QUESTIONS = {slug: f"Question{slug}?" for slug in ("told", "outside")}


@dataclass(frozen=True)
class Agreed:
    """What is agreed to of one document."""

    uses: frozenset[str] = EVERY
    audience: str = "public"
    until: date | None = None
    status: str = "published"
    link_only: bool = False

    @property
    def is_visible(self) -> bool:
        return self.audience == "public" and self.status == "published" and (self.until is None or self.until >= TODAY)

    def may(self, purpose: str) -> bool:
        """Return whether its own words may be given."""
        return self.is_visible and not self.link_only and self.uses >= NEEDED[purpose]


ALL = dict.fromkeys(SHELF, Agreed())


def without(use: str) -> Agreed:
    return Agreed(EVERY - {use})


# The document that is narrowed, and what is left.
NARROWINGS: dict[str, tuple[str, Agreed]] = {
    **{
        f"{slug} without {use}": (slug, without(use))
        for slug in ("told", "welsh", "film", "outside")
        for use in ("workshop", "excerpt", "print", "record")
    },
    "told without translate": ("told", without("translate")),
    **{
        f"{slug} {name}": (slug, left)
        for slug in ("told", "welsh", "film")
        for name, left in {
            "for the network": Agreed(audience="network"),
            "until yesterday": Agreed(until=date(2026, 11, 21)),
            "withdrawn": Agreed(status="withdrawn"),
        }.items()
    },
    "outside to link to": ("outside", Agreed(frozenset(), link_only=True)),
    "told in review": ("told", Agreed(status="in-review")),
}


def beside(original: Agreed, own: Agreed) -> Agreed:
    """Return what is agreed to of a translation: what its own file and its original both allow."""
    shown = original.is_visible and "translate" in original.uses
    return replace(own, uses=own.uses & original.uses, status=own.status if shown else "withdrawn")


def write(making: Making, slug: str, agreed: Agreed) -> None:
    """Write one of the documents."""
    consent = f"audience: {agreed.audience}, uses: [{', '.join(sorted(agreed.uses))}]"
    consent += f", until: {agreed.until}" if agreed.until else ""
    body = f"One {WORDS[slug]} of it.\n\nAnother {WORDS[slug]} of it.\n"
    if slug == "outside":
        pointers = {"pointers": '[{at: "00:00:46", text: "A pointer of ours"}]'} if agreed.link_only else {}
        making.write(
            slug,
            body,
            kind="guidance",
            provenance="published-elsewhere",
            licence="link-only" if agreed.link_only else "CC-BY-4.0",
            evidence="seen",
            source="https://example.org/outside",
            consent=f"{{{'audience: public' if agreed.link_only else consent}}}",
            questions=f'["{QUESTIONS[slug]}"]',
            **pointers,
        )
        return
    changes = {"status": agreed.status}
    if slug == "film":
        making.content.put("resources/film.mp4", MP4)
        making.content.put("resources/film.vtt", VTT.decode().replace("Good morning.", f"One {WORDS[slug]}."))
        changes |= {"kind": "video", "media": '{file: film.mp4, duration: "00:01:12"}'}
        changes |= {"transcripts": "[{language: en, file: film.vtt}]"}
        body = " \n"
    if slug == "told":
        changes |= {"questions": f'["{QUESTIONS[slug]}"]'}
    if slug == "welsh":
        changes |= {"language": "cy", "translation_of": "told"}
    making.write_told(slug, body, consent, **changes)


@pytest.fixture
def making(tmp_path: Path) -> Iterator[Making]:
    made = Making(tmp_path)
    for slug, agreed in ALL.items():
        write(made, slug, agreed)
    made.publish()
    yield made
    made.library.close()


def any_items(making: Making, dice: random.Random) -> tuple[Item, ...]:
    """Return any of the documents, whole, in parts, played, and their questions, in any order."""
    made: list[Item] = []
    for slug in SHELF:
        whole = document_item(making.library, slug)
        anchor = whole.kept[0].anchor
        made += [whole, document_item(making.library, slug, [anchor]), replace(whole, way=dice.choice(list(Way)))]
    made += [question_item(making.library, slug, 1) for slug in QUESTIONS]
    dice.shuffle(made)
    chosen = made[: dice.randrange(3, len(made) + 1)]
    return tuple(replace(item, id=f"item{number:04}") for number, item in enumerate(chosen))


class OnPaper(Html):
    """A page as it is printed: ``.not-for-print`` hides what is marked as a document's words."""

    def __init__(self, source: str) -> None:
        self.printed: list[str] = []
        super().__init__(source)

    def handle_data(self, data: str) -> None:
        super().handle_data(data)
        hidden = False
        for element in self._open:
            hidden = hidden or "not-for-print" in element.classes
            if hidden and {"prose", "transcript"} & set(element.classes):
                return
        self.printed.append(data)


@dataclass
class Surfaces:
    """What is given of a pack and its documents: by purpose, the text of each surface by its name."""

    site: dict[str, str] = field(default_factory=dict)
    screen: dict[str, str] = field(default_factory=dict)
    paper: dict[str, str] = field(default_factory=dict)


def surfaces(making: Making, client: FlaskClient, stored: StoredPack, view: str) -> Surfaces:
    """Read everything that shows or gives anything of a pack."""
    found = Surfaces()
    found.site["pack page"] = repr(pack_page(making.library, stored).items)
    found.screen["files"] = repr(workshop_of(making.library, stored, Medium.SCREEN, with_notes=False).steps)
    found.paper["files"] = repr(workshop_of(making.library, stored, Medium.PAPER, with_notes=True).steps)
    found.paper["report"] = repr(report_of(making.library, stored).quotations)
    found.site["shared page"] = page = client.get(f"/shared/{view}", base_url=URL).text
    found.paper["shared page"] = " ".join(OnPaper(page).printed)
    for slug, shelf in SHELF.items():
        for place, purpose in (("team", found.site), ("choose", found.site), ("team.txt", found.screen)):
            answer = client.get(f"/{shelf}/{slug}/{place}", base_url=URL)
            purpose[f"{slug} {place}"] = answer.text if answer.status_code == 200 else ""
        page = client.get(f"/{shelf}/{slug}/team", base_url=URL).text
        found.paper[f"{slug} team"] = " ".join(OnPaper(page).printed)
    return found


def allowed(agreed: dict[str, Agreed], purpose: str) -> set[str]:
    """Return the words that may stand on surfaces of a purpose."""
    words = {WORDS[slug] for slug, each in agreed.items() if each.may(purpose)}
    own = {slug for slug, each in agreed.items() if each.link_only and each.is_visible}
    return words | {words for slug, words in QUESTIONS.items() if agreed[slug].may(purpose) or slug in own}


def given(text: str) -> set[str]:
    return {words for words in (*WORDS.values(), *QUESTIONS.values()) if words in text}


def purposes(each: Surfaces) -> dict[str, dict[str, str]]:
    return {"site": each.site, "screen": each.screen, "paper": each.paper}


@pytest.mark.parametrize("narrowing", NARROWINGS)
def test_no_surface_gives_what_another_refuses_for_the_same_purpose(narrowing: str, making: Making) -> None:
    slug, left = NARROWINGS[narrowing]
    agreed = ALL | {slug: left}
    agreed["welsh"] = beside(agreed["told"], agreed["welsh"])
    dice = random.Random(narrowing)  # noqa: S311 - packs, no secret
    packs = []
    for _ in range(PACKS):
        started = start_pack(making.library, Pack("Any", items=any_items(making, dice)))
        code = workshop_of(making.library, started.stored, Medium.PAPER, with_notes=False).code
        packs.append((started.stored, share(making.library, started.edit), code, given_by_item(making, started.stored)))
    write(making, slug, left)
    # A translation that is not agreed to any more is a mistake of its file; what it shows is narrowed before that.
    with suppress(ContentError):
        making.publish()
    client = site_of(making.library).test_client()
    for stored, view, code, before in packs:
        for purpose, found in purposes(surfaces(making, client, stored, view)).items():
            wrong = {name: more for name, text in found.items() if (more := given(text) - allowed(agreed, purpose))}
            assert wrong == {}, purpose
        check_own_pages(client, agreed)
        check_twins(making, stored, agreed)
        check_films(making, stored, agreed)
        check_that_the_check_says_so(making, code, before, given_by_item(making, stored))


def given_by_item(making: Making, stored: StoredPack) -> dict[int, tuple[Usable, Usable]]:
    """Return what may leave the site of each item."""
    items = usable_items(making.library.view(ANYBODY), stored.pack)
    return {each.number: (each.screen, each.paper) for each in items}


def check_twins(making: Making, stored: StoredPack, agreed: dict[str, Agreed]) -> None:
    """Words of the translation stand beside the original only where both may, and no recording catches them."""
    is_caught = "record" in agreed["told"].uses and "record" not in agreed["welsh"].uses
    for medium in Medium:
        may = agreed["told"].may(medium) and agreed["welsh"].may(medium) and not is_caught
        for step in workshop_of(making.library, stored, medium, with_notes=False).steps:
            words = step.twin.words if step.twin else ()
            assert may or not words or step.title == "welsh"
            if step.title == "welsh":
                assert not words or (agreed["told"].may(medium) and agreed["welsh"].may(medium))


def check_films(making: Making, stored: StoredPack, agreed: dict[str, Agreed]) -> None:
    """A film goes along only where its words may."""
    for medium in Medium:
        for step in workshop_of(making.library, stored, medium, with_notes=False).steps:
            carried = step.clip is not None and (step.clip.file or step.clip.poster)
            assert agreed["film"].may(medium) or not carried


def check_own_pages(client: FlaskClient, agreed: dict[str, Agreed]) -> None:
    """A document's own page is printed with ``print`` alone, for it quotes nothing; that of a work elsewhere always."""
    for slug, each in agreed.items():
        page = client.get(f"/{SHELF[slug]}/{slug}", base_url=URL)
        if page.status_code == 200:
            may = "print" in each.uses or slug == "outside"
            assert (WORDS[slug] in " ".join(OnPaper(page.text).printed)) == may
        else:
            assert not each.is_visible


def check_that_the_check_says_so(
    making: Making,
    code: str,
    before: dict[int, tuple[Usable, Usable]],
    now: dict[int, tuple[Usable, Usable]],
) -> None:
    """Whatever a file had and may not have now is named by the check of its code, and nothing that may."""
    (files,) = check_code(making.library, code).files
    named = {each.number for each in files.leave_out}
    lost = {
        number
        for number, purposes_before in before.items()
        for then, today, is_screen in zip(purposes_before, now[number], (True, False), strict=True)
        if has(then, film=is_screen) - has(today, film=is_screen)
    }
    assert lost <= named
    assert check_code(making.library, code).files == (files,)


def has(usable: Usable, *, film: bool) -> set[object]:
    """Return what a file for a purpose has; no file for paper has films or their pictures."""
    found: set[object] = {each.text for each in usable.passages}
    found |= {("twin", each.text) for each in usable.twin if usable.passages}
    found |= {"film"} if film and usable.with_film else set()
    return (found | {usable.question}) - {""}


def test_where_all_is_agreed_to_every_surface_gives_it(making: Making) -> None:
    client = site_of(making.library).test_client()
    items = tuple(
        replace(document_item(making.library, slug), id=f"item-{slug}", way=Way.ALOUD) for slug in SHELF
    ) + tuple(question_item(making.library, slug, 1) for slug in QUESTIONS)
    started = start_pack(making.library, Pack("All", items=items))
    found = surfaces(making, client, started.stored, share(making.library, started.edit))
    every = {*WORDS.values(), *QUESTIONS.values()}
    for purpose, texts in purposes(found).items():
        for name, text in texts.items():
            slug, _, place = name.partition(" ")
            wanted = {WORDS[slug]} if place and slug in SHELF else every
            wanted -= set(QUESTIONS.values()) if name == "report" else set()
            assert given(text) >= wanted, (purpose, name)


def test_pointers_of_a_link_are_quoted_nowhere_when_its_work_may_be_quoted_by_now(making: Making) -> None:
    write(making, "outside", Agreed(frozenset(), link_only=True))
    making.publish()
    stored = start_pack(making.library, Pack("Link", items=(document_item(making.library, "outside"),))).stored
    before = [quotation.place for quotation in report_of(making.library, stored).quotations]
    text = (making.root / "content/resources/outside.md").read_text("utf-8")
    opened = text.replace("link-only", "CC-BY-4.0").replace(
        "{audience: public}", "{audience: public, uses: [workshop]}"
    )
    (making.root / "content/resources/outside.md").write_text(opened, "utf-8")
    making.publish()
    (quotation,) = report_of(making.library, stored).quotations
    assert (quotation.words, [quotation.place]) == ((), before)


def test_the_rules_of_use_are_read_in_one_place() -> None:
    folder = Path(library.__file__).parent
    readers = {path.name for path in folder.rglob("*.py") if "packs.allowed import" in path.read_text("utf-8")}
    # Lists of documents hold cards, which `rendering` asks about.
    assert readers == {"usable.py", "rendering.py"}


def test_what_may_only_be_linked_to_is_told_by_one_name() -> None:
    folder = Path(library.__file__).parent
    # The name also stands in sentences for people.
    spelled = {path.name for path in folder.rglob("*.py") if '"link-only"' in path.read_text("utf-8")}
    assert spelled == {"document.py"}

"""Searches that found little: which are noted, and which never are."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from library.actions.find import SearchRequest, find
from library.actions.missed_searches import FEW, list_missed, note_missed
from library.model.missed_search import Missed
from library.model.viewer import ANYBODY
from library.model.vocabulary import Axis, Term, Vocabulary
from library.search import personal_data
from library.search.personal_data import may_be_recorded, normalised
from library.search.words import is_common
from library.web.app import create_app
from tests.making import TODAY, Making
from tests.storage.test_missed_searches import held

VOCABULARY = Vocabulary(
    (
        Term("hope", Axis.OUTCOME, {"en": "Hope and Grace", "cy": "Gobaith"}),
        Term("young-carers", Axis.ROLE, {"en": "Young carers (under eighteen)"}, also=("Young carers", "NEWC")),
        Term("sds", Axis.THEME, {"en": "Self-directed support"}, also=("SDS", "Iriss")),
    )
)

KEPT = """\
dementia
Dementia
DEMENTIA
autism
housing benefit
Housing benefit
respite at the weekend
"good conversations"
carer OR parent
dementia -hospital
ADHD
adhd
PTSD
advice for GPs
end-of-life care
what's important to her
why does recording take so long?
black and minority ethnic carers
Ukrainian refugees
living with Parkinson's
alzheimer's
neurodiversity
talking to your doctor
one to one support
green spaces
long covid
young people leaving care
suicide prevention
men's sheds
saturday club
drug and alcohol (recovery)
galar
gofal dementia
iechyd meddwl
slàinte
Hope and Grace
hope and grace in hospital
gobaith
young carers respite
NEWC
help from Iriss
self directed support budget
SDS
""".splitlines()

REFUSED = """\
EH1 1AA
eh11aa
EHI IAA
ehi iaa
GIO OAA
GLL LLB
07700 900123
nought seven seven double oh nine
٠٧٧٠٠
ward ②
x²
born in Ⅷ
CHI 0101011234
agnes from ward 4
agnes from the ward
agnes
AGNES
Agnes's story
Jean
craig
jones
JOHN SMITH
margaret smith
Mrs Mackenzie
mrs mackenzie
Ms B
Mr Brown
miss understood
Dr Finlay
professor of care
eilidh macdonald
mòrag
Dòmhnall
siân
awen
gwyn
O'Neil
o'donoghue
McTaggart
mctaggart
siobhan
wojciech
zofia
van der berg
ap iorwerth
mark
will she come home
hope
rose from the ward
auntie jean
wee jimmy
j s
j smith
glasgow
My mum Patricia
housing for Wojciech
Housing Benefit
carers in Brechin
john@example.org
www.example.org
example.org/x
author:smith
by: dementia
theme:listening
xqzvw
a_b
...
""".splitlines()


@pytest.mark.parametrize("text", KEPT)
def test_plain_words_are_kept(text: str) -> None:
    assert may_be_recorded(text, VOCABULARY)


@pytest.mark.parametrize("text", [*REFUSED, "", " ", '""', "-"])
def test_what_may_be_about_somebody_is_not(text: str) -> None:
    assert not may_be_recorded(text, VOCABULARY)


def listed_people() -> list[str]:
    lines = Path(personal_data.__file__).with_name("people.txt").read_text("utf-8").splitlines()
    return [name for line in lines if not line.startswith("#") for name in line.split()]


def test_no_listed_name_is_kept_alone_or_in_company() -> None:
    kept = [
        name
        for name in listed_people()
        if may_be_recorded(name, VOCABULARY) or may_be_recorded(f"{name} cooks", VOCABULARY)
    ]
    assert kept == []


def test_the_listed_names_are_sorted_names_and_hardly_ever_common_words() -> None:
    names = listed_people()
    assert names == sorted(set(names))
    assert all(re.fullmatch(r"[a-zà-ÿ']+", name) for name in names)
    assert [name for name in names if is_common(name)] == ["will"]


@given(st.sampled_from(KEPT), st.characters(categories=["Nd", "Nl", "No"]), st.integers(0, 40))
def test_no_search_with_a_digit_of_any_script_is_kept(text: str, digit: str, at: int) -> None:
    assert not may_be_recorded(f"{text[:at]}{digit}{text[at:]}", VOCABULARY)


@given(st.text())
def test_any_text_gets_an_answer(text: str) -> None:
    assert may_be_recorded(text, VOCABULARY) in {True, False}


def test_eight_words_and_a_hundred_characters_are_the_most() -> None:
    assert may_be_recorded(" ".join(["care"] * 8), VOCABULARY)
    assert not may_be_recorded(" ".join(["care"] * 9), VOCABULARY)
    assert may_be_recorded(("responsibilities " * 5 + "responsibility").strip(), VOCABULARY)
    assert not may_be_recorded(("responsibilities " * 6).strip(), VOCABULARY)


def test_a_search_is_counted_in_one_spelling() -> None:
    assert normalised("  Housing \t\n BENEFIT ") == "housing benefit"
    assert normalised("benefit housing") == "benefit housing"


def search(making: Making, text: str, days: Iterable[int] = range(3), **asked: object) -> tuple[Missed, ...]:
    """Search on some days as the page does, and return what is listed afterwards."""
    for day in days:
        making.day.today = TODAY + timedelta(days=day)
        request = SearchRequest(text, **asked)  # type: ignore[arg-type]
        note_missed(making.library, request, find(making.library, ANYBODY, request))
    return list_missed(making.library)


@pytest.fixture
def published(making: Making) -> Making:
    """A library in which many documents are about a kettle and two about a key."""
    for number in range(FEW):
        making.write(f"kettle-{number}", "A kettle.\n")
    making.write("key-1", "A key.\n")
    making.write("key-2", "A key.\n")
    making.publish()
    return making


def test_a_search_that_found_little_is_listed_from_the_third_day(published: Making) -> None:
    assert search(published, "Housing  benefit", range(2)) == ()
    assert search(published, "housing benefit", [2]) == (Missed("housing benefit", 3, TODAY + timedelta(days=2)),)


def test_two_documents_are_little_and_three_are_not(published: Making) -> None:
    assert [each.words for each in search(published, "key")] == ["key"]
    assert [each.words for each in search(published, "kettle")] == ["key"]


@pytest.mark.parametrize(
    "asked",
    [{"page": 2}, {"filters": {"theme": frozenset({"listening"})}}, {"filters": {"kind": frozenset({"video"})}}],
    ids=["a later page", "a filter", "another filter"],
)
def test_only_first_pages_without_filters_count(published: Making, asked: dict[str, object]) -> None:
    assert search(published, "housing benefit", range(3), **asked) == ()


def test_a_search_without_words_is_not_counted(making: Making) -> None:
    making.publish()
    assert search(making, "") == search(making, "...") == ()


def test_nothing_is_counted_while_search_is_down(published: Making) -> None:
    for path in (published.root / "data/builds/1/index").iterdir():
        path.write_bytes(b"nonsense")
    published.library.close()
    assert search(published, "housing benefit") == ()


def test_what_may_be_about_somebody_leaves_nothing_at_all(published: Making) -> None:
    for text in ("agnes from the ward", "Mrs Mackenzie", "EH1 1AA", "wojciech"):
        assert search(published, text) == ()
    assert not (published.root / "data/missed.sqlite").exists()


def test_the_list_needs_nothing_published(making: Making) -> None:
    assert list_missed(making.library) == ()


def test_what_is_withdrawn_or_published_later_changes_nothing_in_the_list(published: Making) -> None:
    listed = search(published, "key")
    published.delete("key-1")
    published.publish()
    assert list_missed(published.library) == listed


@pytest.fixture
def browser(published: Making) -> FlaskClient:
    """A browser on that library."""
    return create_app(published.library, published.library.settings).test_client()


def visit(browser: FlaskClient, making: Making, address: str) -> list[str]:
    """Ask for an address on three days and return the words that are listed."""
    for day in range(3):
        making.day.today = TODAY + timedelta(days=day)
        with browser.get(address) as answer:
            assert answer.status_code == 200
    return [each.words for each in list_missed(making.library)]


def test_the_page_counts(browser: FlaskClient, published: Making) -> None:
    assert visit(browser, published, "/search?q=housing+benefit") == ["housing benefit"]


def test_the_answer_to_machines_does_not(browser: FlaskClient, published: Making) -> None:
    assert visit(browser, published, "/search.json?q=housing+benefit") == []


def test_the_page_is_as_ever_where_nothing_can_be_written(
    browser: FlaskClient, published: Making, caplog: pytest.LogCaptureFixture
) -> None:
    (published.root / "data/missed.sqlite").mkdir()
    with caplog.at_level(logging.WARNING), browser.get("/search?q=housing+benefit") as answer:
        assert (answer.status_code, b"housing benefit" in answer.data) == (200, True)
    assert [record.getMessage() for record in caplog.records] == [
        "A search that found little was not counted. The list of unsuccessful searches cannot be "
        "used: unable to open database file."
    ]
    assert "housing" not in caplog.text


def test_no_file_of_the_library_holds_the_words_before_the_third_day(browser: FlaskClient, tmp_path: Path) -> None:
    with browser.get("/search?q=housing+benefit"):
        pass
    assert (tmp_path / "data/missed.sqlite").exists()
    assert b"housing" not in held(tmp_path)

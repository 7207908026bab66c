"""Files as Notepad, Word, TextEdit and phones save them are read as the same document."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

import pytest

from library.content.document_files import read_file_with_advice
from library.content.permission import read_statement
from library.content.vocabulary import read_vocabulary
from library.model.document import Document
from library.model.permission import UNKNOWN, Statement
from tests.content.writing import PDF, STORY, VIDEO, VOCABULARY, Folder
from tests.pictures import JPEG

BODY = "“Aye,” said Seán.\n\nIt’s a café in Tŷ Bach – Còig.\n\n- one\n- two\n"
BOM = "\ufeff".encode()


def read(folder: Folder, data: bytes | str) -> tuple[Document, list[str]]:
    """Return a document without its hash, and the advice about it."""
    folder.put(STORY, data)
    found = read_file_with_advice(folder.root, STORY, folder.vocabulary)
    return replace(found.document, sha256=""), [f"{each.line}: {each.sentence}" for each in found.advice]


@pytest.fixture
def text(folder: Folder) -> str:
    """A story with accents, in its usual form."""
    return folder.write(body=BODY, title="Seán’s café")


def test_line_ends_marks_and_accents_in_two_parts_change_nothing_and_are_not_mentioned(
    folder: Folder, text: str
) -> None:
    plain = read(folder, text)
    crlf = text.replace("\n", "\r\n")
    assert plain[1] == []
    for data in (
        crlf.encode(),
        BOM + text.encode(),
        BOM + crlf.encode(),
        text.replace("\n", "\r").encode(),
        text.replace("\n", "\r\n", 5).encode(),
        unicodedata.normalize("NFD", text).encode(),
        BOM + unicodedata.normalize("NFD", crlf).encode(),
    ):
        assert read(folder, data) == plain


@pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
def test_a_finding_has_the_line_that_the_author_sees(folder: Folder, end: str) -> None:
    text = folder.write(year="3", body="One.\n\nTwo {{.\n\nA caf\u00e9.\n").replace("\n", end)
    folder.put(STORY, BOM + text.encode())
    assert [mistake.partition(":")[0] for mistake in folder.mistakes()] == ["9"]
    folder.put(STORY, text.replace("year: 3", "year: 2021").encode("latin-1"))
    assert [mistake.partition(":")[0] for mistake in folder.mistakes()] == ["15"]


@pytest.mark.parametrize("sign", ["\u00ad", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u200e", "\u200f"])
def test_an_invisible_sign_splits_no_word(folder: Folder, text: str, sign: str) -> None:
    plain = read(folder, text)
    split = text.replace("Aye", f"A{sign}ye").replace("café", f"ca{sign}fé").replace("kind:", f"{sign}kind:{sign}")
    assert read(folder, split) == plain


def test_words_pasted_from_a_word_processor_are_found_whole(folder: Folder) -> None:
    body = "The con\u00adver\u00adsa\u00adtion.\n\nA Zimmer\u200b in the befrien\u200bding log.\n"
    document, advice = read(folder, folder.write(body=body))
    assert [passage.text for passage in document.passages] == [
        "The conversation.",
        "A Zimmer in the befriending log.",
    ]
    assert advice == []


def test_invisible_signs_written_as_entities_split_no_word_either(folder: Folder) -> None:
    body = "The con&shy;ver&#8203;sa&#xad;tion&zwnj;, <b>so&shy;on</b>.\n\n👩&zwj;⚕️ and می&zwnj;خواهم\n"
    document, _ = read(folder, folder.write(body=body))
    assert [passage.text for passage in document.passages][:2] == ["The conversation, soon.", "👩‍⚕️ and می‌خواهم"]
    assert "\u00ad" not in document.body_html


@pytest.mark.parametrize(
    "words",
    [
        "می‌خواهم",  # Persian, with a joiner that keeps two letters apart
        "क्‍ष and क्‌ष",  # Hindi, with both joiners
        "ภาษา\u200bไทย",  # Thai, with a break without a space
        "👩‍⚕️ and 👨‍👩‍👧 and ❤️‍🔥",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "🏴\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",
        "שלום C++\u200f!",
        "العربية \u200eC#\u200e",
        "Llŷn, ŵ, Dùn Èideann, Ċ",
        "5\u00a0km and Mrs\u202fOrr",
        "non\u2011compliant…",
    ],
)
def test_what_a_script_or_an_emoji_needs_stays(folder: Folder, words: str) -> None:
    document, advice = read(folder, folder.write(body=f"{words}\n", title=f'"{words}"'))
    assert document.passages[0].text == " ".join(words.split())
    assert advice == []


LINE_END = (
    "Press Enter if a new line or paragraph starts on this line. "
    "A line end that only some programs show was read as a space."
)


@pytest.mark.parametrize(
    ("found", "meant", "sentence"),
    [
        ("one\u2028two", "one two", LINE_END),
        ("one\u2029two", "one two", LINE_END),
        ("one\x0btwo", "one two", LINE_END),
        ("one\x0ctwo", "one two", LINE_END),
        ("one\ufffc two", "one two",
         "Add the picture or file that was on this line. It was lost when the text was copied."),
        ("o\ufffde", "o\ufffde",
         "Retype the character shown as � on this line. It was lost when the file was saved or copied."),
        ("o\x1bne", "one", "Check the words on this line. An invisible control character was removed."),
        ("one\u202e two\u202c", "one two",
         "Check the order of the words on this line. Invisible characters that reverse it were removed."),
        ("\x93Aye,\x94 it\x92s \x96 so\x85", "“Aye,” it’s – so…",
         "Check the quotation marks, dashes and accents. They were saved in the old Windows encoding, and read as "
         "here: ““Aye,” it’s – so…”."),
    ],
)  # fmt: skip
def test_what_had_to_be_guessed_is_advice_with_its_line(folder: Folder, found: str, meant: str, sentence: str) -> None:
    document, advice = read(folder, folder.write(body=f"First.\n\n{found}\n\n{found}\n"))
    assert [passage.text for passage in document.passages] == ["First.", meant, meant]
    assert advice == [f"12: {sentence}"]


def test_lines_that_look_blank_part_paragraphs_and_marks_need_no_special_space(folder: Folder) -> None:
    body = "One.\n\u00a0\nTwo.\n\n##\u00a0Three\n\n-\u00a0four\n- \u00a0five\n\n1.\u202fsix\n"
    plain = "One.\n\nTwo.\n\n## Three\n\n- four\n- five\n\n1. six\n"
    assert read(folder, folder.write(body=body)) == read(folder, folder.write(body=plain))


HYPHENS = "Type three hyphens (---) at both ends of the header. A line of dashes was read as three hyphens."


@pytest.mark.parametrize(
    ("start", "end", "line"),
    [("—-", "—-", 1), ("–-", "---", 1), ("—", "—", 1), ("---", "—-", 9), ("---", "———", 9), ("—-", "---", 1)],
)
def test_what_a_phone_makes_of_three_hyphens_is_the_end_of_the_header(
    folder: Folder, text: str, start: str, end: str, line: int
) -> None:
    header, _, body = text.removeprefix("---\n").partition("---\n")
    rest = "\n---\n\nMore.\n" if start != "---" else "\n—\n\nMore.\n"
    plain, advice = read(folder, text + rest)
    assert advice == []
    assert read(folder, f"{start}\n{header}{end}\n{body}{rest}") == (plain, [f"{line}: {HYPHENS}"])


def test_a_vocabulary_saved_in_notepad_is_read(folder: Folder) -> None:
    saved = VOCABULARY.replace("Time to talk", "“Time to, talk”").replace("{id: time", "{id:\u00a0time")
    folder.put("vocabulary.yaml", BOM + unicodedata.normalize("NFD", saved.replace("\n", "\r\n")).encode())
    assert read_vocabulary(folder.root).terms == tuple(
        replace(term, labels={"en": "Time to, talk"}) if term.id == "time" else term for term in folder.vocabulary.terms
    )


Form = Literal["NFC", "NFD"]
FORMS: list[Form] = ["NFC", "NFD"]
NAMES = ["café.pdf", "Seán 2.pdf", "more é/Tŷ.pdf"]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("written", FORMS)
@pytest.mark.parametrize("stored", FORMS)
def test_a_file_is_found_however_its_accents_are_stored(folder: Folder, name: str, written: Form, stored: Form) -> None:
    path = f"resources/{unicodedata.normalize(stored, name)}"
    folder.put(path, PDF)
    header = unicodedata.normalize(written, f"[{{file: {name}, title: A}}]")
    folder.write(VIDEO, kind="tool", attachments=header)
    (file,) = folder.read(VIDEO).files
    assert (file.name, file.path) == (name, path)


@pytest.mark.parametrize("written", ["café.jpg", "cafe\u0301.jpg", "caf%C3%A9.jpg", "cafe%CC%81.jpg"])
@pytest.mark.parametrize("stored", FORMS)
def test_a_picture_of_the_text_is_found_however_its_accents_are_stored(
    folder: Folder, written: str, stored: Form
) -> None:
    folder.put(f"stories/{unicodedata.normalize(stored, 'café.jpg')}", JPEG)
    document, _ = read(folder, folder.write(body=f"One.\n\n![A kettle on a shelf]({written})\n"))
    assert {file.path for file in document.files} == {f"stories/{unicodedata.normalize(stored, 'café.jpg')}"}


def test_a_file_is_found_with_the_space_that_a_mac_has_in_the_names_of_pictures(folder: Folder) -> None:
    path = folder.put("resources/Scan 9.41\u202fAM.pdf", PDF)
    folder.write(VIDEO, kind="tool", attachments="[{file: Scan 9.41 AM.pdf, title: A}]")
    assert folder.read(VIDEO).files[0].path == f"resources/{path.name}"


def test_of_two_names_that_look_the_same_the_exact_one_is_meant_or_none(folder: Folder) -> None:
    folder.put("resources/a\u00a0b.pdf", PDF)
    folder.put("resources/a\u202fb.pdf", PDF)
    folder.write(VIDEO, kind="tool", attachments="[{file: a b.pdf, title: A}]")
    assert "is missing" in folder.mistakes(VIDEO)[0]
    folder.put("resources/a b.pdf", PDF)
    assert folder.read(VIDEO).files[0].path == "resources/a b.pdf"


SIGNS = ["\u00a0", "\t", "\r", "\u200b", "“", "”", '"', "\x0b", "\0", "\x92", "—"]
HEADERS = [
    "status: withdrawn\nprovenance: fictional\nconsent: {audience: public, uses: [workshop, print]}\n",
    "provenance: told\nstatus: published\npublished: 2030-01-01\n"
    "consent:\n  audience: network\n  uses: [print]\n  shown_as: pseudonym\n  given: 2026-01-10\n  until: 2030-01-10\n",
    'status: “draft”\nprovenance: “told”\nconsent: {audience: “network”, uses: [“print”],\n  shown_as: "pseudonym”, '
    "given: “2026-01-10”}\n",
]


def with_signs(text: str) -> Iterator[str]:
    """Yield a text with each sign at each place."""
    for sign in SIGNS:
        for place in range(len(text)):
            yield text[:place] + sign + text[place:]


@pytest.mark.parametrize("header", HEADERS)
def test_no_guess_makes_a_document_more_visible(folder: Folder, header: str) -> None:
    meant = statement(folder, header)
    assert meant != UNKNOWN
    certain = 0
    for changed in with_signs(header):
        found = statement(folder, changed)
        certain += found != UNKNOWN
        assert found == UNKNOWN or found.permission.narrower(meant.permission) == found.permission, repr(changed)
    assert certain > len(header)


def test_who_may_see_a_document_is_read_however_long_its_header_is_when_saved(folder: Folder) -> None:
    header = "status: draft\nsummary: >\n" + "  é\n" * 12_000 + "consent: {audience: network, uses: []}\n"
    plain = statement(folder, header + "provenance: fictional\n")
    assert plain != UNKNOWN
    saved = unicodedata.normalize("NFD", header).replace("\n", "\r\n")
    assert statement(folder, f"{saved}provenance: fictional\n") == plain


def statement(folder: Folder, header: str) -> Statement:
    """Read who may see a document with this header."""
    folder.put(STORY, f"---\n{header}---\nText.\n".encode())
    return read_statement(folder.root, STORY)

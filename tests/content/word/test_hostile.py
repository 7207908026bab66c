"""Files that are no Word files, or that someone made to do harm: refused in words, within limits."""

import contextlib
import resource
import zipfile
from io import BytesIO

import pytest

from library.content.word.archive import MOST_BYTES, MOST_XML, Archive, UnusableWordFile
from library.content.word.reading import read_word
from library.content.word.xml_reader import DEEPEST
from tests.content.word.files import paragraph, part, relations, word_file

GOOD = word_file(paragraph("Words"))


def zipped(*names: str) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return made.getvalue()


def with_part(name: str, content: str | bytes) -> bytes:
    return word_file(paragraph("Words"), ("rId9", "footnotes", "footnotes.xml"), parts={name: content})


LOCKED_FLAG = GOOD.replace(b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00")
ENTITIES = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><d>&b;</d>'
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE d SYSTEM "file:///etc/passwd"><d/>'

# The beginning of a file, and words of the answer.
OTHERS = {
    "RTF": (b"{\\rtf1 words}", "an RTF file"),
    "PDF": (b"%PDF-1.7 words", "a PDF"),
    "old Word": (b"\xd0\xcf\x11\xe0" + bytes(600), "an old Word file"),
    "locked": (b"\xd0\xcf\x11\xe0" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "locked with a password"),
    "locked zip": (LOCKED_FLAG, "locked with a password"),
    "ODT": (zipped("mimetype", "content.xml"), "an OpenDocument file"),
    "Pages": (zipped("Index/Document.iwa"), "a Pages file"),
    "Excel": (zipped("xl/workbook.xml"), "a spreadsheet"),
    "another zip": (zipped("photo.jpg"), "not a Word file"),
    "web page": (b"<!DOCTYPE html><p>words", "a web page"),
    "text": ("Words, caf\u00e9.\r\n".encode(), "plain text"),
    "empty": (b"", "empty"),
    "zeros": (bytes(5000), "empty"),
    "noise": (bytes(range(256)) * 20, "not a Word file"),
    "cut": (GOOD[: len(GOOD) // 2], "damaged or not complete"),
    "only a mark": (b"PK\x03\x04", "damaged or not complete"),
    "no XML": (with_part("word/document.xml", "words"), "damaged"),
    "half an XML": (with_part("word/document.xml", part("document", "<w:body>")[:-30]), "damaged"),
    "entities": (with_part("word/document.xml", ENTITIES), "damaged"),
    "a document type elsewhere": (with_part("word/footnotes.xml", OUTSIDE), "damaged"),
    "entities in styles": (with_part("word/styles.xml", ENTITIES), "damaged"),
    "too deep": (with_part("word/document.xml", f"{'<a>' * (DEEPEST + 1)}{'</a>' * (DEEPEST + 1)}"), "too deep"),
    "an unknown packing": (GOOD.replace(b"\x00\x00\x08\x00", b"\x00\x00\x63\x00"), "damaged or not complete"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "answer"), OTHERS.values(), ids=OTHERS)
def test_a_file_that_cannot_be_imported_is_refused_with_what_to_do(data: bytes, answer: str) -> None:
    with pytest.raises(UnusableWordFile) as refused:
        read_word(data)
    assert answer in str(refused.value)


@pytest.mark.parametrize("size", [MOST_XML + 1, 300_000_000])
def test_a_bomb_is_refused_before_it_unpacks(size: int) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", relations(("r", "officeDocument", "word/document.xml")))
        with archive.open("word/document.xml", "w") as document:
            for _ in range(size // 1_000_000 + 1):
                document.write(b" " * 1_000_000)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UnusableWordFile, match="too large"):
        read_word(packed.getvalue())
    # In KB: the limit of one part twice over, and room for Python.
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 4 * MOST_XML // 1024


def test_a_huge_file_is_refused_unread() -> None:
    with pytest.raises(UnusableWordFile, match="too large"):
        Archive(b"PK\x03\x04" + bytes(MOST_BYTES))


def test_more_parts_than_any_document_has_are_refused() -> None:
    with pytest.raises(UnusableWordFile, match="too large"):
        read_word(zipped(*(f"word/{n}.xml" for n in range(5_001))))


def test_nothing_outside_the_file_is_opened() -> None:
    body = '<w:p><w:r><w:pict><v:shape><v:imagedata r:id="rA"/></v:shape></w:pict></w:r></w:p>' + paragraph("Words")
    file = word_file(
        body,
        ("rA", "image", "file:///etc/passwd"),
        ("rB", "attachedTemplate", "http://127.0.0.1:9/template.dotm"),
        ("rC", "image", "../../../../etc/passwd"),
    )
    assert read_word(file).html == "<p>Words</p>"


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_file_is_read_or_refused_in_words(seed: int) -> None:
    damaged = bytearray(word_file(paragraph("Words") * 20, compression=zipfile.ZIP_STORED))
    for n in range(12):
        damaged[(seed * 7919 + n * 104_729) % len(damaged)] ^= 1 << (seed + n) % 8
    with contextlib.suppress(UnusableWordFile):
        assert set(read_word(bytes(damaged)).pictures) == set()

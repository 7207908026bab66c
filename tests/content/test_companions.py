"""A document is the same wherever its bytes and its companions come from."""

from __future__ import annotations

from pathlib import Path

import pytest

from library.content.companions import NO_COMPANIONS, HeldCompanions, read_companion
from library.content.disclosure import disclosure_in, read_disclosure
from library.content.document import read_document
from library.content.document_files import read_file_with_advice
from library.content.folder import scan
from library.content.folder_files import FolderFiles
from library.content.mistakes import Mistakes
from library.content.permission import read_statement, statement_of
from library.content.served import served_bytes
from library.content.source import LARGEST_FILE
from library.content.vocabulary import read_vocabulary
from library.errors import ContentError
from library.model.document import Document
from tests.content.writing import CAPTIONS, MP4, PDF, STORY, VIDEO, VTT, Folder
from tests.pictures import JPEG, PNG

CONTENT = Path(__file__).parents[2] / "content"
FILM = {
    "kind": "video",
    "media": '{file: a.mp4, poster: a.png, alt: "A gate", duration: "00:02:00"}',
    "transcripts": "[{language: en, file: a.vtt}]",
    "attachments": "[{file: more/a.pdf, title: A}]",
}
FILES = {
    "resources/a.mp4": MP4,
    "resources/a.png": PNG,
    "resources/a.vtt": VTT,
    "resources/more/a.pdf": PDF,
    "resources/gate.jpg": JPEG,
}
BODY = "One.\n\n![A gate that hangs open](gate.jpg)\n"


def _mistakes(folder: Folder, data: str, companions: HeldCompanions, path: str = VIDEO) -> list[str]:
    with pytest.raises(ContentError) as refused:
        read_document(data.encode(), path, folder.vocabulary, companions)
    return [str(mistake).removeprefix(f"{path}:") for mistake in refused.value.mistakes]


def test_every_document_of_the_library_is_the_same_from_its_bytes() -> None:
    vocabulary, others = read_vocabulary(CONTENT), FolderFiles(CONTENT)
    paths = [stamp.path for stamp in scan(CONTENT).documents]
    assert len(paths) > 100
    for path in paths:
        read = read_file_with_advice(CONTENT, path, vocabulary)
        files = {file.path: (CONTENT / file.path).read_bytes() for file in read.document.files}
        data = (CONTENT / path).read_bytes()
        assert read_document(data, path, vocabulary, HeldCompanions(files)) == read
        assert statement_of(data, path) == read_statement(CONTENT, path)
        assert disclosure_in(data, path, others) == read_disclosure(CONTENT, path)


def _document(folder: Folder) -> Document:
    """Return a film with every kind of companion, none of which is on the disk."""
    data = folder.write(VIDEO, BODY, **FILM)
    return read_document(data.encode(), VIDEO, folder.vocabulary, HeldCompanions(FILES)).document


def test_companions_need_no_folder(folder: Folder) -> None:
    document = _document(folder)
    assert not any((folder.root / path).exists() for path in FILES)
    assert {file.path for file in document.files} == FILES.keys()
    assert [passage.text for passage in document.passages if passage.start == 0] == ["Good morning."]
    (transcript,) = document.transcripts
    served = served_bytes(HeldCompanions(FILES), document, transcript.file)
    assert b"".join(served) == CAPTIONS


def test_an_upload_can_wait_in_a_temporary_file(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "upload-1").write_bytes(MP4)
    data = folder.write(VIDEO, BODY, **FILM)
    held = HeldCompanions({**FILES, "resources/a.mp4": tmp_path / "upload-1"})
    assert read_document(data.encode(), VIDEO, folder.vocabulary, held).document == _document(folder)


def test_a_file_that_was_received_comes_before_one_of_the_same_name_that_is_there(folder: Folder) -> None:
    folder.put("resources/a.pdf", PDF + b"old")
    folder.put("resources/b.pdf", PDF + b"there")
    held = HeldCompanions({"resources/a.pdf": PDF + b"new"}, FolderFiles(folder.root))
    header = folder.write(VIDEO, kind="tool", attachments="[{file: a.pdf, title: A}, {file: b.pdf, title: B}]")
    document = read_document(header.encode(), VIDEO, folder.vocabulary, held).document
    served = [b"".join(served_bytes(held, document, file)) for file in document.files]
    assert served == [PDF + b"new", PDF + b"there"]


def test_a_file_that_nobody_sent_is_missing_and_one_with_a_similar_name_is_suggested(folder: Folder) -> None:
    header = folder.write(VIDEO, kind="tool", attachments="[{file: guide.pdf, title: A}]")
    absent = "“guide.pdf” is missing. Check the name, including capitals, or put the file beside this one."
    assert _mistakes(folder, header, NO_COMPANIONS) == [f"9: attachments file: {absent}"]
    near = HeldCompanions({"resources/Guide.pdf": PDF, "resources/guide.png": PNG})
    assert _mistakes(folder, header, near) == [f"9: attachments file: {absent} Did you mean “Guide.pdf”?"]


def test_a_name_that_a_mac_stores_in_two_parts_is_found_among_received_files(folder: Folder) -> None:
    header = folder.write(VIDEO, kind="tool", attachments="[{file: café.pdf, title: A}]")
    held = HeldCompanions({"resources/cafe\u0301.pdf": PDF})
    (file,) = read_document(header.encode(), VIDEO, folder.vocabulary, held).document.files
    assert file.path == "resources/cafe\u0301.pdf"


def test_a_file_that_has_gone_since_it_was_found_is_a_mistake() -> None:
    mistakes = Mistakes("resources/a.vtt")
    assert read_companion(NO_COMPANIONS, "resources/a.vtt", 10, mistakes) is None
    assert "Check that this file is there" in str(mistakes.error())


def test_received_bytes_have_the_limit_of_a_file(folder: Folder) -> None:
    text = folder.write(STORY) + "x" * LARGEST_FILE
    large = "1: Split this file or shorten it. It is larger than 2048 KB."
    assert _mistakes(folder, text, NO_COMPANIONS, STORY) == [large]


def test_a_document_that_is_not_there_is_a_mistake(folder: Folder) -> None:
    sentence = "1: Check that this file is there and that you can open it: No such file or directory."
    assert folder.mistakes("stories/gone.md") == [sentence]

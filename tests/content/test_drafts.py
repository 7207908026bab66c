"""A Word file becomes a draft that says what its author still has to decide."""

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from library.content.changes import Effect
from library.content.document_files import read_document_file
from library.content.drafts.draft import Draft, draft_of
from library.content.drafts.languages import plain_language
from library.content.word.archive import UnusableWordFile
from library.errors import ContentError
from library.model.document import Status
from library.model.vocabulary import Axis, Term, Vocabulary
from tests.content.word.files import paragraph, picture, run, word_file
from tests.content.writing import Folder

VOCABULARY = Vocabulary(
    (
        Term("listening", Axis.THEME, {"en": "Listening"}, ("being heard",)),
        Term("time", Axis.THEME, {"en": "Time"}, ("PO",)),
        Term("nurse", Axis.ROLE, {"en": "Nurse"}),
        Term("health", Axis.SECTOR, {"en": "Health"}),
        Term("bereavement", Axis.CONTENT_NOTE, {"en": "Bereavement"}, ("funeral",)),
    )
)
ENGLISH = "She was not in the room when he came, and they had to wait for the nurse. "


def draft(body: str, name: str = "", **media: bytes) -> Draft:
    refers = [(key, "image", f"media/{key}") for key in media]
    parts = {f"word/media/{key}": data for key, data in media.items()}
    return draft_of(word_file(body, *refers, parts=parts), "My file_1", "stories", VOCABULARY, name)


def guesses(made: Draft) -> list[str]:
    return [change.sentence for change in made.changes if change.effect is Effect.GUESSED]


def image(form: str = "PNG") -> bytes:
    data = BytesIO()
    Image.new("RGB", (40, 30), "navy").save(data, form, comment=b"SENTINEL") if form == "JPEG" else Image.new(
        "RGB", (40, 30), "navy"
    ).save(data, form)
    return data.getvalue()


TITLES = {
    "the style Title": (paragraph("A chair", "Title") + paragraph("Part", "Heading1"), "A chair", "## Part"),
    "the only first heading": (paragraph("The chair", "Heading1") + paragraph("It tips."), "The chair", "It tips."),
    "one of several headings": (
        paragraph("One", "Heading1") + paragraph("a") + paragraph("Two", "Heading1"), "One", "## One"),
    "a bold line": (paragraph(run("The chair", "<w:b/>")) + paragraph("It tips."), "The chair", "It tips."),
    "the name of the file": (paragraph("It tips."), "My file 1", "It tips."),
}  # fmt: skip


@pytest.mark.parametrize(("body", "title", "begins"), TITLES.values(), ids=TITLES)
def test_the_title_is_proposed_and_not_set(body: str, title: str, begins: str) -> None:
    made = draft(body)
    header, _, text = made.markdown.decode().partition("\n---\n")
    assert f'\n# title: "{title}"\n' in header
    assert text.lstrip("\n").startswith(begins)
    assert guesses(made)[0].startswith(f"The title: “{title}”, from the ")


def test_a_draft_lacks_every_key_that_its_author_must_decide(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    folder.put("stories/draft.md", draft(paragraph("The red chair", "Title") + paragraph(ENGLISH)).markdown.decode())
    with pytest.raises(ContentError) as wrong:
        read_document_file(folder.root, "stories/draft.md", VOCABULARY)
    lines = (folder.root / "stories/draft.md").read_text().split("\n")
    asked = [
        (mistake.sentence.partition(" is missing.")[0], lines[mistake.line - 1]) for mistake in wrong.value.mistakes
    ]
    assert [key for key, line in asked if line.startswith(f"# {key}:")] == [
        "title", "kind", "summary", "provenance", "themes", "roles", "sectors",
    ]  # fmt: skip
    assert len(asked) == 7


def test_a_draft_whose_suggestions_are_accepted_is_a_document(tmp_path: Path) -> None:
    folder = Folder(tmp_path)
    text = draft(
        paragraph("The red chair", "Title") + paragraph(f"{ENGLISH} Listening is good for your health.")
    ).markdown.decode()
    for key in ("title", "kind", "summary", "provenance", "themes", "roles", "sectors"):
        text = text.replace(f"\n# {key}:", f"\n{key}:")
    text = text.replace("summary:\n", "summary: Someone waits.\n").replace("provenance:\n", "provenance: fictional\n")
    folder.put("stories/draft.md", text)
    document = read_document_file(folder.root, "stories/draft.md", VOCABULARY)
    assert (document.title, document.status, document.language) == ("The red chair", Status.DRAFT, "en")
    assert (document.themes, document.roles, document.sectors) == (("listening",), ("nurse",), ("health",))


def test_terms_are_proposed_with_the_words_that_propose_them() -> None:
    header = draft(paragraph("Being heard. Listening, listening; a po. The funeral.")).markdown.decode()
    assert "#   listening: the text says “listening” (2), “being heard” (1).\n# themes: [listening]\n" in header
    assert "# content_notes: [{note: bereavement}]\n" in header
    assert "# roles: []\n" in header
    assert "time" not in header.partition("# themes:")[2]


def test_consent_and_names_are_never_guessed() -> None:
    file = word_file(paragraph("Words"), parts={"docProps/core.xml": "<c><creator>SENTINEL</creator></c>"})
    text = draft_of(file, "SENTINEL’s story", "stories", VOCABULARY, "a-name").markdown.decode()
    assert "# consent:\n#   audience:\n#   uses: []\n#   shown_as:\n#   given:\n" in text
    assert "authors" not in text
    # The name of the file is a suggestion for the title, and nothing else.
    assert text.count("SENTINEL") == 1


def test_a_language_is_set_only_if_it_is_plain() -> None:
    welsh = "Mae hi yn y tŷ ac roedd ei mam gyda hi, ond nid oedd y ci yn yr ardd. "
    gaelic = "Bha i aig an taigh agus cha robh an cù ann, ach tha e mi-thoilichte leis gun robh gu leòr. "
    assert [plain_language(text) for text in (ENGLISH, welsh, gaelic, ENGLISH + welsh, "Yes.")] == [
        "en",
        "cy",
        "gd",
        "",
        "",
    ]
    assert "\nlanguage: cy\n" in draft(paragraph(welsh)).markdown.decode()


def test_pictures_are_saved_again_under_our_names() -> None:
    body = paragraph("Chair", "Title") + picture("one", "A chair") + picture("two", "Another")
    made = draft(body, one=image("JPEG"), two=image())
    assert [name for name, _ in made.pictures] == ["chair-1.jpg", "chair-2.png"]
    assert b"SENTINEL" in image("JPEG")
    assert all(b"SENTINEL" not in data for _, data in made.pictures)
    assert made.markdown.decode().endswith("![A chair](chair-1.jpg)\n\n![Another](chair-2.png)\n")


@pytest.mark.parametrize("alt", ["", "Picture 3", "IMG_2031.jpg", "A dog&#xa;&#xa;Description automatically generated"])
def test_a_picture_that_nobody_described_is_something_to_fill_in(alt: str) -> None:
    made = draft(picture("one", alt), one=image())
    assert "\n![](my-file-1-1.png)\n" in made.markdown.decode()
    assert "my-file-1-1.png" in guesses(made)[1]


def test_a_picture_that_only_decorates_stays_one() -> None:
    mark = '<a:extLst><a:ext><x:decorative xmlns:x="http://example.org/decorative" val="1"/></a:ext></a:extLst>'
    made = draft(picture("one", "Picture 3", mark), one=image())
    assert made.markdown.decode().endswith('\n![](my-file-1-1.png "decorative")\n')
    assert len(guesses(made)) == 1


def test_a_picture_that_cannot_be_shown_is_left_out_with_the_reason() -> None:
    made = draft(paragraph("Words") + picture("one", "A plan"), one=b"\x01\x00\x00\x00 EMF")
    assert made.pictures == ()
    said = [change.sentence for change in made.changes if change.effect is Effect.LEFT_OUT]
    assert said[0] == "A picture (“A plan”): it is not a picture. Open it and save it as JPEG or PNG."


def test_a_name_is_made_of_whole_words_of_the_title() -> None:
    assert draft(
        paragraph("Sgeulachd à Ùig: the long day when nobody came to the house at all, or phoned", "Title")
    ).slug == ("sgeulachd-a-uig-the-long-day-when-nobody-came-to-the-house")
    assert draft(paragraph("مرحبا", "Title")).slug == "my-file-1"
    assert draft(paragraph("Chair", "Title"), "other").slug == "other"


def test_a_file_without_words_is_refused() -> None:
    with pytest.raises(UnusableWordFile, match="has no text"):
        draft(paragraph(""))

"""Pictures in a text: shown from the document's own folder, described, or reported with a line and a fix."""

from __future__ import annotations

import unicodedata

import pytest

from library.content.body import pictures
from library.content.body.blocks import blocks_of
from library.content.document_files import read_file_with_advice
from library.content.folder_files import FolderFiles
from library.content.header.named_files import copy_bytes
from library.model.document import Document
from tests.content.writing import STORY, Folder
from tests.pictures import CAMERA, JPEG, PNG, from_a_phone, moving, opened, picture

GATE = "![A gate that hangs open](gate.jpg)"
# The first line of the text, after the lines of the header.
FIRST = 10


def texts(document: Document) -> list[tuple[str, str]]:
    """Return anchor and text of each passage."""
    return [(passage.anchor, passage.text) for passage in document.passages]


@pytest.fixture
def with_gate(folder: Folder) -> Folder:
    """A folder with two pictures beside the story."""
    folder.put("stories/gate.jpg", picture("JPEG", size=(2_000, 1_000)))
    folder.put("stories/key.png", PNG)
    return folder


def read(folder: Folder, body: str) -> Document:
    """Write a story with this text and read it."""
    folder.write(body=body)
    return folder.read()


def test_a_picture_on_a_line_of_its_own_is_a_passage_with_its_description_and_caption(with_gate: Folder) -> None:
    document = read(with_gate, f'First.\n\n{GATE[:-1]} "The gate, in May")\n\nLast.\n')
    assert texts(document) == [("p1", "First."), ("p2", "A gate that hangs open. The gate, in May"), ("p3", "Last.")]
    assert (
        '<figure id="p2"><img src="gate-1440.jpg" alt="A gate that hangs open" width="1440" height="720" '
        'loading="lazy" decoding="async">\n<figcaption>The gate, in May</figcaption></figure>'
    ) in document.body_html
    (shown,) = blocks_of(document.body_html)["p2"].pictures
    assert (shown.name, shown.alt, shown.caption) == ("gate-1440.jpg", "A gate that hangs open", "The gate, in May")


def test_a_picture_is_served_in_two_sizes_and_a_small_one_in_its_own(with_gate: Folder) -> None:
    document = read(with_gate, f"{GATE}\n\n![A key](key.png)\n")
    assert [(file.name, file.width) for file in document.files] == [
        ("gate-1440.jpg", 1_440),
        ("gate-720.jpg", 720),
        ("key-64.png", 64),
    ]


def test_a_line_without_empty_lines_around_it_is_a_line_of_its_own(with_gate: Folder) -> None:
    document = read(with_gate, f"Before\n{GATE}\nafter it.\n")
    assert texts(document) == [("p1", "Before"), ("p2", "A gate that hangs open"), ("p3", "after it.")]


@pytest.mark.parametrize(
    "body",
    ["Turn ![a key](key.png) twice.", "- Turn ![a key](key.png) twice.", "> Turn ![a key](key.png) twice."],
    ids=["paragraph", "list", "quotation"],
)
def test_the_description_of_a_picture_within_a_text_is_read_in_its_place(with_gate: Folder, body: str) -> None:
    document = read(with_gate, f"{body}\n")
    assert texts(document) == [("p1", "Turn a key twice.")]
    block = blocks_of(document.body_html)["p1"]
    assert [each.alt for each in block.pictures] == ["a key"]
    assert not block.is_figure


def test_a_picture_in_a_quotation_or_in_html_is_a_passage_too(with_gate: Folder) -> None:
    document = read(with_gate, f'> {GATE}\n\n<img src="key.png" alt="A key">\n')
    assert texts(document) == [("p1", "A gate that hangs open"), ("p2", "A key")]


def test_a_picture_that_decorates_is_shown_and_is_in_no_passage(with_gate: Folder) -> None:
    document = read(with_gate, 'First.\n\n![](key.png "decorative")\n\nLast.\n')
    assert texts(document) == [("p1", "First."), ("p2", "Last.")]
    assert '<figure><img src="key-64.png" alt="" ' in document.body_html
    assert [file.name for file in document.files] == ["key-64.png"]


def test_the_same_picture_twice_is_stored_once(with_gate: Folder) -> None:
    document = read(with_gate, "![A key](key.png)\n\nThen ![the key](key.png) again.\n")
    assert [file.name for file in document.files] == ["key-64.png"]


@pytest.mark.parametrize("name", ["my gate.jpg", "my%20gate.jpg", "more/gate.jpg", "clé.jpg"])
def test_a_name_with_a_space_an_accent_or_a_folder_is_found(folder: Folder, name: str) -> None:
    stored = unicodedata.normalize("NFD", name.replace("%20", " "))
    folder.put(f"stories/{stored}", JPEG)
    assert len(read(folder, f"![A gate]({name})\n").pictures) == 1


@pytest.mark.parametrize(
    ("markup", "sentence"),
    [
        ("![](key.png)", "Say between the brackets what the picture shows, such as ![Two people at a table]"
         '(table.jpg). If it only decorates, write: ![](table.jpg "decorative")'),
        ("![decorative](key.png)", "“decorative” does not say what the picture shows."),
        ("![Photo](key.png)", "“Photo” does not say what the picture shows."),
        ("![key.png](key.png)", "“key.png” does not say what the picture shows."),
        ("![A key](kee.png)", "“kee.png” is missing. Check the name, including capitals, or put the file beside this "
         "one. Did you mean “key.png”?"),
        ("![A key](../resources/key.png)", "Put the file beside this document and write only its name."),
        ("![A key](/etc/passwd)", "Put the file beside this document and write only its name."),
        ("![A key](..%2f..%2fkey.png)", "Put the file beside this document and write only its name."),
        ("![A key](C:\\pictures\\key.png)", "Put the file beside this document and write only its name."),
        ("![A key](.key.png)", "A name that starts with a dot is hidden."),
        ("![A key](linked.png)", "“linked.png” is a link. Put the file itself here."),
        ("![A key](words.png)", "“words.png” cannot be used here."),
        ("![A key](key.svg)", "Save this SVG picture as PNG. An SVG can contain programs, so the site never shows it."),
        ("![A key](key.gif)", "Save this picture as JPEG or PNG."),
        ("![A key](moves.png)", "“moves.png” is animated"),
        ("![A key](cut.png)", "“cut.png” is damaged. Open it and save it again as JPEG or PNG."),
        ("![A key](empty.png)", "“empty.png” is empty. Copy the file again."),
    ],
)  # fmt: skip
def test_a_picture_that_cannot_be_shown_is_a_mistake_with_its_line_and_a_fix(
    with_gate: Folder, markup: str, sentence: str
) -> None:
    with_gate.put("stories/words.png", b"Not a picture at all.")
    with_gate.put("stories/key.svg", b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>")
    with_gate.put("stories/key.gif", picture("GIF", "P") + b"*/=1;alert(1)//")
    with_gate.put("stories/moves.png", moving("PNG"))
    with_gate.put("stories/cut.png", picture("PNG", size=(400, 300))[:300])
    with_gate.put("stories/empty.png", b"")
    with_gate.link("stories/linked.png", "key.png")
    (mistake,) = with_gate.mistakes_with(body=f"First.\n\n{markup}\n")
    assert mistake.startswith(f"{FIRST + 2}: picture: ")
    assert sentence in mistake


def test_each_mistake_names_the_line_of_its_own_picture(with_gate: Folder) -> None:
    body = "![A key](key.png)\n\n![](key.png)\n\nThen ![](key.png) and\n![the gate](gait.jpg)\n"
    found = with_gate.mistakes_with(body=body)
    assert [mistake.partition(":")[0] for mistake in found] == [str(FIRST + 2), str(FIRST + 4), str(FIRST + 5)]


def test_a_document_has_room_for_so_many_pictures(folder: Folder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST", 2)
    for number in range(3):
        folder.put(f"stories/{number}.png", PNG)
    found = folder.mistakes_with(body="\n\n".join(f"![A key]({number}.png)" for number in range(3)))
    assert found == [f"{FIRST + 4}: picture: Use fewer pictures. A document can have at most 30."]


def test_two_pictures_that_would_have_the_same_address_are_a_mistake(folder: Folder) -> None:
    folder.put("stories/key.webp", picture("WEBP"))
    folder.put("stories/key.jpg", JPEG)
    found = folder.mistakes_with(body="![A key](key.webp)\n\n![Another key](key.jpg)\n")
    assert found == [f"{FIRST}: picture: Rename one of two files. Both would be served as key-64.jpg."]


def test_a_work_that_we_only_link_to_has_no_pictures(folder: Folder) -> None:
    folder.put("stories/key.png", PNG)
    found = folder.mistakes_with(body="![A key](key.png)\n", licence="link-only")
    assert [each.partition(": ")[2] for each in found] == [
        "picture: Delete it. The licence is link-only, so we cannot hold files of this work."
    ]


@pytest.mark.parametrize(
    ("markup", "html", "advice"),
    [
        (
            "![A gate](https://example.org/gate.jpg)",
            '<p id="p1"><a href="https://example.org/gate.jpg" rel="noopener noreferrer">'
            '<span class="image">A gate</span></a></p>',
            "This picture is on another website, so readers get its description as a link. "
            "To show it, save it beside this document and write its file name.",
        ),
        (
            "[![A gate](https://example.org/gate.jpg)](https://example.org/)",
            '<p id="p1"><a href="https://example.org/" rel="noopener noreferrer">'
            '<span class="image">A gate</span></a></p>',
            "This picture is on another website, so readers get its description as a link. "
            "To show it, save it beside this document and write its file name.",
        ),
        (
            "![](//example.org/gate.jpg)",
            "",
            "This picture is on another website and has no description, so readers get nothing. "
            "To show it, save it beside this document and write its file name.",
        ),
        (
            "![A gate](data:image/png;base64,AAAA)",
            '<p id="p1"><span class="image">A gate</span></p>',
            "This picture is not a file, so readers get only its description. "
            "To show it, save it beside this document and write its file name.",
        ),
        (
            "![A gate](javascript:alert(1))",
            '<p id="p1"><span class="image">A gate</span></p>',
            "This picture is not a file, so readers get only its description. "
            "To show it, save it beside this document and write its file name.",
        ),
    ],
)
def test_nothing_is_loaded_from_anywhere_else(folder: Folder, markup: str, html: str, advice: str) -> None:
    folder.write(body=f"{markup}\n\nLast.\n")
    read = read_file_with_advice(folder.root, STORY, folder.vocabulary)
    assert html in read.document.body_html
    assert "<img" not in read.document.body_html
    assert [(each.line, each.sentence) for each in read.advice] == [(FIRST, advice)]


def test_a_caption_within_a_line_is_advice(with_gate: Folder) -> None:
    with_gate.write(body='Turn ![a key](key.png "The key") twice.\n')
    (advice,) = read_file_with_advice(with_gate.root, STORY, with_gate.vocabulary).advice
    assert advice.sentence == (
        "This picture is within a text, so its caption is not shown. Put the picture on its own line."
    )


def test_a_changed_picture_is_a_changed_document(with_gate: Folder) -> None:
    before = read(with_gate, "![A key](key.png)\n")
    with_gate.put("stories/key.png", picture("PNG", size=(64, 49)))
    after = with_gate.read()
    assert before.sha256 != after.sha256
    assert before.passages == after.passages


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_what_a_camera_or_an_attacker_wrote_into_a_file_is_not_in_what_is_served(folder: Folder, kind: str) -> None:
    data = from_a_phone(kind) + b"PK\x03\x04<script>alert(1)</script>"
    assert CAMERA.encode() in data
    name = f"key.{kind.lower().replace('jpeg', 'jpg')}"
    folder.put(f"stories/{name}", data)
    document = read(folder, f"![A key]({name})\n")
    (served,) = document.files
    made = b"".join(copy_bytes(FolderFiles(folder.root), served))
    found = opened(made)
    assert not {"exif", "xmp", "comment", "icc_profile"} & set(found.info)
    assert CAMERA.encode() not in made
    assert b"script" not in made

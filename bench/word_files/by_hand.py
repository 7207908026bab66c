"""Word files made of XML: hidden and tracked text, text boxes, merged cells, lists, footnotes, right to left."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

from bench.word_files.sample import PROSE, Sample
from library.content.word.found import Kind
from tests.content.word.files import item, paragraph, part, run, table, word_file

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Feature = Callable[[Sample, Random], str]


def _deleted(words: str) -> str:
    return f'<w:del w:id="1" w:author="A Colleague"><w:r><w:delText>{words}</w:delText></w:r></w:del>'


def _prose(sample: Sample, random: Random) -> str:
    words = random.choice(PROSE).replace("<", "&lt;")
    return paragraph(run(f"{words} {sample.show()}") + run(sample.show(), random.choice(["<w:b/>", "<w:i/>", ""])))


def _heading(sample: Sample, random: Random) -> str:
    return paragraph(sample.show(), random.choice(["Heading1", "Heading2", "OurHeading"]))


def _list(sample: Sample, random: Random) -> str:
    levels, number = (random.randint(0, 8) for _ in range(random.randint(2, 8))), random.randint(1, 2)
    return "".join(item(sample.show(), level, number) for level in levels)


def _bullets(sample: Sample, random: Random) -> str:
    sign = random.choice(["•\t", "·\u00a0\u00a0", "\uf0b7 "])
    return "".join(paragraph(f"{sign}{sample.show()}") for _ in range(random.randint(1, 4)))


def _table(sample: Sample, random: Random) -> str:
    width = random.randint(2, 4)
    rows = [tuple(sample.show() for _ in range(width)) for _ in range(random.randint(2, 4))]
    return table(*rows, head=random.random() < 0.5)


def _merged(sample: Sample, _: Random) -> str:
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph(sample.show())}</w:tc>'
    high = f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{paragraph(sample.show())}</w:tc>'
    below = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph('')}</w:tc>"
    inner = f"<w:tc>{table((sample.show(), sample.show()), (sample.show(), sample.show()))}{paragraph('')}</w:tc>"
    return table((wide,), (high, sample.show()), (below, sample.show()), (inner, sample.show()))


def _hidden(sample: Sample, random: Random) -> str:
    shown, words = run(sample.show()), sample.hide(Kind.HIDDEN)
    return random.choice(
        [
            paragraph(shown + run(words, "<w:vanish/>")),
            paragraph(shown + run(words, '<w:rStyle w:val="SecretWords"/>')),
            paragraph(shown) + paragraph(words, "Below"),
            item(shown) + item(run(words, "<w:vanish/>")),
        ]
    )


def _tracked(sample: Sample, _: Random) -> str:
    added = f'<w:ins w:id="2" w:author="B"><w:r><w:t>{sample.note(Kind.INSERTED)}</w:t></w:r></w:ins>'
    return paragraph(f"{run(sample.show())}{_deleted(sample.hide(Kind.DELETED))}{added}")


def _moved(sample: Sample, _: Random) -> str:
    away = f"<w:moveFrom><w:r><w:t>{sample.hide(Kind.DELETED)}</w:t></w:r></w:moveFrom>"
    here = f"<w:moveTo><w:r><w:t>{sample.note(Kind.INSERTED)}</w:t></w:r></w:moveTo>"
    return paragraph(away) + paragraph(here)


def _text_box(sample: Sample, random: Random) -> str:
    inside = f"<w:txbxContent>{paragraph(sample.note(Kind.TEXT_BOX))}</w:txbxContent>"
    old = f"<w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict>"
    new = (
        '<w:drawing><wp:anchor><a:graphic><a:graphicData uri="http://example.org/wordprocessingShape"><wps:wsp>'
        f"<wps:txbx>{inside}</wps:txbx></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing>"
    )
    choice = f'<mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice>'
    both = f"{choice}<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent>"
    box = random.choice([old, new, both, f"{choice}</mc:AlternateContent>"])
    return paragraph(f"{run(sample.show())}<w:r>{box}</w:r>")


def _right_to_left(sample: Sample, random: Random) -> str:
    words = f"{random.choice(PROSE[3:5])} {sample.note(Kind.RIGHT_TO_LEFT)}"
    return paragraph(run(words, "<w:rtl/>"), properties="<w:bidi/>")


def _equation(sample: Sample, _: Random) -> str:
    return paragraph(f"<m:oMath><m:r><m:t>{sample.note(Kind.EQUATION)}</m:t></m:r></m:oMath>")


def _field(sample: Sample, _: Random) -> str:
    shown = run(sample.note(Kind.FIELD))
    return paragraph(f'<w:fldSimple w:instr=" DOCPROPERTY Status ">{shown}</w:fldSimple>')


def _control(sample: Sample, _: Random) -> str:
    prompt = run(sample.hide(Kind.PROMPT))
    return (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph(sample.show())}</w:sdtContent></w:sdt>"
        f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{paragraph(prompt)}</w:sdtContent></w:sdt>"
    )


def _contents(sample: Sample, _: Random) -> str:
    return paragraph(sample.hide(Kind.CONTENTS), "TOC1")


def _footnote(sample: Sample, _: Random) -> str:
    return paragraph(f'{run(sample.show())}<w:r><w:footnoteReference w:id="2"/></w:r>')


def _pasted(sample: Sample, _: Random) -> str:
    """Return what Teams and web pages leave: hard spaces, soft hyphens, signs of no width, links, lines."""
    link = f'<w:hyperlink r:id="rLink"><w:r><w:rPr><w:u w:val="single"/></w:rPr><w:t>{sample.show()}</w:t></w:r>'
    lines = f"<w:r><w:t>{sample.show()}</w:t><w:br/><w:t>{sample.show()}</w:t></w:r>"
    return paragraph(f"{run('[09:14] Ann Other' + chr(0x200B))}{link}</w:hyperlink>") + paragraph(lines)


FEATURES: tuple[Feature, ...] = (
    _heading, _list, _bullets, _table, _merged, _hidden, _tracked, _moved, _text_box, _right_to_left, _equation,
    _field, _control, _contents, _footnote, _pasted,
)  # fmt: skip


def by_hand(count: int, seed: int) -> Iterator[Sample]:
    """Yield Word files with a mixture of features; each feature is in several."""
    for number in range(count):
        random, sample = Random(seed * 1_000 + number), Sample(f"by hand {number + 1}")  # noqa: S311 (no secret)
        chosen = [FEATURES[number % len(FEATURES)], *random.sample(FEATURES, random.randint(1, 6))]
        body = "".join(_prose(sample, random) + feature(sample, random) for feature in chosen)
        note = part("footnotes", f'<w:footnote w:id="2">{paragraph(sample.show())}</w:footnote>')
        if _footnote not in chosen:
            sample.seen.pop()
        comment = f'<w:comment w:id="1" w:author="A Colleague">{paragraph(sample.hide(Kind.COMMENT))}</w:comment>'
        sample.data = word_file(
            body,
            ("rNotes", "footnotes", "footnotes.xml"),
            ("rComments", "comments", "comments.xml"),
            ("rLink", "hyperlink", "https://example.org/a page"),
            parts={
                "word/footnotes.xml": note,
                "word/comments.xml": part("comments", comment),
                "word/header1.xml": part("hdr", paragraph(sample.hide(Kind.HEADER))),
                "docProps/core.xml": f"<c><creator>{sample.hide(Kind.NAME)}</creator></c>",
            },
        )
        yield sample

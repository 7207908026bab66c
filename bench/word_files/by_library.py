"""Word files made by python-docx, whose template has the styles of Word itself."""

from __future__ import annotations

from io import BytesIO
from random import Random
from typing import TYPE_CHECKING, Any

from docx import Document
from docx.shared import Pt
from PIL import Image

from bench.word_files.sample import PROSE, Sample
from library.content.word.found import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Feature = Callable[[Any, Sample, Random], None]


def _prose(document: Any, sample: Sample, random: Random) -> None:
    paragraph = document.add_paragraph(f"{random.choice(PROSE)} {sample.show()} ")
    paragraph.add_run(sample.show()).bold = random.random() < 0.5
    paragraph.add_run(f" {sample.show()}").italic = random.random() < 0.5


def _heading(document: Any, sample: Sample, random: Random) -> None:
    document.add_heading(sample.show(), random.randint(1, 9))


def _list(document: Any, sample: Sample, random: Random) -> None:
    kind = random.choice(["List Bullet", "List Number"])
    for _ in range(random.randint(2, 6)):
        document.add_paragraph(sample.show(), kind + random.choice(["", " 2", " 3"]))


def _table(document: Any, sample: Sample, random: Random) -> None:
    table = document.add_table(random.randint(2, 5), random.randint(2, 4))
    for row in table.rows:
        for cell in row.cells:
            cell.text = sample.show()


def _merged(document: Any, sample: Sample, random: Random) -> None:
    table = document.add_table(3, 3)
    across = random.random() < 0.5
    table.cell(0, 0).merge(table.cell(0, 1) if across else table.cell(1, 0)).text = sample.show()
    table.cell(2, 2).text = sample.show()
    inner = table.cell(2, 0).add_table(2, 2)
    inner.cell(1, 1).text = sample.show()


def _hidden(document: Any, sample: Sample, _: Random) -> None:
    paragraph = document.add_paragraph(sample.show())
    paragraph.add_run(sample.hide(Kind.HIDDEN)).font.hidden = True


def _comment(document: Any, sample: Sample, _: Random) -> None:
    paragraph = document.add_paragraph(sample.show())
    document.add_comment(paragraph.runs[0], text=sample.hide(Kind.COMMENT), author="A Colleague", initials="AC")


def _header(document: Any, sample: Sample, _: Random) -> None:
    document.sections[0].header.paragraphs[0].text = sample.hide(Kind.HEADER)


def _picture(document: Any, _: Sample, random: Random) -> None:
    data = BytesIO()
    Image.new("RGB", (random.randint(1, 300), 40), "navy").save(data, random.choice(["PNG", "JPEG", "GIF"]))
    document.add_picture(data)


def _quotation(document: Any, sample: Sample, random: Random) -> None:
    document.add_paragraph(sample.show(), random.choice(["Quote", "Intense Quote"]))


def _odd(document: Any, sample: Sample, random: Random) -> None:
    run = document.add_paragraph(f"{sample.show()}\t{sample.show()}\n{sample.show()}").runs[0]
    run.font.size, run.font.rtl, run.font.strike = Pt(random.randint(4, 40)), random.random() < 0.5, True
    run.font.superscript = random.random() < 0.5
    document.add_page_break()


FEATURES: tuple[Feature, ...] = (
    _heading, _list, _table, _merged, _hidden, _comment, _header, _picture, _quotation, _odd,
)  # fmt: skip


def by_library(count: int, seed: int) -> Iterator[Sample]:
    """Yield Word files with a mixture of features; each feature is in several."""
    for number in range(count):
        random, sample = Random(seed * 2_000 + number), Sample(f"python-docx {number + 1}")  # noqa: S311 (no secret)
        document, written = Document(), BytesIO()
        document.core_properties.author = sample.hide(Kind.NAME)
        for feature in [FEATURES[number % len(FEATURES)], *random.sample(FEATURES, random.randint(1, 6))]:
            _prose(document, sample, random)
            feature(document, sample, random)
        document.save(written)
        sample.data = written.getvalue()
        yield sample

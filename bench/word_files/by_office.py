"""Word files saved by LibreOffice, from OpenDocument text with tracked changes, frames, notes and hidden text."""

from __future__ import annotations

import shutil
import subprocess
from random import Random
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from bench.missing import Missing
from bench.word_files.sample import PROSE, Sample
from library.content.word.found import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    Feature = Callable[[Sample, Random, list[str]], str]

_SECONDS = 600  # a safety net; sixty files take about twenty
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in {
        "office": "office", "text": "text", "table": "table", "draw": "drawing", "style": "style", "meta": "meta",
        "svg": "svg-compatible", "fo": "xsl-fo-compatible",
    }.items()
) + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'  # fmt: skip
_WHEN = "<dc:creator>A Colleague</dc:creator><dc:date>2026-01-02T10:00:00</dc:date>"


def _paragraph(words: str, style: str = "Standard") -> str:
    return f'<text:p text:style-name="{style}">{words}</text:p>'


def _prose(sample: Sample, random: Random) -> str:
    bold = f'<text:span text:style-name="Bold">{sample.show()}</text:span>'
    return _paragraph(f"{escape(random.choice(PROSE))} {sample.show()} {bold}")


def _heading(sample: Sample, random: Random, _: list[str]) -> str:
    return f'<text:h text:outline-level="{random.randint(1, 4)}">{sample.show()}</text:h>'


def _list(sample: Sample, random: Random, _: list[str]) -> str:
    kind = random.choice(["Bullets", "Numbers"])
    inner = f"<text:list><text:list-item>{_paragraph(sample.show())}</text:list-item></text:list>"
    items = "".join(f"<text:list-item>{_paragraph(sample.show())}</text:list-item>" for _ in range(3))
    nested = f"<text:list-item>{_paragraph(sample.show())}{inner}</text:list-item>"
    return f'<text:list text:style-name="{kind}">{items}{nested}</text:list>'


def _table(sample: Sample, _: Random, __: list[str]) -> str:
    def cell(inside: str = "", spans: str = "") -> str:
        return f"<table:table-cell {spans}>{inside or _paragraph(sample.show())}</table:table-cell>"

    wide = cell(spans='table:number-columns-spanned="2"') + "<table:covered-table-cell/>"
    high = cell(spans='table:number-rows-spanned="2"')
    rows = (wide, high + cell(), "<table:covered-table-cell/>" + cell(), cell() + cell())
    written = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
    return f'<table:table><table:table-column table:number-columns-repeated="2"/>{written}</table:table>'


def _hidden(sample: Sample, _: Random, __: list[str]) -> str:
    secret = f'<text:span text:style-name="Secret">{sample.hide(Kind.HIDDEN)}</text:span>'
    return _paragraph(f"{sample.show()} {secret}")


def _tracked(sample: Sample, _: Random, changes: list[str]) -> str:
    gone, added = f"ct{len(changes) + 1}", f"ct{len(changes) + 2}"
    about = f"<office:change-info>{_WHEN}</office:change-info>"
    deleted = f"<text:deletion>{about}{_paragraph(sample.hide(Kind.DELETED))}</text:deletion>"
    for name, change in ((gone, deleted), (added, f"<text:insertion>{about}</text:insertion>")):
        changes.append(f'<text:changed-region xml:id="{name}" text:id="{name}">{change}</text:changed-region>')
    new = sample.note(Kind.INSERTED)
    new = f'<text:change-start text:change-id="{added}"/>{new}<text:change-end text:change-id="{added}"/>'
    return _paragraph(f'{sample.show()} <text:change text:change-id="{gone}"/> {new} {sample.show()}')


def _note(sample: Sample, random: Random, _: list[str]) -> str:
    kind = random.choice(["footnote", "endnote"])
    body = f"<text:note-body>{_paragraph(sample.show())}</text:note-body>"
    note = f'<text:note text:note-class="{kind}"><text:note-citation>1</text:note-citation>{body}</text:note>'
    return _paragraph(f"{sample.show()}{note} {sample.show()}")


def _comment(sample: Sample, _: Random, __: list[str]) -> str:
    about = f"<office:annotation>{_WHEN}{_paragraph(sample.hide(Kind.COMMENT))}</office:annotation>"
    return _paragraph(f"{sample.show()}{about}")


def _frame(sample: Sample, _: Random, __: list[str]) -> str:
    box = f"<draw:text-box>{_paragraph(sample.note(Kind.TEXT_BOX))}</draw:text-box>"
    frame = f'<draw:frame text:anchor-type="paragraph" svg:width="6cm" svg:height="2cm">{box}</draw:frame>'
    return _paragraph(f"{frame}{sample.show()}")


def _link(sample: Sample, _: Random, __: list[str]) -> str:
    return _paragraph(f'<text:a xlink:href="https://example.org/">{sample.show()}</text:a><text:tab/>{sample.show()}')


FEATURES: tuple[Feature, ...] = (_heading, _list, _table, _hidden, _tracked, _note, _comment, _frame, _link)


def by_office(count: int, seed: int, folder: Path) -> Iterator[Sample]:
    """Yield Word files that LibreOffice saved.

    Raises:
        Missing: LibreOffice is not installed.
    """
    office = shutil.which("soffice")
    if office is None:
        raise Missing("Install LibreOffice (soffice) to measure its Word files.")
    folder.mkdir(parents=True, exist_ok=True)
    samples = [_written(number, seed, folder / f"{number}.fodt") for number in range(count)]
    command = [office, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "docx"]
    files = [str(folder / f"{number}.fodt") for number in range(count)]
    subprocess.run([*command, "--outdir", str(folder), *files], check=True, capture_output=True, timeout=_SECONDS)
    for number, sample in enumerate(samples):
        sample.data = (folder / f"{number}.docx").read_bytes()
        yield sample


def _written(number: int, seed: int, path: Path) -> Sample:
    random, sample, changes = Random(seed * 3_000 + number), Sample(f"LibreOffice {number + 1}"), list[str]()  # noqa: S311 (no secret)
    chosen = [FEATURES[number % len(FEATURES)], *random.sample(FEATURES, random.randint(1, 5))]
    body = "".join(_prose(sample, random) + feature(sample, random, changes) for feature in chosen)
    path.write_text(_document(body, changes), "utf-8")
    return sample


def _document(body: str, changes: list[str]) -> str:
    levels = "".join(f'<text:list-level-style-bullet text:level="{n}" text:bullet-char="•"/>' for n in range(1, 4))
    numbers = "".join(f'<text:list-level-style-number text:level="{n}" style:num-format="1"/>' for n in range(1, 4))
    styles = "".join(
        f'<style:style style:name="{name}" style:family="text"><style:text-properties {look}/></style:style>'
        for name, look in (("Bold", 'fo:font-weight="bold"'), ("Secret", 'text:display="none"'))
    )
    styles += (
        f'<text:list-style style:name="Bullets">{levels}</text:list-style>'
        f'<text:list-style style:name="Numbers">{numbers}</text:list-style>'
    )
    tracked = f"<text:tracked-changes>{''.join(changes)}</text:tracked-changes>" if changes else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<office:document {_SPACES} office:version="1.3" office:mimetype="application/vnd.oasis.opendocument.text">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{tracked}{body}</office:text></office:body></office:document>"
    )

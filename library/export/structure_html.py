"""The structure of a passage as HTML: a list, a table or a picture, for the offline file and for pages of passages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from library.model.block import Block, ListItem, Picture, Table

EMPTY = Markup("")
# White space after each, so that a reader of the text alone does not run words together.
HEAD, CELL = Markup('<th scope="col">{}</th> '), Markup("<td>{}</td> ")
FIGURE = Markup('<figure><img src="{}" alt="{}" width="{}" height="{}" loading="lazy">{}</figure>\n')
TERM, DEFINITION = Markup("<dt>{}</dt>\n"), Markup("<dd>{}</dd>\n")


def address_of(picture: Picture) -> str:
    """Return where a page of the site finds a picture."""
    return picture.address


def structure_html(block: Block, source: Callable[[Picture], str] = address_of) -> Markup:
    """Return a list, a table or a picture; empty for a plain paragraph. Every text is escaped.

    Args:
        block: The structure.
        source: Returns the address of a picture; empty for one that cannot be shown, so that its words are.
    """
    if block.is_figure:
        picture = block.pictures[0]
        caption = Markup("<figcaption>{}</figcaption>").format(picture.caption) if picture.caption else EMPTY
        return _figure(source(picture), picture, picture.alt, caption)
    if block.table:
        return _table(block.table)
    if not block.items:
        return EMPTY
    return _list(block.items) if block.items[0].is_marked else _definitions(block.items)


def pictures_html(block: Block, source: Callable[[Picture], str] = address_of) -> Markup:
    """Return the pictures to show below the words of a passage, which describe them; see ``structure_html``."""
    pictures = () if block.is_figure else block.pictures
    return EMPTY.join(_figure(source(picture), picture, "", EMPTY) for picture in pictures)


def _figure(source: str, picture: Picture, alt: str, caption: Markup) -> Markup:
    if not source:
        return EMPTY
    return FIGURE.format(source, alt, picture.width, picture.height, caption)


def _table(table: Table) -> Markup:
    caption = Markup("<caption>{}</caption>\n").format(table.caption) if table.caption else EMPTY
    heads = Markup("<thead>{}</thead>").format(_row(table.heads, HEAD)) if table.heads else EMPTY
    rows = EMPTY.join(_row(row, CELL) for row in table.rows)
    return Markup("<table>{}{}<tbody>{}</tbody></table>").format(caption, heads, rows)


def _row(cells: Iterable[str], cell: Markup) -> Markup:
    return Markup("<tr>{}</tr>\n").format(EMPTY.join(map(cell.format, cells)))


def _definitions(items: Iterable[ListItem]) -> Markup:
    """Return terms, each with its definitions."""
    parts = ((DEFINITION if item.level else TERM).format(item.text) for item in items)
    return Markup("<dl>{}</dl>").format(EMPTY.join(parts))


def _list(items: Sequence[ListItem]) -> Markup:
    """Return a list; a list within an item is in the item's element."""
    written: list[Markup] = []
    names: list[str] = []  # of the open lists, the outermost first
    for item in items:
        level, name = max(0, item.level - items[0].level), "ul" if item.number is None else "ol"
        if not item.is_marked:
            written.append(Markup("<br>{}\n").format(item.text))
            continue
        while len(names) > level + 1 or (len(names) == level + 1 and names[-1] != name):
            written.append(Markup("</li></{}>").format(names.pop()))
        written.append(Markup("</li>") if len(names) == level + 1 else _opening(item))
        names += [name] * (level + 1 - len(names))
        written.append(Markup("<li>{}\n").format(item.text))
    written += [Markup("</li></{}>").format(name) for name in reversed(names)]
    return EMPTY.join(written)


def _opening(item: ListItem) -> Markup:
    if item.number is None:
        return Markup("<ul>")
    return Markup("<ol>") if item.number == 1 else Markup('<ol start="{}">').format(item.number)

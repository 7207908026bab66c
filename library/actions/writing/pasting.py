"""Turning what a person pastes into Markdown: one text at a time, because each may need much memory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.content.markdown_writer.pasting import markdown_of_pasted

if TYPE_CHECKING:
    from library.actions.library import Library


def paste(library: Library, by: int, html: str) -> str | None:
    """Return pasted HTML as Markdown; ``None`` if it is too much to read at once.

    Args:
        library: Gives turns.
        by: The id of the person; one of their texts is read or waits at a time.
        html: From a clipboard; nothing about it is trusted.

    Raises:
        FileBusy: The texts of other people are being read, and this one's turn did not come.
        ExportFailed: The data folder cannot be written.
    """
    with library.paste_leases.hold(f"paste {by}", waiter=f"paste {by}"):
        return markdown_of_pasted(html)

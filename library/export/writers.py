"""Which function writes which file. A writer is imported for the first file that needs it; all of them take 0.6 s."""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING

from library.model.workshop import Report, Workshop

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Writer:
    """The function that writes a file.

    Attributes:
        module: Within this package.
        function: In the module; takes a value of ``made_of`` and returns bytes.
        made_of: ``Workshop``, or ``Report`` for evidence.
        options: Further arguments of the function.
    """

    module: str
    function: str
    made_of: type[Workshop | Report] = Workshop
    options: Mapping[str, bool] = field(default_factory=dict)

    def write(self, made: Workshop | Report) -> bytes:
        """Return the file.

        Raises:
            ExportFailed: It could not be made.
        """
        function: Callable[..., bytes] = getattr(import_module(f"library.export.{self.module}"), self.function)
        return function(made, **self.options)


WRITERS = {
    "slides.pptx": Writer("slides.writer", "write_slides"),
    "run-sheet.pdf": Writer("print.writer", "write_run_sheet"),
    "handout.pdf": Writer("print.writer", "write_handout"),
    "handout-large.pdf": Writer("print.writer", "write_handout", options={"large": True}),
    "handout.docx": Writer("word.writer", "write_handout"),
    "handout-large.docx": Writer("word.writer", "write_handout", options={"large": True}),
    "cards.pdf": Writer("print.writer", "write_cards"),
    "briefs.pdf": Writer("print.writer", "write_briefs"),
    "offline.html": Writer("offline.writer", "write_offline"),
    "pack.md": Writer("markdown", "write_markdown"),
    "chat.txt": Writer("chat", "write_chat"),
    "report.docx": Writer("word.writer", "write_report", Report),
    "citations.ris": Writer("citations", "write_ris", Report),
}

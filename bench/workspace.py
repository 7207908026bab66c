"""The libraries that measurements share: a large generated one and the library's own content, both published."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from bench.corpus import read_corpus
from bench.generate import generate
from bench.machine import ROOT
from bench.processes import Place, Run, run_library
from library.actions.library import Library
from library.bootstrap import library_from_environment
from library.content.vocabulary import PATH as VOCABULARY
from library.model.viewer import ANYBODY

if TYPE_CHECKING:
    from library.model.document import Document

OWN_CONTENT = ROOT / "content"
_STEP = 500


@dataclass
class Workspace:
    """A folder for everything that is measured, filled when first needed.

    Attributes:
        folder: Holds ``<documents>-<seed>/content`` and ``/data``, and ``own/data``.
        documents: How many the large library has.
        seed: Of the generator and the queries.
        full: How the large library was published, if it was in this run.
    """

    folder: Path
    documents: int
    seed: int
    full: Run | None = field(default=None, init=False)

    @cached_property
    def generated(self) -> Place:
        """Return the large library, generated if it is not there; possibly not published.

        Raises:
            Missing: There are no corpora to make it from.
        """
        place = self._place(f"{self.documents}-{self.seed}")
        # The vocabulary is written first and `complete` last: a folder without it was interrupted.
        complete = place.content.parent / "complete"
        if not complete.exists() or not (place.content / VOCABULARY).exists():
            corpora = os.environ.get("LIBRARY_CORPORA")
            corpus = read_corpus(Path(corpora) if corpora else None)
            generate(place.content, corpus, OWN_CONTENT, documents=self.documents, seed=self.seed, progress=_written)
            complete.touch()
        return place

    @cached_property
    def large(self) -> Place:
        """Return the large library, brought up to date.

        Raises:
            Missing: It cannot be made or published.
        """
        place = self.generated
        if self.full is None:
            say("Publishing the large library, where it is not published yet …")
            run_library(place, "publish")
        return place

    @cached_property
    def small(self) -> Place:
        """Return the library's own content, published.

        Raises:
            Missing: It cannot be published.
        """
        place = Place(OWN_CONTENT, self.folder / "own" / "data")
        run_library(place, "publish")
        return place

    def shown(self) -> dict[int, Document]:
        """Return every public document of the large library, by the catalogue's integer.

        It is read each time, because half a million objects would slow down measurements in this process.
        """
        library = open_place(self.large)
        view = library.view(ANYBODY)
        documents = view.catalogue.documents(view.visible)
        library.close()
        return documents

    def _place(self, name: str) -> Place:
        return Place(self.folder / name / "content", self.folder / name / "data")


def open_place(place: Place) -> Library:
    """Return a library for this process."""
    return library_from_environment(place.environment())


def say(words: str) -> None:
    """Print progress for a waiting person."""
    print(words, file=sys.stderr, flush=True)


def _written(done: int, total: int) -> None:
    if done % _STEP == 0 or done == total:
        end = "\n" if done == total else "\r"
        print(f"Generating documents: {done:,} of {total:,}", end=end, file=sys.stderr, flush=True)

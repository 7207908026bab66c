"""Every error that the library raises on purpose.

::

    LibraryError                    a sentence for a person
    ├── SettingsError               all the settings that are wrong, at once
    ├── ContentError                mistakes in content files, each with file, line and fix
    ├── ContentNotExported          the content could not be exported; nothing is left of it
    ├── ImportRefused               a file cannot be imported; nothing was written
    ├── FileChanged                 a file is no longer as it was when it was read; nothing was written
    ├── PublishError                publishing cannot go on
    │   ├── PublishBusy             another publish holds the lock
    │   ├── DataReadOnly            the data folder cannot be written
    │   ├── CatalogueNotWritten     the disk is full, or the catalogue cannot be written
    │   ├── TooManyRemovals         over half of the documents would go
    │   └── NotPublishedYet         files were written, but publishing them failed
    ├── ContentNotWritten           a file of the content folder cannot be written; nothing was changed
    ├── SecondReaderNeeded          someone else has to publish what a person wrote
    ├── NothingPublished            there is no catalogue yet
    ├── CatalogueUnavailable        the catalogue's file is damaged
    ├── NotFound                    no such page, or not for this reader
    │   └── Gone                    withdrawn, or its time is over; the reader might have seen it
    ├── Moved                       the page has another address now
    ├── SearchUnavailable           the index cannot answer; pages still work
    ├── MissedUnavailable           the file of missed searches cannot be used
    ├── ExportFailed                a download could not be made
    │   ├── FilesReadOnly           the data folder cannot be written
    │   ├── FileTooSlow             it takes longer than a file may
    │   ├── FileTooLarge            it needs more memory than a file may
    │   └── FileBusy                other files are being made; try again in a moment
    ├── RecordsUnavailable          packs cannot be read or stored now
    │   └── WritingUnavailable      drafts and histories cannot be read or stored now, with the reason
    ├── DraftError                  a text cannot be stored as a draft; nothing was changed
    │   ├── DraftGone               there is no draft: published, withdrawn or deleted meanwhile
    │   ├── DraftExists             there is one with that address already
    │   ├── TextTooLong             a text is longer than a file may be
    │   └── WritingFull             drafts and histories take all the space that they may
    ├── MailNotSent             a mail server cannot be reached, or does not take a mail
    ├── JobFailed               work in the background could not be done now, or at all
    ├── BackupError                 a backup could not be made, read or restored
    │   └── ChangedWhileRead        a file changed while a backup read it
    ├── InvalidInput                an entry in a form cannot be stored as typed
    ├── PackConflict                someone else changed the same text at the same time
    ├── Refused                     the request asks for something that is not allowed, with the reason
    ├── SignInFailed                someone is not signed in, with the reason
    ├── UploadRefused               a file that was sent is not taken, with the reason
    └── WrongOffset                 a part of a file does not follow what has arrived

``library.model.draft`` adds ``DraftChanged``, because it carries drafts.

Adapters translate the errors of their libraries into these at their edge (``raise … from``).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


class LibraryError(Exception):
    """The root of every error that the library raises on purpose."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing to tell an author about one content file.

    Attributes:
        path: The file, relative to the content folder, with forward slashes.
        line: The line, counted from 1.
        sentence: What was found and how to correct it, for an author.
    """

    path: str
    line: int
    sentence: str

    def __str__(self) -> str:
        """Return ``path:line: sentence``."""
        return f"{self.path}:{self.line}: {self.sentence}"


@dataclass(frozen=True, slots=True, order=True)
class Mistake(Finding):
    """A finding that stops a document from being published."""


@dataclass(frozen=True, slots=True, order=True)
class Advice(Finding):
    """A finding that does not stop a document: what readers will not get, or what its author may not have meant."""


class SettingsError(LibraryError):
    """Settings are wrong; reports all of them at once.

    Attributes:
        problems: One sentence for each wrong setting, at least one.
    """

    def __init__(self, problems: Iterable[str]) -> None:
        """Store the problems and join them into one message."""
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


class ContentError(LibraryError):
    """Content files have mistakes.

    Attributes:
        mistakes: Sorted by path and line, each once, at least one.
        advice: On the same files, sorted; it is not in the message. May be empty.
    """

    def __init__(self, mistakes: Iterable[Mistake], advice: Iterable[Advice] = ()) -> None:
        """Store the findings, sorted, and join the mistakes into one message."""
        self.mistakes = tuple(sorted(set(mistakes)))
        self.advice = tuple(sorted(advice))
        super().__init__("\n".join(str(mistake) for mistake in self.mistakes))


class ContentNotExported(LibraryError):
    """The content could not be exported; nothing is left of it, and the message says what to do."""


class ImportRefused(LibraryError):
    """A file cannot be imported; nothing was written, and the message says what to do."""


class FileChanged(LibraryError):
    """A file of the content folder is no longer as it was when it was read; nothing was written or lost.

    Attributes:
        name: Of the file.
    """

    def __init__(self, name: str) -> None:
        """Store the name."""
        self.name = name
        super().__init__(f"Open {name} again and compare. It was changed by someone else, so nothing was written.")


class PublishError(LibraryError):
    """Publishing cannot go on; the site stays as it is."""


class PublishBusy(PublishError):
    """Another publish holds the lock and did not finish in time.

    Attributes:
        lock: The lock file.
    """

    def __init__(self, lock: Path, seconds: float) -> None:
        """Name the lock and how long the publish waited for it."""
        self.lock = lock
        super().__init__(f"Try again later. Another publish is running and did not finish within {seconds:g} seconds.")


class DataReadOnly(PublishError):
    """The data folder is read-only, so nothing can be published or taken down."""

    def __init__(self, data: Path, *, is_published: bool) -> None:
        """Say what readers still see, and what to do."""
        still = (
            "Stories that you withdrew or restricted are STILL SHOWN. "
            "Make the folder writable and publish again, or stop the site."
            if is_published
            else "Make the folder writable and publish again. The site shows nothing yet."
        )
        super().__init__(f"Nothing was published, because LIBRARY_DATA ({data}) is read-only. {still}")


class CatalogueNotWritten(PublishError):
    """The catalogue could not be written: the disk is full, or it is read-only.

    Attributes:
        reason: In SQLite's words.
    """

    def __init__(self, reason: str) -> None:
        """Store the reason."""
        self.reason = reason
        super().__init__(
            f"The site’s database could not be written ({reason}). The site still shows the last published version."
        )


class TooManyRemovals(PublishError):
    """A publish would remove over half of the documents.

    Attributes:
        removed: How many would go.
        total: How many there are now.
    """

    def __init__(self, removed: int, total: int) -> None:
        """Say how many documents of how many would go, and how to allow it."""
        self.removed = removed
        self.total = total
        super().__init__(
            f"This would remove {removed} of {total} documents from the site. "
            "If that is what you want, run the command again with --allow-removals."
        )


class NotPublishedYet(PublishError):
    """Files of the content folder were written, but publishing them failed.

    Attributes:
        reason: Why, in a sentence.
        standing: Sentences about documents that readers do not see meanwhile; may be empty.
    """

    def __init__(self, cause: LibraryError) -> None:
        """Store why."""
        self.reason = str(cause)
        self.standing = tuple(getattr(cause, "__notes__", ()))
        super().__init__(f"Publish again. The file is written, but not published: {self.reason}")


class ContentNotWritten(LibraryError):
    """A file of the content folder cannot be written; nothing was changed.

    Attributes:
        path: The file, relative to the content folder.
        is_full: Whether the disk is full; otherwise the folder is read-only or belongs to someone else.
    """

    def __init__(self, path: str, reason: str, *, is_full: bool) -> None:
        """Store what is in the way, and say what to do."""
        self.path, self.is_full = path, is_full
        fix = "Free some disk space" if is_full else "Allow the site to write its content folder"
        super().__init__(f"{fix}, then try again. Nothing was changed: {path} cannot be written ({reason}).")


class SecondReaderNeeded(LibraryError):
    """The site asks for a second pair of eyes, and this person wrote the newest version."""

    def __init__(self) -> None:
        """Say who can publish it."""
        super().__init__("Ask a colleague to read and publish this. You wrote the newest version.")


class NothingPublished(LibraryError):
    """There is no catalogue yet: run ``library publish``."""

    def __init__(self) -> None:
        """Say what to run."""
        super().__init__("Nothing is published yet. Run: library publish")


class CatalogueUnavailable(LibraryError):
    """The catalogue's file is damaged; the next publish rebuilds it."""

    def __init__(self) -> None:
        """Say what to run."""
        super().__init__("The site’s database is damaged. Run: library publish --rebuild")


class NotFound(LibraryError):
    """There is no such page, or it is not for this reader; the two are never told apart."""


class Gone(NotFound):
    """The document was withdrawn or its agreed time is over, and the reader might have seen it.

    Attributes:
        ended: Whether its last day has passed; nobody withdrew it.
    """

    def __init__(self, *, ended: bool = False) -> None:
        """Store why it is gone."""
        self.ended = ended
        super().__init__()


class Moved(LibraryError):
    """The page has another address now.

    Attributes:
        url: Root-relative, English.
    """

    def __init__(self, url: str) -> None:
        """Store the new address."""
        self.url = url
        super().__init__(f"This page is now at {url}.")


class SearchUnavailable(LibraryError):
    """The index cannot answer now; pages that do not search still work."""


class MissedUnavailable(LibraryError):
    """The file of missed searches cannot be used now; nothing else needs it."""

    def __init__(self, reason: str) -> None:
        """Say why, without any words of a search."""
        super().__init__(f"The list of unsuccessful searches cannot be used: {reason}.")


class ExportFailed(LibraryError):
    """A download could not be made; the pack is unchanged."""

    def __init__(self, reason: str) -> None:
        """Say why, without any words of the workshop."""
        super().__init__(f"The file could not be made: {reason}.")


class FilesReadOnly(ExportFailed):
    """The data folder is read-only, so editions cannot be recorded."""

    def __init__(self) -> None:
        """Say that packs are unchanged."""
        super().__init__("LIBRARY_DATA is read-only, so packs cannot be changed either")


class FileTooSlow(ExportFailed):
    """A file takes longer to make than it may."""

    def __init__(self, seconds: float) -> None:
        """Say how long it may take."""
        super().__init__(f"it took longer than {seconds:g} seconds")


class FileTooLarge(ExportFailed):
    """A file needs more memory than it may."""

    def __init__(self, megabytes: int) -> None:
        """Say how much it may need."""
        super().__init__(f"it needs more than {megabytes} MB of memory")


class FileBusy(ExportFailed):
    """Other files are being made: one of the same pack, one for the same address, or the most allowed at once."""

    def __init__(self) -> None:
        """Say when to try again."""
        super().__init__("another file is being made, so try again in a moment")


class RecordsUnavailable(LibraryError):
    """The records cannot be read or written: damaged, full, locked, missing, or made by a newer version."""

    def __init__(
        self, advice: str = "Check the database that LIBRARY_DATABASE_URL names. It cannot be used now."
    ) -> None:
        """Say what to do, and that nothing was changed; the reason is the error's cause."""
        super().__init__(f"{advice} Nothing was changed.")


_WRITING = {
    "full": "Free some disk space, then save again. The disk of LIBRARY_DATA is full.",
    "read-only": "Make LIBRARY_DATA writable, then save again. Drafts cannot be stored there.",
    "damaged": "Restore a backup. The database of drafts (writing.sqlite in LIBRARY_DATA) is damaged.",
    "faulty": "Check the disk of LIBRARY_DATA, then save again. It could not be read or written.",
    "busy": "Save again in a moment. Others are saving now.",
    "away": "Check the database that LIBRARY_DATABASE_URL names. Drafts cannot be read or stored now.",
}


class WritingUnavailable(RecordsUnavailable):
    """Drafts and histories cannot be read or stored now.

    Attributes:
        reason: ``full``, ``read-only``, ``damaged``, ``faulty``, ``busy`` or ``away``.
    """

    def __init__(self, reason: str) -> None:
        """Say what to do."""
        self.reason = reason
        super().__init__(_WRITING[reason])


class DraftError(LibraryError):
    """A text cannot be stored as a draft; nothing was changed, and the message says what to do."""


class DraftGone(DraftError):
    """There is no draft of a document: it was published, withdrawn or deleted meanwhile.

    Attributes:
        path: Of the document.
    """

    def __init__(self, path: str) -> None:
        """Store the path."""
        self.path = path
        super().__init__(f"Copy your text and open {path} again. Its draft was published, withdrawn or deleted.")


class DraftExists(DraftError):
    """There is a draft with this path already.

    Attributes:
        path: Of the document.
    """

    def __init__(self, path: str) -> None:
        """Store the path."""
        self.path = path
        super().__init__(f"Choose another address. There is a draft of {path} already.")


class TextTooLong(DraftError):
    """A text is longer than a file may be.

    Attributes:
        most: Bytes that it may have.
    """

    def __init__(self, most: int) -> None:
        """Store the limit."""
        self.most = most
        super().__init__(f"Shorten the text. It may have {most:,} bytes.")


class WritingFull(DraftError):
    """Drafts and histories take all the space that they may."""

    def __init__(self) -> None:
        """Say what to do."""
        super().__init__(
            "Delete drafts that nobody needs, or raise LIBRARY_WRITING_SIZE. There is no space for this text."
        )


class MailNotSent(LibraryError):
    """A mail server cannot be reached, or does not take a mail.

    Attributes:
        failure: Why, in words that hold nothing of the mail.
    """

    def __init__(self, failure: str) -> None:
        """Store why."""
        self.failure = failure
        super().__init__(f"A mail was not sent: {failure}.")


class JobFailed(LibraryError):
    """Work in the background could not be done.

    Attributes:
        failure: Why, in at most 48 characters that hold no personal data.
        is_final: Whether trying again would change nothing.
    """

    def __init__(self, failure: str, *, is_final: bool = False) -> None:
        """Store why, and whether to try again."""
        self.failure = str(failure)
        self.is_final = is_final
        super().__init__(f"A job failed: {failure}.")


class BackupError(LibraryError):
    """A backup could not be made, read or restored; nothing was changed, unless the message says so."""


class ChangedWhileRead(BackupError):
    """A file changed or disappeared while a backup read it; no backup was made."""

    def __init__(self, path: Path) -> None:
        """Name the file and say what to do."""
        super().__init__(f"Run the backup again. {path} changed while it was read. No backup was made.")


class InvalidInput(LibraryError):
    """An entry in a pack's form cannot be stored as typed; nothing was changed.

    Attributes:
        problems: By the name of the field, a value of ``library.actions.packs.form_fields.Problem``.
    """

    def __init__(self, problems: Mapping[str, str]) -> None:
        """Store the problems."""
        self.problems = dict(problems)
        super().__init__("Not understood: " + ", ".join(f"{name} ({why})" for name, why in self.problems.items()))


class PackConflict(LibraryError):
    """Someone else changed the same text of a pack at the same time; nothing was lost or changed.

    Attributes:
        field: Which field: ``title``, ``text``, ``notes`` …
        theirs: The current text; empty if the item was removed.
        mine: What this request wanted to write.
    """

    def __init__(self, field: str, theirs: str, mine: str) -> None:
        """Store both texts."""
        self.field = field
        self.theirs = theirs
        self.mine = mine
        super().__init__("Someone else changed the same text at the same time.")


class Refused(LibraryError):
    """The request asks for something that is not allowed.

    Attributes:
        reason: A value of ``library.model.refusal.Refusal``.
    """

    def __init__(self, reason: str) -> None:
        """Store the reason; web and terminal have the words for it."""
        self.reason = reason
        super().__init__(f"That cannot be done: {reason}.")


class SignInFailed(LibraryError):
    """Someone is not signed in.

    Attributes:
        problem: A value of ``library.model.sign_in.SignInProblem``.
        tries_left: How many more codes can be entered, if a wrong one is the reason.
    """

    def __init__(self, problem: str, tries_left: int = 0) -> None:
        """Store the reason; pages have the words for it."""
        self.problem = problem
        self.tries_left = tries_left
        super().__init__(f"Not signed in: {problem}.")


class UploadRefused(LibraryError):
    """A file that was sent is not taken.

    Attributes:
        problem: A value of ``library.model.upload.UploadProblem``.
        sentence: What is wrong with its content, in English; empty for any other reason.
        size: Its bytes, if they are the reason.
        limit: The most bytes that it may have, in that case.
    """

    def __init__(self, problem: str, sentence: str = "", size: int = 0, limit: int = 0) -> None:
        """Store the reason; pages have the words for it."""
        self.problem = problem
        self.sentence = sentence
        self.size = size
        self.limit = limit
        super().__init__(sentence or f"This file is not taken: {problem}.")


class WrongOffset(LibraryError):
    """A part of a file does not follow what has arrived; nothing was stored.

    Attributes:
        offset: How many bytes have arrived.
    """

    def __init__(self, offset: int) -> None:
        """Store where to go on."""
        self.offset = offset
        super().__init__(f"Go on at byte {offset}.")

"""Reads a Word file in a separate process, so that no file can stop or crash this one."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import msgspec

from library.content.drafts.addition import Addition
from library.content.drafts.draft import Draft
from library.content.drafts.headers import IN_A_FOLDER
from library.content.drafts.worker import AdditionAsked, DraftAsked
from library.content.uploads.checking import CHECKING
from library.content.word.archive import UnusableWordFile
from library.process.parent import run

if TYPE_CHECKING:
    from library.model.vocabulary import Vocabulary
    from library.process.parent import Ended, Limits

_TOO_MUCH = (
    "This file takes too long or too much memory to read. In Word, choose Compress Pictures and save it again, or "
    "split it into two files."
)
_NOT_READ = "This file cannot be read. Open it in Word, save it again and send the new file."

_log = logging.getLogger(__name__)


def read_draft(
    data: bytes,
    stem: str,
    shelf: str,
    vocabulary: Vocabulary,
    name: str = "",
    note: str = IN_A_FOLDER,
    limits: Limits = CHECKING,
) -> Draft:
    """Turn a Word file into a draft, as ``draft_of`` does, in a separate process.

    Args:
        data: The whole Word file.
        stem: Its name without ending.
        shelf: ``stories`` or ``resources``.
        vocabulary: The terms to propose.
        name: The slug, or empty to make one from the title.
        note: The comment that the header begins with.
        limits: Of time and memory.

    Raises:
        UnusableWordFile: It cannot be imported; the message says what to do.
    """
    asked = DraftAsked(stem, shelf, vocabulary, name, note)
    return msgspec.msgpack.decode(_read("draft", asked, data, limits), type=Draft)


def read_addition(data: bytes, slug: str, title: str, text: str, limits: Limits = CHECKING) -> Addition:
    """Turn a Word file into text for a document, as ``addition_of`` does, in a separate process.

    Args:
        data: The whole Word file.
        slug: Of the document.
        title: Of the document.
        text: Of the document.
        limits: Of time and memory.

    Raises:
        UnusableWordFile: It cannot be imported; the message says what to do.
    """
    asked = AdditionAsked(slug, title, text)
    return msgspec.msgpack.decode(_read("addition", asked, data, limits), type=Addition)


def _read(way: str, asked: DraftAsked | AdditionAsked, data: bytes, limits: Limits) -> bytes:
    """Return what the process made of a Word file, as MessagePack."""
    ended = run("library.content.drafts.worker", [way], msgspec.json.encode(asked) + b"\n" + data, limits)
    if not ended.is_done:
        raise _failure(ended)
    problem, _, made = ended.output.partition(b"\n")
    if problem:
        raise UnusableWordFile(problem.decode())
    return made


def _failure(ended: Ended) -> UnusableWordFile:
    if ended.was_too_slow or ended.was_too_large:
        return UnusableWordFile(_TOO_MUCH)
    _log.error("A Word file was not read: its process ended with %d %s", ended.code, ended.output[:300].decode())
    return UnusableWordFile(_NOT_READ)

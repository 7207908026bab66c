"""What someone sees before they publish a draft: what readers will see, what is in the way, what belongs together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from library.actions.tally import SHOWN, seen_now
from library.actions.writing.addresses import path_of
from library.actions.writing.checking import check_texts
from library.actions.writing.hidden import cause_of
from library.actions.writing.opening import document_at
from library.actions.writing.publishing import ready
from library.actions.writing.saving import file_of
from library.content.form.findings import Placed, placed
from library.content.form.form import form_of
from library.content.permission import statement_of
from library.content.slugs import slug_of
from library.content.titles import title_or_path
from library.errors import ContentError
from library.model.document import Status

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from library.actions.library import Library
    from library.actions.writing.hidden import Cause
    from library.errors import Finding
    from library.model.draft import Draft


@dataclass(frozen=True, slots=True)
class PlacedFinding(Placed):
    """A mistake or advice, where in the editor to correct it, and of which document.

    Attributes:
        slug: Of the document.
    """

    slug: str = ""


@dataclass(frozen=True, slots=True)
class Together:
    """Another draft that a draft belongs with.

    Attributes:
        slug: Of its document.
        title: Or its path.
        version: As it is now.
        is_chosen: Whether the two are to be published together.
    """

    slug: str
    title: str
    version: int
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class PublishPage:
    """What a page says of a document before and after it is published.

    Attributes:
        path: Of the document, relative to the content folder.
        title: Or the path.
        draft: The draft, or ``None`` if there is none.
        status: That its file has, or ``None`` if there is no file.
        before: Who sees it now, a word of ``SHOWN`` or ``NOT_SHOWN``; empty if it was never published.
        after: Who would see it, likewise; empty if there are mistakes.
        hidden_by: What hides it now.
        will_be_hidden_by: What would hide it.
        mistakes: That are in the way.
        advice: That is not.
        together: Drafts that belong with it.
        needs_second_reader: Whether someone else has to publish it.
    """

    path: str
    title: str
    draft: Draft | None
    status: Status | None
    before: str
    after: str
    hidden_by: Cause
    will_be_hidden_by: Cause
    mistakes: tuple[PlacedFinding, ...]
    advice: tuple[PlacedFinding, ...]
    together: tuple[Together, ...]
    needs_second_reader: bool

    @property
    def slug(self) -> str:
        """Return its slug."""
        return slug_of(self.path)

    @property
    def url(self) -> str:
        """Return the address of its page, root-relative and English."""
        return f"/{self.path.removesuffix('.md')}"

    @property
    def is_seen(self) -> bool:
        """Return whether anyone sees it now."""
        return self.before in SHOWN

    @property
    def will_be_seen(self) -> bool:
        """Return whether anyone would see it."""
        return self.after in SHOWN


def publish_page(library: Library, slug: str, person: int, chosen: Iterable[str] = ()) -> PublishPage:
    """Return what to know before a draft is published.

    Args:
        library: Its drafts and its content folder.
        slug: Of the document.
        person: The id of the person who asks.
        chosen: Slugs of the drafts to publish with it.

    Raises:
        NotFound: There is neither a draft nor a file.
        NothingPublished: There is no catalogue yet.
    """
    opened = document_at(library, path_of(library, slug))
    path, draft = opened.path, opened.draft
    together = tuple(_together(library, draft, {*chosen})) if draft else ()
    others = [library.drafts.at(path_of(library, each.slug)) for each in together if each.is_chosen]
    after, mistakes, advice = _checked(library, [each for each in (draft, *others) if each])
    is_own = draft is not None and draft.changed_by == person
    before, file = seen_now(library).get(f"/{path.removesuffix('.md')}", ""), file_of(library, path)
    return PublishPage(
        path=path,
        title=title_or_path(opened.data, path),
        draft=draft,
        status=opened.status,
        before=before,
        after=after,
        hidden_by=cause_of(library, file or b"", path, before),
        will_be_hidden_by=cause_of(library, opened.data if draft is None else ready(library, draft).text, path, after),
        mistakes=mistakes,
        advice=advice,
        together=together,
        needs_second_reader=library.settings.second_reviewer and is_own,
    )


def _checked(library: Library, drafts: list[Draft]) -> tuple[str, tuple[PlacedFinding, ...], tuple[PlacedFinding, ...]]:
    """Return who would see the first of some drafts, and every finding about all of them; nothing for none."""
    if not drafts:
        return "", (), ()
    texts = {draft.path: ready(library, draft).text for draft in drafts}
    try:
        checked = check_texts(library, texts)
    except ContentError as error:
        return "", tuple(_placed(texts, error.mistakes)), tuple(_placed(texts, error.advice))
    return checked.seen[drafts[0].path], (), tuple(_placed(texts, checked.advice))


def _placed(texts: dict[str, bytes], findings: Iterable[Finding]) -> Iterator[PlacedFinding]:
    for each in findings:
        path = each.path if each.path in texts else next(iter(texts))
        place = placed(each, form_of(texts[path], path))
        yield PlacedFinding(place.field, place.line, place.sentence, place.is_missing, place.path, slug_of(path))


def _together(library: Library, draft: Draft, chosen: set[str]) -> Iterator[Together]:
    """Yield the drafts of which one translates the other."""
    own = statement_of(draft.text, draft.path).translation_of
    for summary in library.drafts.all():
        other = library.drafts.at(summary.path)
        if other is None or other.path == draft.path:
            continue
        slug, original = slug_of(other.path), statement_of(other.text, other.path).translation_of
        if slug == own or original == slug_of(draft.path) or (own and own == original):
            yield Together(slug, title_or_path(other.text, other.path), other.version, slug in chosen)

"""What the editor's page shows: fields with their words, values, choices and problems."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from library.content.form.field import FIELDS, Control
from library.content.form.form import TEXT
from library.content.form.shown import SEVERAL
from library.content.form.typed import row_numbers
from library.web.editor_labels import HINTS, LABELS, LONG, OPTIONS, OTHER_LABELS, PARTS
from library.web.labels import term_words
from library.web.phrases import gettext

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from library.actions.writing.preview import Checked
    from library.content.drafts.proposals import Proposal
    from library.content.form.field import Field
    from library.content.form.findings import Placed
    from library.content.form.form import Form
    from library.content.form.shown import Values
    from library.model.vocabulary import Axis, Vocabulary
    from library.web.editor_labels import Part
    from library.web.phrases import LazyPhrase

# The rows for new entries of a list; after they are saved, there are more.
NEW_ROWS = 2


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose.

    Attributes:
        value: As the header has it.
        label: In the reader's language.
        note: When to use it, in English; may be empty.
        is_chosen: Whether it is chosen now.
        words: The words of the text that propose it, with how often they occur; may be empty.
    """

    value: str
    label: str
    note: str = ""
    is_chosen: bool = False
    words: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """A field as the page shows it.

    Attributes:
        name: Of its control; of a group, the beginning of the names of its controls.
        id: Of its element.
        control: How it is entered.
        label: What it is called.
        hint: What to know before; may be ``None``.
        is_required: Whether a document needs it.
        is_long: Whether it has room for several lines.
        value: What is in it, for controls with one text.
        options: To choose from; those that are chosen or proposed first.
        near: How many of the options come first.
        rows: The fields of each group; one row if there can be only one; may be empty.
        as_written: The lines of the header, if the form cannot show them.
        mistakes: What is wrong; may be empty.
        advice: What could be better; may be empty.
        refused: Why what was typed could not be saved, or empty.
    """

    name: str
    id: str
    control: Control
    label: LazyPhrase
    hint: LazyPhrase | None
    is_required: bool
    is_long: bool
    value: str = ""
    options: tuple[Option, ...] = ()
    near: int = 0
    rows: tuple[tuple[Entry, ...], ...] = ()
    as_written: str = ""
    mistakes: tuple[Placed, ...] = ()
    advice: tuple[Placed, ...] = ()
    refused: str = ""

    @property
    def description(self) -> Markup:
        """Return the attribute that connects a field with its hint and with what is said about it, after a space."""
        is_said = self.refused or self.mistakes or self.advice
        ids = [f"{self.id}-said"] * bool(is_said) + [f"{self.id}-hint"] * bool(self.hint)
        return Markup(' aria-describedby="{}"').format(" ".join(ids)) if ids else Markup("")

    @property
    def attributes(self) -> Markup:
        """Return the same, and whether what is in the field has to be corrected."""
        is_wrong = bool(self.refused or self.mistakes)
        return self.description + Markup(' aria-invalid="true"') if is_wrong else self.description

    @property
    def is_filled(self) -> bool:
        """Return whether anything is in it."""
        chosen = any(option.is_chosen for option in self.options)
        return bool(self.value or chosen or self.as_written) or any(part.is_filled for row in self.rows for part in row)

    @property
    def is_said_about(self) -> bool:
        """Return whether there is anything to say about what is in it."""
        inside = any(part.is_said_about for row in self.rows for part in row)
        return bool(self.mistakes or self.advice or self.refused) or inside


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form, with its fields.

    Attributes:
        part: Its words.
        entries: The fields that are always shown.
        more: Fields that fewer documents need; may be empty.
    """

    part: Part
    entries: tuple[Entry, ...]
    more: tuple[Entry, ...]

    @property
    def filled(self) -> tuple[Entry, ...]:
        """Return the fields that fewer documents need and that this one has."""
        return tuple(entry for entry in self.more if entry.is_filled)

    @property
    def is_open(self) -> bool:
        """Return whether there is something to say about one of these."""
        return any(entry.is_said_about for entry in self.more)


class EditorPage:
    """Builds the fields of a form."""

    def __init__(
        self,
        form: Form,
        vocabulary: Vocabulary,
        *,
        typed: Values,
        refused: Mapping[str, str],
        checked: Checked | None,
        proposals: Mapping[Axis, Iterable[Proposal]],
    ) -> None:
        """Store what a form shows.

        Args:
            form: The document.
            vocabulary: The terms.
            typed: What was sent, if it could not all be saved; otherwise empty.
            refused: Why not, by field.
            checked: Mistakes and advice, or ``None`` if nobody asked for them.
            proposals: Terms that the text may be about.
        """
        self._form = form
        self._vocabulary = vocabulary
        self._values = {**form.values, **typed}
        self._refused = refused
        self._mistakes = _by_field(checked.mistakes if checked else ())
        self._advice = _by_field(checked.advice if checked else ())
        self._proposals = {axis: {each.term: each.words for each in found} for axis, found in proposals.items()}
        self._fields = {field.name: field for field in FIELDS}

    def sections(self) -> tuple[Section, ...]:
        """Return all parts of the form."""
        return tuple(Section(part, self._entries(part.fields), self._entries(part.more)) for part in PARTS)

    def text(self) -> tuple[tuple[Placed, ...], tuple[Placed, ...]]:
        """Return the mistakes and the advice about the text."""
        return self._mistakes.get(TEXT, ()), self._advice.get(TEXT, ())

    def elsewhere(self) -> tuple[Placed, ...]:
        """Return the mistakes and advice about no field of the form."""
        shown = {TEXT, *(name for part in PARTS for name in (*part.fields, *part.more))}
        every = (*self._mistakes.items(), *self._advice.items())
        return tuple(each for name, found in every if name not in shown for each in found)

    def _entries(self, names: Iterable[str]) -> tuple[Entry, ...]:
        return tuple(self._entry(self._fields[name], name, name) for name in names)

    def _entry(self, field: Field, name: str, known: str) -> Entry:
        """Return a field.

        Args:
            field: The field.
            name: Of its control.
            known: Its name without the number of its row, by which its words are known.
        """
        found = self._values.get(name, ())
        is_single = field.control in {Control.OPTION, Control.TERM}
        options = self._options(field, known, found) if is_single or field.control in SEVERAL else ()
        near = [option for option in options if option.is_chosen or option.words]
        return Entry(
            name=name,
            id="f-" + name.replace(".", "-"),
            control=field.control,
            label=LABELS[known],
            hint=HINTS.get(known),
            is_required=field.required,
            is_long=known in LONG,
            value=("\n" if field.control is Control.LINES else " ").join(found),
            options=options if is_single else (*near, *(each for each in options if each not in near)),
            near=len(near),
            rows=self._rows(field, name),
            as_written=self._form.as_written.get(name, ""),
            mistakes=self._mistakes.get(name, ()),
            advice=self._advice.get(name, ()),
            refused=self._refused.get(name, ""),
        )

    def _rows(self, field: Field, name: str) -> tuple[tuple[Entry, ...], ...]:
        if field.control is Control.GROUP:
            return (tuple(self._entry(part, f"{name}.{part.name}", f"{name}.{part.name}") for part in field.parts),)
        if field.control is not Control.GROUPS:
            return ()
        numbers = row_numbers(name, self._values)
        return tuple(
            tuple(self._entry(part, f"{name}.{number}.{part.name}", f"{name}.{part.name}") for part in field.parts)
            for number in range(max(numbers, default=-1) + 1 + (NEW_ROWS if not numbers else 1))
        )

    def _options(self, field: Field, known: str, found: tuple[str, ...]) -> tuple[Option, ...]:
        if field.axis:
            proposed = self._proposals.get(field.axis, {})
            known_options = [
                Option(term.id, term_words(term), term.note, term.id in found, proposed.get(term.id, ()))
                for term in self._vocabulary.on(field.axis).values()
            ]
        else:
            words = OPTIONS.get(known, {})
            known_options = [Option(each, str(words.get(each, each)), "", each in found) for each in field.options]
        values = {option.value for option in known_options}
        # What is not valid stays until someone changes it.
        other = [Option(each, each, "", is_chosen=True) for each in found if each not in values]
        return (*other, *known_options) if known_options else ()


def field_label(name: str) -> str:
    """Return what a field of the form is called, or a part of a file that is no field."""
    return gettext("Text") if name == TEXT else str((LABELS | OTHER_LABELS).get(name, name))


def _by_field(findings: Iterable[Placed]) -> dict[str, tuple[Placed, ...]]:
    found: dict[str, tuple[Placed, ...]] = {}
    for each in findings:
        found[each.field] = (*found.get(each.field, ()), each)
    return found

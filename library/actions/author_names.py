"""The names of authors, and the words that may call each of them.

A person is called by the whole name in either order or by the surname, and an organisation by its whole name, its
acronym or its beginning. Its last word says little: *Wales* is not *Social Care Wales*.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from library.model.language import OTHER
from library.search.dictionary_words import is_dictionary_word
from library.search.people import is_name
from library.search.words import WORD, is_common, keys, without_possessive

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pyroaring import BitMap

    from library.actions.library import View

# A shorter acronym has too many other meanings.
_SHORTEST_ACRONYM = 3

# A name with more words is not that of a person.
_LONGEST_PERSON = 5


class AuthorNames:
    """The names of all authors, by words that may call them: 7 ms for 1,000, once for each generation.

    Attributes:
        words: Each name, sorted, to the keys of its words.
        whole: A whole name, or an acronym, without spaces, to names: *O Donnell* is O'Donnell.
        personal: A name with the surname first, or only a surname, without spaces, to names, if they are of a person.
        beginning: The first word, without an article, to names.
        surnames: The last word to names.
        longest: How many words the longest name has.
    """

    def __init__(self, names: Iterable[str]) -> None:
        """Read the names."""
        self.words = {name: tuple(filter(None, keys(name, OTHER))) for name in sorted(names)}
        self.whole: Mapping[str, list[str]] = defaultdict(list)
        self.personal: Mapping[str, list[str]] = defaultdict(list)
        self.beginning: Mapping[str, list[str]] = defaultdict(list)
        self.surnames: Mapping[str, list[str]] = defaultdict(list)
        self.longest = max(map(len, self.words.values()), default=0)
        for name, words in self.words.items():
            if words:
                self._add(name, words)

    def _add(self, name: str, words: tuple[str, ...]) -> None:
        for called in dict.fromkeys(("".join(words), *_acronyms(words))):
            self.whole[called].append(name)
        for called in dict.fromkeys(_personal(words)):
            self.personal[called].append(name)
        self.beginning[without_article(words)[0]].append(name)
        self.surnames[words[-1]].append(name)


def author_names(view: View) -> AuthorNames:
    """Return the names of authors, cached for each generation; also of documents that the viewer may not see."""
    cache = view.snapshot.cache
    if AuthorNames not in cache:
        cache[AuthorNames] = AuthorNames(view.snapshot.values.get("author", {}))
    names: AuthorNames = cache[AuthorNames]
    return names


def documents_by(view: View, name: str) -> BitMap:
    """Return the documents of an author that the viewer may see; may be empty."""
    return view.snapshot.values["author"][name] & view.visible


def is_person(view: View, name: str) -> bool:
    """Return whether the author of a visible document is a person and no organisation.

    No document names a person as its organisation. A person's first name is on our list, or neither it nor the surname
    is an ordinary word.
    """
    words = [without_possessive(word) for word in WORD.findall(name)]
    if not words or not (is_name(words[0]) or not any(is_dictionary_word(words[at].lower()) for at in (0, -1))):
        return False
    documents = view.catalogue.documents([documents_by(view, name).min()])
    return all(document.organisation != name for document in documents.values())


def without_article(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys of a name without *The* at the beginning, unless there is nothing else."""
    return words[1:] if words[0] == "the" and len(words) > 1 else words


def _personal(words: tuple[str, ...]) -> Iterator[str]:
    for at in range(1, len(words) if len(words) <= _LONGEST_PERSON else 0):
        yield "".join(words[at:] + words[:at])
        yield "".join(words[at:])


def _acronyms(words: Sequence[str]) -> Iterator[str]:
    """Yield the first letters of a name of several words, with and without small ones: *NHS Education for Scotland*."""
    for some in (words, [word for word in words if not is_common(word)]):
        if len(some) >= _SHORTEST_ACRONYM:
            yield "".join(word[0] for word in some)

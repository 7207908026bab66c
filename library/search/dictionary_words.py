"""Ordinary words of English, Welsh and Gaelic, as opposed to names, by simplemma's dictionaries.

The dictionaries distinguish *Craig* from *craic*: they spell names with a capital. A word is ordinary if a dictionary
has it in lower case and none has it with a capital too (*jones*, *smith*), unless it is in our list below of days,
nations and things, which are rarely names of people.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from library.search.dictionary import is_spelled
from library.search.words import is_common

if TYPE_CHECKING:
    from collections.abc import Sequence

# Ordinary, although the dictionaries have a name with the same spelling: these are days, nations and things more often
# than people. Our own list, chosen from those 1,528 words.
_ORDINARY_TOO = frozenset(
    "about academy afghan afghans african africans after again airport albanian alliance american americans and "
    "arab arabic arabs are armenian art asian asians at atlantic australian award bangladeshi be being bible black "
    "blue brazilian brexit bridge british broken building bulgarian by camp can canadian cancer cancers caribbean "
    "carnival catholic catholics celtic center central chaos chemical chief chinese circle circuit citizen city "
    "civic coalition commons commonwealth continental cornish coronavirus council county covid creative cross "
    "culture cup czech dad data december defence department did directive directives do dutch ear ears earth east "
    "eastern education eleven engineer english ethiopian european europeans excel facebook fair fall falls february "
    "festival figure filipino for form forum french friday fridays from front gaelic gay gear german ghost god "
    "google greek gypsies gypsy had haitian has have he health hebrew hell her highland highlands him hindu hindus "
    "his holocaust holocene hospital hospitals how hungarian i if in indian indians indigenous internet into "
    "iranian iraqi irish is islamic israeli it italian jamaican january japanese jewish jews job jobs july junior "
    "korean kurdish lab labour lake latin latvian law lay league lithuanian lodge magazine me medical metro mix "
    "monday mondays moon museum muslim muslims my nation national net nice nigerian no nook north northern november "
    "october of on onion online open opera operator or orange our oxford pakistani palestinian parliament peanuts "
    "phoenix pirate planet pole poles policing polish port portuguese post potter primary protestant protestants "
    "red regarding republic republican riverside roll rolling roma romani romanian romanians run russian saint "
    "sandwich saturday saturdays scottish senate senior september series seven shadow she sheriff sikh sikhs silk "
    "skype sleepy slovak so social somali somalis south southern spanish speaker split square standard star state "
    "states sunday sundays swedish swiss syrian syrians teams thai than that the their them there they this "
    "thursday thursdays tigers times to tooting tour tower trail travel traveller travellers treasury tribunal "
    "tuesday tuesdays turkish twitter ukrainian ukrainians united university us valentine vietnamese village virus "
    "war was we wednesday wednesdays welsh were western what when where who why with wood woods worms you your zero "
    "zone zoom green white young "
    "".split()
)

# People are called by their initials: two letters, or three.
LONGEST_INITIALS = 3

# Words of care that are newer than the dictionaries, and illnesses named after a person.
_OURS = frozenset(
    "neurodiversity neurodivergence neurodivergent neurotypical ableism coproduction telecare telehealth "
    "alzheimer's alzheimers asperger's aspergers crohn's huntington's korsakoff's parkinson's parkinsons tourette's "
    "".split()
)


def is_dictionary_word(word: str) -> bool:
    """Return whether a word is ordinary, as opposed to a name.

    Args:
        word: In lower case.
    """
    return (
        is_common(word)
        or word in _OURS
        or (is_spelled(word) and (word in _ORDINARY_TOO or not is_spelled(word[:1].upper() + word[1:])))
    )


def is_compound(parts: Sequence[str]) -> bool:
    """Return whether a dictionary has some words joined or with hyphens between them: *neurodivergent*, *an-diugh*.

    Args:
        parts: At least two, in lower case.
    """
    spellings = ("".join(parts), "-".join(parts))
    return any(word in _OURS or is_spelled(word) for word in spellings)


def is_acronym(letters: str) -> bool:
    """Return whether capitals are an acronym and not initials: in a dictionary, or too long for initials."""
    return is_spelled(letters) or (len(letters) > LONGEST_INITIALS and not set(letters) & set("AEIOUY"))

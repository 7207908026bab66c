"""What our own words must not say: one list for pages, files and errors.

``faults`` is asked of what we write ourselves, never of a story: people may tell theirs in any words they like.
"""

import re

LONGEST_SENTENCE = 20

# A word that sounds translated or blames the reader, and what to write in its place.
BANNED = {
    r"stands|stood": "is",
    r"lives elsewhere": "is on another website",
    r"lies": "is",
    r"mend(s|ed|ing)?": "correct, rewrite",
    r"slips?": "mistake",
    r"reckon(s|ed|ing)?": "estimate",
    r"whom": "who",
    r"fine to use": "OK to use",
    r"any more": "no longer",
    r"look(s|ing|ed)? around": "browse",
    r"tak(e|es|en|ing) along": "download",
    r"in vain": "without success",
    r"letters(?! and numbers)": "characters, text",
    r"to come by": "to find",
    r"that which": "what",
    r"(some|any)bod(y|ies)": "someone, anyone",
}
PATTERNS = [(re.compile(rf"\b(?:{words})\b", re.IGNORECASE), instead) for words, instead in BANNED.items()]

# A placeholder is one word, whatever it is called: ``%(count)s`` of pages, ``{name}`` of errors.
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{[^{}]*\}")
SENTENCE_END = re.compile(r"(?<=[.!?])[”’\"')]*\s+(?=\S)")
WORD = re.compile(r"\w[\w’'./-]*")


def faults(text: str, *, longest: int = LONGEST_SENTENCE) -> list[str]:
    """Return what a reader would stumble over; empty where the text is plain.

    Args:
        text: Some sentences of ours, in English; placeholders may stand in them.
        longest: How many words a sentence may have.
    """
    spoken = PLACEHOLDER.sub("X", text)
    banned = [
        f"“{found.group()}” in “{text}”: say “{instead}”"
        for pattern, instead in PATTERNS
        for found in pattern.finditer(spoken)
    ]
    long = [
        f"{length} words in one sentence: “{sentence}”"
        for sentence in SENTENCE_END.split(spoken)
        if (length := len(WORD.findall(sentence))) > longest
    ]
    return banned + long

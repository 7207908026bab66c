"""YAML's surprises and the parser's errors, in words for people who are not programmers."""

from __future__ import annotations

import re

import yaml

# Plain scalars that YAML 1.1 reads as something other than the text an author sees: truth values, nothing, dates,
# base 60 (1:12 is 72), hexadecimal, octal, binary, exponents, infinity. Plain decimal numbers are no surprise.
# Source: https://yaml.org/type/ and PyYAML's resolver, which a test compares with this.
_SURPRISE = re.compile(
    r"""
    ~ | null | true | false | yes | no | on | off | = | <<
    | [-+]? \. (?: inf | nan )
    | [-+]? [0-9][0-9_]* (?: : [0-5]?[0-9] )+ (?: \. [0-9_]* )?
    | [-+]? 0 (?: x[0-9a-f_]+ | b[01_]+ )
    | [-+]? [0-9_]* \.? [0-9_]+ e [-+]? [0-9]+
    | [-+]? (?= .* _ ) [0-9._]+
    | [0-9]{4} - [0-9]{1,2} - [0-9]{1,2} (?: (?: t | \s ) .* )?
    """,
    re.IGNORECASE | re.VERBOSE,
)

# The pattern takes quadratic time for long numbers, and no date or number is as long as this.
LONGEST_SURPRISE = 100

_COLON = 'This line has two colons. Put quotation marks around the text after the first one: "..."'
_START = "Put quotation marks around the whole value. It cannot start with a symbol such as @ ` % ! & * | >"
_QUOTE = "Add the closing quotation mark, or delete the opening one on this line."
_ESCAPE = (
    "Use single quotation marks around this value, or write the backslash twice. "
    "Between double quotation marks a backslash has a special meaning."
)
_FIT = (
    "This line is indented wrongly, or text follows a closing quotation mark. Start each key at the left margin. "
    "Put the items of a list one below the other."
)
_BRACKET = "Missing comma or closing ] on this line."
_BRACE = "Missing comma or closing } on this line."
_NO_COLON = "This line has no colon. Write a key, a colon, a space and a value, or join it to the line above."
_UNKNOWN = "Check the quotation marks, brackets, colons and spaces, or put quotation marks around the value."

# libyaml's message → whether the mistake is where the construct began → our message.
_EXPLANATIONS: dict[str, tuple[bool, str]] = {
    "mapping values are not allowed in this context": (False, _COLON),
    "block sequence entries are not allowed in this context": (
        False,
        "Write the list as [a, b], or put each item on its own line below the key.",
    ),
    "found character that cannot start any token": (False, _START),
    "did not find expected alphabetic or numeric character": (False, _START),
    "did not find expected comment or line break": (True, _START),
    "found unexpected end of stream": (True, _QUOTE),
    "found unexpected document indicator": (True, _QUOTE),
    "found unknown escape character": (False, _ESCAPE),
    "did not find expected hexdecimal number": (False, _ESCAPE),
    "found invalid Unicode character escape code": (False, _ESCAPE),
    "could not find expected ':'": (True, _NO_COLON),
    "did not find expected key": (False, _FIT),
    "did not find expected '-' indicator": (False, _FIT),
    "did not find expected ',' or ']'": (True, _BRACKET),
    "did not find expected ',' or '}'": (True, _BRACE),
    "did not find expected node content": (False, "A value is missing. Check the commas and brackets."),
    "did not find expected <document start>": (False, _FIT),
}


def is_surprise(text: str) -> bool:
    """Return whether YAML would read this text, without quotation marks, as something other than text."""
    return len(text) <= LONGEST_SURPRISE and _SURPRISE.fullmatch(text) is not None


def explain(error: yaml.YAMLError) -> tuple[int, str]:
    """Explain to an author how to correct broken YAML.

    Args:
        error: As the C parser raised it.

    Returns:
        The line, counted from 0 in the text, and a sentence.
    """
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return 0, _UNKNOWN
    at_start, sentence = _EXPLANATIONS.get(error.problem or "", (False, _UNKNOWN))
    mark = error.context_mark if at_start and error.context_mark is not None else error.problem_mark
    return mark.line, sentence

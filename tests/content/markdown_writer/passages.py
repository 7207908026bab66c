"""What tests compare: the words of passages, without the spaces that a reader's HTML puts between blocks."""

from library.content.body.markdown import Body


def passages_of(body: Body) -> list[str]:
    """Return the text of each passage, in order."""
    return [passage.text for passage in body.passages]

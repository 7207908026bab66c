"""The version of the rules that content was read by. If the rules change, all content is read again.

The code that reads content and the code of the model are fingerprinted, because no sample shows everything that follows
from a header, such as who may see a document and who is named. So most new versions of the library read all content
again, which takes seconds; until then the site shows what the previous version read. Python and the packages that
process text matter too, so a sample body and a sample transcript are read like those of any document. This takes 16 ms,
once.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import library.content
import library.model
from library.content.body.markdown import render
from library.content.body.transcript import passages_of
from library.content.transcripts.reading import read_transcript
from library.model.fingerprint import fingerprint, sources, versions

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGES = ("markdown", "nh3", "pypdfium2", "pyyaml")

# Some of everything that makes passages, headings and ids, or is refused.
BODY = """Opening *words*, **strong**, `code`, a [link](https://example.org/a?b=c&d) and a note.[^1]
A second line.\\
After a break — “quoted”, 'single', café, 1/2 & <b>bold</b> <script>alert(1)</script> <span lang="cy">geiriau</span>.

# One

### Three levels down {#own}

> Said *by somebody*.
>
> And again.

- one
- two
    1. first
    2. second

Term
:   What it means.

| A | B |
|---|---|
| 1 | 2 |

![A cup](cup.jpg "title")

<div lang="gd"><p>Facal <em>eile</em>.</p></div>

---

    indented

```
fenced
```

[^1]: Of the *note*.
"""

TRANSCRIPT = b"""WEBVTT

NOTE a comment

1
00:00:01.000 --> 00:00:04.000 align:start
<v Ann>Good <i>morning</i>.

00:00:04.000 --> 00:00:09.500
<v Ann>How are you &amp; yours?

00:01:09.000 --> 00:01:19.000
<v Bob>Fine.
- And you?
"""


@cache
def reading_version() -> str:
    """Return the version of the current rules for reading content."""
    return fingerprint(
        render(BODY, "en"),
        _transcript(),
        sources(*_code()),
        versions(*PACKAGES),
    )


def _transcript() -> object:
    read = read_transcript(TRANSCRIPT, "sample.vtt")
    return passages_of(read.cues, "en"), read.captions


def _code() -> Iterator[Path]:
    for package in (library.content, library.model):
        for folder in package.__path__:
            yield from sorted(Path(folder).rglob("*.py"))

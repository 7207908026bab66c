"""Which rules content was read by. What was read by others is read again, though no file has changed.

The code that reads content, and that of the words of the library, is fingerprinted: no sample shows what follows from
a header, such as who may see a document and who is named. So all is read again after most new versions of the library,
which takes seconds; what was read by the version before is shown meanwhile. Python and packages that text goes through
decide too: a sample body and a sample transcript are read as any document's are. Takes 16 ms, once.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import library.content
import library.model
from library.content.body.markdown import render
from library.content.body.transcript import read_transcript
from library.model.fingerprint import fingerprint, sources, versions

if TYPE_CHECKING:
    from collections.abc import Iterator

PACKAGES = ("markdown", "nh3", "pyyaml")

# A little of everything that makes passages, headings and ids, or is refused.
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
    """Return what names the rules that content is read by today."""
    return fingerprint(
        render(BODY, "en"),
        read_transcript(TRANSCRIPT, "sample.vtt", "en"),
        sources(*_code()),
        versions(*PACKAGES),
    )


def _code() -> Iterator[Path]:
    for package in (library.content, library.model):
        for folder in package.__path__:
            yield from sorted(Path(folder).rglob("*.py"))

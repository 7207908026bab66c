"""Which rules content was read by. What was read by others is read again, though no file has changed.

A sample body and a sample transcript are read as any document's are; what comes out is fingerprinted, with the fields
of what is kept of references and of files, and the versions of the packages that text goes through. Takes 13 ms, once.
"""

from __future__ import annotations

from functools import cache

from library.content.folder import Stamp
from library.content.markdown import render
from library.content.references import References
from library.content.webvtt import read_transcript
from library.model.fingerprint import fields, fingerprint, versions

PACKAGES = ("markdown", "nh3")

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
        fields(References, Stamp),
        versions(*PACKAGES),
    )

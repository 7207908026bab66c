"""The library's design in one place: colours for light mode, dark mode and paper, and the fonts and sizes of pages.

The site, the offline page, slides and printed files all use these. ``stylesheet`` writes them as CSS custom properties:
the offline page begins with them, and a test checks that the site's style sheet has the same.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace

SERIF = '"Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", P052, Georgia, "Noto Serif", serif'
SANS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif'


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours by what they are for, each ``#`` and six hexadecimal digits.

    Attributes:
        paper: Behind everything.
        paper_2: Behind a part that is set apart.
        ink: Of text.
        ink_2: Of less important text.
        rule: Of lines between parts; decoration only.
        accent: Of links, buttons and the focus.
        accent_2: Of these under the pointer.
        wash: Behind a callout.
        on_accent: Of text on ``accent`` and ``accent_2``.
        mark: Behind matching words.
        mark_ink: Of those words.
    """

    paper: str
    paper_2: str
    ink: str
    ink_2: str
    rule: str
    accent: str
    accent_2: str
    wash: str
    on_accent: str
    mark: str
    mark_ink: str


LIGHT = Palette(
    paper="#fbf8f2",
    paper_2="#f3ede3",
    ink="#2a2226",
    ink_2="#63565c",
    rule="#d9cec0",
    accent="#7b2d63",
    accent_2="#5b1d48",
    wash="#f4e6ee",
    on_accent="#fffaf5",
    mark="#ffe48f",
    mark_ink="#2a2226",
)
DARK = Palette(
    paper="#1d181b",
    paper_2="#282126",
    ink="#ebe2da",
    ink_2="#b9aab0",
    rule="#4a3f45",
    accent="#e6a8d1",
    accent_2="#f3c9e4",
    wash="#3a2734",
    on_accent="#2a1222",
    mark="#6a5310",
    mark_ink="#fff4cf",
)
# Black, and greys that survive copying. Backgrounds are not printed, so text on them is black too.
PRINT = replace(
    LIGHT,
    paper="#ffffff",
    paper_2="#ffffff",
    ink="#000000",
    ink_2="#4d4d4d",
    rule="#737373",
    accent="#000000",
    accent_2="#000000",
    wash="#ffffff",
    on_accent="#000000",
)


def stylesheet() -> str:
    """Return all tokens as a style sheet: custom properties for screens in the light and in the dark, and for paper."""
    sizes = {"serif": SERIF, "sans": SANS, "side": "1.25rem", "measure": "38rem"}
    light = "\n".join(("  color-scheme: light dark;", "", *_properties(asdict(LIGHT) | sizes, "  ")))
    dark, paper = ("\n".join(_properties(asdict(palette), "    ")) for palette in (DARK, PRINT))
    return (
        f":root {{\n{light}\n}}\n\n"
        f"@media (prefers-color-scheme: dark) {{\n  :root {{\n{dark}\n  }}\n}}\n\n"
        f"@media print {{\n  :root {{\n{paper}\n  }}\n}}\n"
    )


def _properties(tokens: dict[str, str], indent: str) -> tuple[str, ...]:
    return tuple(f"{indent}--{name.replace('_', '-')}: {value};" for name, value in tokens.items())

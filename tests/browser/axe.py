"""axe-core, the accessibility checker, run inside the page."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SCRIPT = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# `preload: false`: otherwise axe waits ten seconds for a video that never loads.
RUN = (
    "tags => axe.run({preload: false, runOnly: {type: 'tag', values: tags}, resultTypes: ['violations', 'incomplete']})"
)


@dataclass(frozen=True, slots=True)
class Violation:
    """One element that breaks one rule.

    Attributes:
        rule: The name that axe gives the rule, such as `image-alt`.
        impact: minor, moderate, serious or critical.
        help: The rule in a sentence.
        target: A selector that finds the element.
        html: Its markup, shortened by axe.
        certain: False where axe could not tell. Only contrast is reported so: over a picture or gradient, or where a
            scrolling box hides the element. Look at it, then make it measurable or open the page wider.
    """

    rule: str
    impact: str
    help: str
    target: str
    html: str
    certain: bool = True


@cache
def script() -> str:
    """Return the source of axe-core."""
    assert SCRIPT.is_file(), "axe-core is missing: `make test` installs it (npm ci --ignore-scripts)"
    return SCRIPT.read_text(encoding="utf-8")


def violations(page: Page) -> list[Violation]:
    """Check the page as it is now; call once for light and once for dark.

    The source is evaluated, not added as a script element, so that it works under a strict content security policy.
    """
    page.evaluate(script())
    found = page.evaluate(RUN, list(TAGS))
    unsure = [rule for rule in found["incomplete"] if rule["id"].startswith("color-contrast")]
    return [
        *(violation for rule in found["violations"] for violation in _of_rule(rule, certain=True)),
        *(violation for rule in unsure for violation in _of_rule(rule, certain=False)),
    ]


def _of_rule(rule: dict[str, Any], *, certain: bool) -> list[Violation]:
    return [
        Violation(
            rule=rule["id"],
            impact=node["impact"] or "",
            help=rule["help"],
            target=" ".join(map(str, node["target"])),
            html=node["html"],
            certain=certain,
        )
        for node in rule["nodes"]
    ]

"""Our own checks of a page, for what axe and the Nu checker are blind to.

Each is a plain function that takes a page and returns what is wrong, one line for each element, empty when all is
well: `assert probes.sideways_scroll(page) == []`. They read the page as it is laid out now, so open it first in the
width, colours and zoom that are meant. None adds markup or styles that a strict content security policy would refuse.
"""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import CDPSession, Page

MANY_STOPS = 500  # a page with more tab stops than this is at fault itself

# In every script below: name an element for a person; say whether it can be seen; the elements a person acts on.
SHARED = """
const described = element => {
    const words = (element.getAttribute('aria-label') || element.textContent || '').trim().replace(/\\s+/g, ' ');
    const id = element.id ? '#' + element.id : '';
    const classes = [...element.classList].map(name => '.' + name).join('');
    return element.localName + id + classes + (words ? ` "${words.slice(0, 40)}"` : '');
};
const seen = element => {
    const box = element.getBoundingClientRect();
    // 1 px: the usual way to hide words from the eye but not from a screen reader.
    return box.width > 1 && box.height > 1 && element.checkVisibility({visibilityProperty: true, opacityProperty: true})
        && box.right > 0 && box.bottom + scrollY > 0;
};
const ACTIVE = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=link], '
    + '[tabindex]:not([tabindex="-1"])';
"""


@dataclass(frozen=True, slots=True)
class TabStop:
    """One stop of the Tab key.

    Attributes:
        element: The element, named for a person.
        visible: An outline or shadow shows that the focus is here, and did not show before.
        covered: Something else, such as a sticky header, covers all of it that could be visible.
    """

    element: str
    visible: bool
    covered: bool


def sideways_scroll(page: Page) -> list[str]:
    """Return the elements that make the page scroll sideways; open it 320 px wide (WCAG 1.4.10).

    An element inside its own scrolling box, such as a wide table, is no fault.
    """
    return _lines(
        page,
        """
        const root = document.scrollingElement, limit = root.clientWidth;
        if (root.scrollWidth <= limit) return [];
        const boxed = element => {
            for (let up = element.parentElement; up && up !== document.body; up = up.parentElement)
                if (getComputedStyle(up).overflowX !== 'visible') return true;
            return false;
        };
        const wide = [...document.body.querySelectorAll('*')]
            .filter(element => element.getBoundingClientRect().right + scrollX > limit + 0.5 && !boxed(element))
            .map(element => `${described(element)} reaches ${Math.ceil(element.getBoundingClientRect().right)} px`);
        return wide.length ? wide : [`the page is ${root.scrollWidth} px wide in a window of ${limit} px`];
        """,
    )


def tab_stops(page: Page) -> list[TabStop]:
    """Press Tab through the whole page and return each stop, in order."""
    page.evaluate(_script(_REMEMBER_UNFOCUSED))
    stops: list[TabStop] = []
    for _ in range(MANY_STOPS):
        page.keyboard.press("Tab")
        stop = page.evaluate(_script(_READ_FOCUSED))
        if stop is None:
            return stops
        if stop != "again":  # one element can be several stops: the buttons of a video
            stops.append(TabStop(**stop))
    raise AssertionError(f"More than {MANY_STOPS} tab stops at {page.url}")


def unseen_focus(page: Page) -> list[str]:
    """Return the tab stops that do not show the focus, or where something covers it (WCAG 2.4.7, 2.4.11)."""
    return [
        f"{stop.element}: {'covered' if stop.covered else 'no outline'}"
        for stop in tab_stops(page)
        if stop.covered or not stop.visible
    ]


def small_targets(page: Page, least: int = 24) -> list[str]:
    """Return the links and controls smaller than this many CSS pixels either way.

    24 is what WCAG 2.5.8 asks for; our own buttons are to have 44. A link inside a sentence is exempt, and a label
    counts as part of its control. The exemption for small targets far apart is not used here.
    """
    return _lines(
        page,
        """
        const inSentence = element => {
            if (element.localName !== 'a' || getComputedStyle(element).display !== 'inline') return false;
            const around = [...element.parentElement.childNodes];
            return around.some(node => node.nodeType === 3 && node.data.trim().length > 1);
        };
        const size = element => {
            const boxes = [element, ...(element.labels || [])].map(part => part.getBoundingClientRect());
            return [Math.max(...boxes.map(box => box.width)), Math.max(...boxes.map(box => box.height))];
        };
        return [...document.querySelectorAll(ACTIVE)]
            .filter(element => seen(element) && !inSentence(element))
            .map(element => [element, ...size(element)])
            .filter(([, width, height]) => Math.min(width, height) + 0.05 < least)
            .map(([element, width, height]) =>
                `${described(element)} is ${Math.round(width)} × ${Math.round(height)} px`);
        """,
        least=least,
    )


def lost_at_double_text(page: Page) -> list[str]:
    """Double the text size, leave it so, and return the texts that did not grow or are cut off (WCAG 1.4.4).

    Text counts as grown from a quarter up: large headings may grow less than the rest. Call `sideways_scroll`
    afterwards too.
    """
    return _lines(
        page,
        """
        const own = element => [...element.childNodes].some(node => node.nodeType === 3 && node.data.trim());
        const texts = [...document.body.querySelectorAll('*')].filter(element => own(element) && seen(element));
        const size = element => parseFloat(getComputedStyle(element).fontSize);
        const before = texts.map(size);
        document.documentElement.style.setProperty('font-size', '200%', 'important');
        const cut = element => ['hidden', 'clip'].includes(getComputedStyle(element).overflowY)
            && (element.scrollHeight > element.clientHeight + 2 || element.scrollWidth > element.clientWidth + 2);
        return [
            ...texts.filter((element, at) => size(element) < before[at] * 1.25)
                .map(element => described(element) + ' does not grow'),
            ...[...document.body.querySelectorAll('*')]
                .filter(element => element.textContent.trim() && seen(element) && cut(element))
                .map(element => described(element) + ' is cut off'),
        ];
        """,
    )


def headerless_tables(page: Page) -> list[str]:
    """Return the tables without a header cell, and the header cells without a word."""
    return _lines(
        page,
        """
        const tables = [...document.querySelectorAll('table:not([role=presentation], [role=none])')];
        return [
            ...tables.filter(table => !table.querySelector('th')).map(table => described(table) + ' has no header'),
            ...[...document.querySelectorAll('th')].filter(cell => !cell.textContent.trim())
                .map(cell => described(cell) + ' is empty'),
        ];
        """,
    )


def running_animations(page: Page) -> list[str]:
    """Return the elements that move; open the page with `reduced_motion=True`."""
    return _lines(
        page,
        """
        return document.getAnimations().filter(animation => animation.playState === 'running')
            .map(animation => described(animation.effect.target) + ' moves');
        """,
    )


def outside_hints(page: Page) -> list[str]:
    """Return the elements that make a browser call another host before any request is seen (preconnect and such)."""
    return _lines(
        page,
        """
        const early = ['preconnect', 'dns-prefetch', 'prefetch', 'preload'].map(name => `link[rel~=${name}]`).join();
        return [...document.querySelectorAll(early)]
            .filter(link => new URL(link.href, location).host !== location.host)
            .map(link => `${link.rel} ${link.href}`);
        """,
    )


def click_only(page: Page) -> list[str]:
    """Return the elements that answer a click but no key: a `div` with a click handler, in whatever way it was added.

    An element that contains a link or control, or is inside one, is not a fault, because it listens on behalf of that.
    """
    session = page.context.new_cdp_session(page)
    body = session.send("Runtime.evaluate", {"expression": "document.body"})["result"]["objectId"]
    # Only the browser's debugger knows the listeners of an element; depth -1 asks for all elements at once.
    listeners = session.send("DOMDebugger.getEventListeners", {"objectId": body, "depth": -1})["listeners"]
    clicks = ("click", "mousedown", "mouseup", "pointerdown", "pointerup", "touchstart")
    nodes = dict.fromkeys(listener["backendNodeId"] for listener in listeners if listener["type"] in clicks)
    faults = [_click_fault(session, node) for node in nodes]
    session.detach()
    return [fault for fault in faults if fault]


_CLICK_FAULT = """
    const control = ACTIVE + ', label, option, video, audio';
    if (this === document.body || this.closest(control) || this.querySelector(control)) return '';
    return described(this) + ' answers only a click';
"""

_STYLE = """
    const shown = element => {
        element.getAnimations().forEach(animation => animation.finish());
        const style = getComputedStyle(element);
        const outline = style.outlineStyle === 'none' || parseFloat(style.outlineWidth) === 0
            || /^(transparent|rgba\\(.*, 0\\))$/.test(style.outlineColor) ? 'none'
            : [style.outlineStyle, style.outlineWidth, style.outlineColor].join(' ');
        return {outline, shadow: style.boxShadow};
    };
"""

# Focus that was on the page before is taken off, and Tab starts at the top again.
_REMEMBER_UNFOCUSED = (
    _STYLE
    + """
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.blur();
    document.body.removeAttribute('tabindex');
    window.tabProbe = {met: new Set(), last: null, before: new Map()};
    for (const element of document.querySelectorAll('*')) window.tabProbe.before.set(element, shown(element));
"""
)

_READ_FOCUSED = (
    _STYLE
    + """
    const element = document.activeElement, probe = window.tabProbe;
    if (!element || element === document.body || element === document.documentElement) return null;
    if (element === probe.last) return 'again';
    if (probe.met.has(element)) return null;
    probe.met.add(element);
    probe.last = element;
    const before = probe.before.get(element) || {outline: 'none', shadow: 'none'}, now = shown(element);
    const box = element.getBoundingClientRect();
    const parts = [0.1, 0.5, 0.9];
    const points = parts.flatMap(x => parts.map(y => [box.left + box.width * x, box.top + box.height * y]));
    const open = points.some(([x, y]) => {
        const top = document.elementFromPoint(x, y);
        const own = [element, ...(element.labels || [])];
        return top && (own.some(part => part.contains(top)) || top.contains(element));
    });
    return {
        element: described(element),
        visible: ['outline', 'shadow'].some(mark => now[mark] !== 'none' && now[mark] !== before[mark]),
        covered: !open,
    };
"""
)


def _click_fault(session: CDPSession, node: int) -> str:
    found = session.send("DOM.resolveNode", {"backendNodeId": node})["object"]["objectId"]
    function = "function() {" + SHARED + _CLICK_FAULT + "}"
    answer = session.send(
        "Runtime.callFunctionOn", {"objectId": found, "functionDeclaration": function, "returnByValue": True}
    )
    return str(answer["result"]["value"])


def _script(body: str) -> str:
    return "options => {" + SHARED + body + "}"


def _lines(page: Page, body: str, **options: Any) -> list[str]:
    names = ", ".join(options)
    found = page.evaluate(_script("const {" + names + "} = options;" + body), options)
    return [str(line) for line in found]

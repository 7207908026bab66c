// The offline page can be read without this. With it, the page asks for a check after its day, searches itself and
// presents: each element with `data-screen` is a screen, and its parts are shown one after another. Nothing is kept
// and nothing is asked of any network. Written for Safari 14, Chrome 87 and later.
(function () {
  "use strict";

  const root = document.documentElement;
  const page = document.querySelector(".page");
  const stage = document.querySelector("[data-stage]");
  const gate = document.querySelector("[data-gate]");
  const letters = document.getElementById("letters");
  const say = stage.dataset; // the words that are shown from here, in the language of the page

  function filled(words, values) {
    return words.replace(/\{(\w+)\}/g, function (place, name) {
      return values[name];
    });
  }

  function all(selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  }

  // Another main part takes the place of the page: what is hidden can be neither read nor reached by Tab.
  function show(part) {
    [page, stage, gate].forEach(function (each) {
      each.hidden = each !== part;
    });
    root.classList.toggle("presenting", part === stage);
  }

  // ---- asking to check

  function today() {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()]
      .map(function (number) {
        return String(number).padStart(2, "0");
      })
      .join("-");
  }

  function ask() {
    if (today() > gate.dataset.gate) {
      show(gate);
      gate.querySelector("h1").focus();
    }
  }

  function checked() {
    show(page);
    page.querySelector("h1").focus();
  }

  // ---- the screens

  const shown = stage.querySelector("[data-shown]");
  const bar = stage.querySelector("[data-bar]");
  const blank = stage.querySelector(".blank");
  const screens = all("[data-screen]", page);
  let at = 0; // the screen, counted from 0
  let parts = 0; // how many of its parts are shown
  let rows = [];
  const AIR = 24; // pixels between words and the edge of what is seen

  function bare(element) {
    const copy = element.cloneNode(true);
    [copy].concat(all("[id]", copy)).forEach(function (each) {
      each.removeAttribute("id");
      each.removeAttribute("tabindex");
    });
    // Below the one heading of a screen.
    all("h3, h4", copy).forEach(function (old) {
      const heading = document.createElement("h2");
      heading.dir = "auto";
      heading.lang = old.lang || root.lang;
      heading.textContent = old.textContent;
      old.parentNode.replaceChild(heading, old);
    });
    return copy;
  }

  function box(name, children) {
    const made = document.createElement("div");
    made.className = name;
    children.filter(Boolean).forEach(function (child) {
      made.appendChild(child);
    });
    return made;
  }

  function renamed(element, name) {
    if (!element) {
      return null;
    }
    const made = document.createElement(name);
    made.dir = "auto";
    made.lang = (element.closest("[lang]") || root).lang;
    made.textContent = element.textContent;
    return made;
  }

  // A passage has the same passage of the other language beside it; where one has more, they go on alone.
  function pairs(screen) {
    const twins = all("[data-twin]", screen).map(bare);
    const found = all("[data-part]", screen).map(function (part) {
      const twin = part.classList.contains("passage") ? twins.shift() : null;
      return box(twin ? "row row-pair" : "row", [bare(part), twin]);
    });
    return found.concat(
      twins.map(function (twin) {
        return box("row", [twin]);
      })
    );
  }

  function fill() {
    const screen = screens[at];
    const marks = all("[data-mark], [data-way]", screen).map(bare);
    const foot = screen.querySelector("[data-foot]");
    const title = renamed(screen.querySelector("[data-title]"), "h1");
    rows = pairs(screen);
    stage.dataset.kind = screen.dataset.screen;
    shown.textContent = "";
    shown.appendChild(
      box("screen-head", [title, renamed(screen.querySelector("[data-twin-title]"), "p"), box("marks", marks)])
    );
    shown.appendChild(box("rows", rows));
    if (foot) {
      shown.appendChild(bare(foot));
    }
    bar.querySelector("[data-progress]").textContent = filled(say.place, { number: at + 1, count: screens.length });
    wind(screen);
  }

  function reveal(count) {
    parts = Math.max(Math.min(count, rows.length), Math.min(1, rows.length));
    rows.forEach(function (row, place) {
      row.hidden = place >= parts;
      row.classList.toggle("now", place === parts - 1);
    });
    disable("back", at === 0 && parts <= 1);
    disable("next", at === screens.length - 1 && parts === rows.length);
  }

  // Not `disabled`, which would drop the focus of whoever has just pressed it.
  function disable(name, is) {
    bar.querySelector("[data-do=" + name + "]").setAttribute("aria-disabled", String(is));
  }

  function turn(to, count) {
    at = Math.max(0, Math.min(to, screens.length - 1));
    fill();
    reveal(count);
    window.scrollTo(0, 0);
  }

  // Where the eye reaches the bar, or the end of the window.
  function edgeOfView() {
    return Math.min(bar.getBoundingClientRect().top, window.innerHeight);
  }

  function bringIntoView(row) {
    const place = row.getBoundingClientRect();
    const edge = edgeOfView();
    if (place.top < AIR || place.height > edge - 2 * AIR) {
      window.scrollBy(0, place.top - AIR);
    } else if (place.bottom > edge - AIR) {
      window.scrollBy(0, place.bottom - edge + AIR);
    }
  }

  // What is shown is read to its end before more comes.
  function scrolled() {
    const last = rows[parts - 1];
    const edge = edgeOfView();
    const before = window.scrollY;
    if (last && last.getBoundingClientRect().bottom > edge + 4) {
      window.scrollBy(0, edge * 0.8);
    }
    return window.scrollY > before;
  }

  function next() {
    if (scrolled()) {
      return;
    }
    if (parts < rows.length) {
      reveal(parts + 1);
      bringIntoView(rows[parts - 1]);
    } else if (at < screens.length - 1) {
      turn(at + 1, 1);
    }
  }

  function back() {
    if (parts > 1) {
      reveal(parts - 1);
      bringIntoView(rows[parts - 1]);
    } else if (at > 0) {
      turn(at - 1, Infinity);
      bringIntoView(rows[parts - 1] || shown);
    }
  }

  function present(screen) {
    show(stage);
    stage.focus();
    turn(screen, 1);
  }

  // Back on the page, at what was on the screen.
  function leave() {
    unblank();
    pause();
    show(page);
    const heading = screens[at].querySelector("h1, h2");
    heading.focus();
    heading.scrollIntoView({ block: "start" });
  }

  // ---- a blank screen

  function unblank() {
    blank.hidden = true;
    shown.hidden = bar.hidden = false;
  }

  function toggleBlank() {
    if (!blank.hidden) {
      unblank();
      stage.focus();
      return;
    }
    shown.hidden = bar.hidden = true;
    blank.hidden = false;
    blank.focus();
  }

  // ---- the timer of a step; each step has its own, which waits while another is on the screen

  const timer = bar.querySelector("[data-timer]");
  const left = timer.querySelector("[data-left]");
  const over = timer.querySelector("[data-over]");
  const timerButton = timer.querySelector("button");
  const leftOf = new Map(); // milliseconds, of a step whose timer was started
  let timed = null; // the step on the screen
  let until = 0; // when its time is up, while it runs
  let ticking = 0;

  function remaining() {
    return ticking ? Math.max(0, until - Date.now()) : leftOf.get(timed);
  }

  function draw() {
    const milliseconds = remaining();
    const seconds = Math.ceil(milliseconds / 1000);
    const whole = Number(timed.dataset.minutes) * 60000;
    left.textContent = Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");
    over.textContent = milliseconds === 0 ? say.timeUp : "";
    timerButton.textContent = ticking ? say.pause
      : milliseconds === 0 ? say.restart : milliseconds < whole ? say.resume : say.start;
  }

  function pause() {
    if (ticking) {
      leftOf.set(timed, remaining());
      clearInterval(ticking);
      ticking = 0;
      draw();
    }
  }

  function tick() {
    if (remaining() === 0) {
      pause();
    } else {
      draw();
    }
  }

  function wind(screen) {
    const minutes = Number(screen.dataset.minutes || 0);
    if (screen === timed) {
      return;
    }
    pause();
    timed = screen;
    timer.hidden = minutes === 0;
    if (!leftOf.has(screen)) {
      leftOf.set(screen, minutes * 60000);
    }
    draw();
  }

  function toggleTimer() {
    if (timer.hidden) {
      return;
    }
    if (ticking) {
      pause();
      return;
    }
    until = Date.now() + (remaining() || Number(timed.dataset.minutes) * 60000);
    ticking = setInterval(tick, 250);
    draw();
  }

  // ---- keys and buttons

  const actions = {
    back: back,
    blank: toggleBlank,
    checked: checked,
    leave: leave,
    next: next,
    present: function () {
      present(0);
    },
    timer: toggleTimer,
  };

  const keys = {
    ArrowRight: next,
    ArrowDown: next,
    PageDown: next,
    " ": next,
    Enter: next,
    ArrowLeft: back,
    ArrowUp: back,
    PageUp: back,
    Home: function () {
      turn(0, 1);
    },
    End: function () {
      turn(screens.length - 1, Infinity);
    },
    Escape: leave,
  };

  const letterKeys = { b: toggleBlank, t: toggleTimer };

  function isTyped(element) {
    return element.matches("input:not([type=checkbox]), textarea, select");
  }

  // A button or link does with these what it always does.
  function isPressed(event) {
    return (event.key === " " || event.key === "Enter") && event.target.closest("a, button, summary, input");
  }

  function actionOf(event) {
    const letter = letters.checked && event.key.length === 1 ? event.key.toLowerCase() : "";
    if (!page.hidden) {
      return letter === "p" && !isTyped(event.target) ? actions.present : null;
    }
    if (stage.hidden || isPressed(event)) {
      return null;
    }
    if (!blank.hidden) {
      return letter === "b" || keys[event.key] ? toggleBlank : null;
    }
    if (event.key === " " && event.shiftKey) {
      return back;
    }
    return keys[event.key] || letterKeys[letter] || null;
  }

  document.addEventListener("keydown", function (event) {
    const action = event.ctrlKey || event.metaKey || event.altKey ? null : actionOf(event);
    if (action) {
      event.preventDefault();
      action();
    }
  });

  document.addEventListener("click", function (event) {
    const button = event.target.closest("[data-do], [data-from]");
    if (!button) {
      return;
    }
    if (button.dataset.do) {
      actions[button.dataset.do]();
    } else {
      present(screens.indexOf(button.closest("[data-screen]")));
    }
  });

  // ---- searching

  const search = document.getElementById("search");
  const list = document.querySelector("[data-found]");
  const count = document.querySelector("[data-count]");
  const passages = all("[data-passage]", page);
  const MOST = 40; // passages in the list
  const AROUND = 70; // characters before and after the first word found
  const ALIKE = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i", "’": "'" };
  const IN_WORD = /[\p{L}\p{N}]/u;

  function fold(text) {
    const plain = text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
    return plain.replace(/[ßæœøłđðþı’]/g, function (letter) {
      return ALIKE[letter];
    });
  }

  // Folded text, and for each of its characters the place of the one in the text that it came from.
  function folded(text) {
    const places = [];
    let made = "";
    let place = 0;
    Array.from(text).forEach(function (letter) {
      const alike = fold(letter);
      for (let each = 0; each < alike.length; each += 1) {
        places.push(place);
      }
      made += alike;
      place += letter.length;
    });
    places.push(place);
    return { text: made, places: places };
  }

  const searchable = passages.map(function (passage) {
    return folded(passage.textContent);
  });

  // Start and end, in the passage's own text, of each place where a word is found.
  function finds(where, word, anywhere) {
    const found = [];
    for (let start = where.text.indexOf(word); start >= 0; start = where.text.indexOf(word, start + 1)) {
      if (anywhere || start === 0 || !IN_WORD.test(where.text[start - 1])) {
        found.push([where.places[start], where.places[start + word.length]]);
      }
    }
    return found;
  }

  function matches(words, anywhere) {
    const found = [];
    searchable.forEach(function (where, place) {
      const each = words.map(function (word) {
        return finds(where, word, anywhere);
      });
      if (each.every(function (spans) { return spans.length; })) {
        found.push({ passage: passages[place], spans: [].concat.apply([], each) });
      }
    });
    return found;
  }

  function add(element, name, text) {
    const made = document.createElement(name);
    made.textContent = text;
    element.appendChild(made);
    return made;
  }

  // The words around the first one found, with marks; marks that overlap are one.
  function snippet(found) {
    const text = found.passage.textContent;
    const made = document.createElement("span");
    const spans = found.spans.sort(function (one, other) {
      return one[0] - other[0];
    });
    const start = Math.max(0, text.lastIndexOf(" ", spans[0][0] - AROUND) + 1);
    const space = text.indexOf(" ", spans[0][1] + AROUND);
    const end = space < 0 ? text.length : space;
    let place = start;
    made.className = "found-words";
    made.dir = "auto";
    made.lang = (found.passage.closest("[lang]") || root).lang;
    made.append(start > 0 ? "…" : "");
    spans.forEach(function (span) {
      if (span[1] > place && span[0] < end) {
        made.append(text.slice(place, Math.max(place, span[0])));
        add(made, "mark", text.slice(Math.max(place, span[0]), Math.max(span[1], place)));
        place = span[1];
      }
    });
    made.append(text.slice(place, Math.max(place, end)), end < text.length ? "…" : "");
    return made;
  }

  function entry(found) {
    const link = add(add(list, "li", ""), "a", "");
    const screen = found.passage.closest("[data-screen]");
    link.href = "#" + found.passage.id;
    add(link, "span", screen.querySelector("h2").textContent).className = "found-where";
    link.append(" ");
    link.appendChild(snippet(found));
  }

  function said(number) {
    const most = number > MOST ? " " + filled(say.most, { count: MOST }) : "";
    return number === 0 ? say.none : filled(say.found, { count: number }) + most;
  }

  // At the beginning of words; where no word begins so, anywhere.
  function find() {
    const words = fold(search.value).split(/\s+/).filter(Boolean);
    const beginning = words.length ? matches(words, false) : [];
    const found = beginning.length || !words.length ? beginning : matches(words, true);
    list.textContent = "";
    found.slice(0, MOST).forEach(entry);
    list.hidden = found.length === 0;
    count.textContent = words.length ? said(found.length) : "";
  }

  function step(event, links, place) {
    const to = event.key === "ArrowDown" ? place + 1 : event.key === "ArrowUp" ? place - 1 : null;
    if (to === null || to >= links.length || place < 0 && to < 0) {
      return;
    }
    event.preventDefault();
    (to < 0 ? search : links[to]).focus();
  }

  function go(event) {
    const link = event.target.closest("a");
    const passage = link && document.getElementById(link.hash.slice(1));
    if (!passage) {
      return;
    }
    const notes = passage.closest("details");
    if (notes) {
      notes.open = true;
    }
    // The browser moves the focus there when it follows the link.
    passage.tabIndex = -1;
  }

  search.addEventListener("input", find);
  search.addEventListener("keydown", function (event) {
    step(event, all("a", list), -1);
    if (event.key === "Escape") {
      search.value = "";
      find();
    }
  });
  list.addEventListener("keydown", function (event) {
    const links = all("a", list);
    step(event, links, links.indexOf(event.target));
    if (event.key === "Escape") {
      search.focus();
    }
  });
  list.addEventListener("click", go);

  // ---- beginning

  all("[data-tools], [data-from]").forEach(function (each) {
    each.hidden = false;
  });
  ask();
})();

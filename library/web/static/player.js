// The page of a recording works without this. With it, the line being spoken is marked, a line plays from a click or
// Enter, an address with a time opens there, the transcript can be searched, and this browser remembers the place.
(function () {
  "use strict";

  var SETTLED = 100; // milliseconds until Chromium knows that there is nothing to load yet
  var LEAST = 5; // seconds from the start and the end in which there is no place to remember
  var player = document.querySelector(".player video, .player audio");
  var panel = document.querySelector(".transcript-text");
  var follows = document.getElementById("transcript-follow");
  var calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  var describes = document.getElementById("describe");
  var language = ""; // of the transcript that is shown
  var shown = []; // the lines of the language that is shown: element and start
  var marked = null;
  var chosen = null; // the line that was last played or opened

  function all(selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  }

  function clock(seconds) {
    var parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, Math.floor(seconds) % 60];
    var text = parts[0] ? parts : parts.slice(1);
    return text.map(function (part, at) { return at && part < 10 ? "0" + part : part; }).join(":");
  }

  // ---- the poster: Chromium would draw a sign of loading over it

  if (player && player.poster) {
    player.controls = false;
    setTimeout(function () { player.controls = true; }, SETTLED);
  }

  // ---- lines

  function startOf(line) {
    return Number(line.dataset.start);
  }

  function lineOf(element) {
    return element.matches(".caption-line") ? element : element.querySelector(".caption-line");
  }

  // Return the line that is spoken at a time; null before the first.
  function lineAt(seconds) {
    var found = null;
    shown.some(function (line) {
      found = line.start <= seconds ? line.element : found;
      return line.start > seconds;
    });
    return found;
  }

  // An address has whole seconds, so the line that begins in its second is meant.
  function lineIn(second) {
    return shown.reduce(function (found, line) {
      return !found && Math.floor(line.start) === second ? line.element : found;
    }, null) || lineAt(second);
  }

  function scrollTo(line) {
    var box = panel.getBoundingClientRect();
    var at = line.getBoundingClientRect();
    if (panel.scrollHeight > panel.clientHeight && (at.top < box.top || at.bottom > box.bottom - box.height / 4)) {
      panel.scrollTop += at.top - box.top - box.height / 4;
    }
  }

  // Beside the transcript, the player stays in sight.
  function bring(line) {
    var recording = player && line.closest(".recording");
    if (recording && player.getBoundingClientRect().right <= panel.getBoundingClientRect().left) {
      scrollTo(line);
      recording.scrollIntoView();
    } else {
      line.scrollIntoView();
    }
  }

  function mark() {
    var line = lineAt(player.currentTime + 0.01);
    if (chosen && line && startOf(chosen) === startOf(line)) {
      line = chosen; // two people begin at the same time
    }
    if (line === marked) {
      return;
    }
    if (marked) {
      marked.removeAttribute("aria-current");
    }
    marked = line;
    if (line) {
      line.setAttribute("aria-current", "true");
      if (follows.checked) {
        scrollTo(line);
      }
    }
  }

  function play() {
    var playing = player.play();
    if (playing) {
      playing.catch(function () {}); // the player itself says what is wrong
    }
  }

  function playFrom(seconds, element) {
    var named = element && (element.id ? element : element.querySelector("[id]") || element.closest("[id]"));
    if (named && /t=[\d.]+$/.test(named.id)) {
      history.replaceState(null, "", "#" + named.id);
    }
    chosen = element && lineOf(element);
    player.currentTime = seconds;
    play();
  }

  function press(event) {
    var target = event.target;
    var link = target.closest("[data-seek]");
    var line = target.closest(".caption-line");
    var isKey = event.type === "keydown";
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey || (isKey && event.key !== "Enter")) {
      return;
    }
    if (link && !isKey) {
      event.preventDefault();
      line = lineOf(link.parentNode);
      playFrom(line ? startOf(line) : Number(link.dataset.seek), link.parentNode);
    } else if (!link && isKey && target.matches(".caption-line, .moment, .moment p") && lineOf(target)) {
      playFrom(startOf(lineOf(target)), target);
    } else if (line && !isKey && String(window.getSelection()) === "") {
      playFrom(startOf(line), line);
    }
  }

  // ---- an address with a time

  function show(chosen) {
    language = chosen;
    all("[data-language]").forEach(function (part) {
      part.hidden = part.dataset.language !== language;
    });
    shown = all("[data-language='" + language + "'] .caption-line").map(function (line) {
      return { element: line, start: startOf(line) };
    }).sort(function (one, other) {
      return one.start - other.start;
    });
    all("#transcript-language").forEach(function (choice) { choice.value = language; });
    if (describes) {
      describe();
    }
  }

  function caption(language) {
    all("track[kind=captions]").forEach(function (track) {
      track.track.mode = isIn(track, language) ? "showing" : "disabled";
    });
  }

  function isIn(track, language) {
    return track.srclang === language || track.srclang.split("-")[0] === language;
  }

  // Descriptions are read out by a screen reader: no browser does it by itself.
  function describe() {
    all("track[kind=descriptions]").forEach(function (track) {
      track.track.mode = describes.checked && isIn(track, language) ? "hidden" : "disabled";
      track.track.oncuechange = function () {
        var cue = track.track.activeCues && track.track.activeCues[0];
        if (cue) {
          document.querySelector("[data-described]").textContent = cue.getCueAsHTML().textContent;
        }
      };
    });
  }

  function open() {
    var id = location.hash.slice(1);
    var parts = /^(?:([A-Za-z][\w-]*)-)?t=(\d+(?:\.\d+)?)$/.exec(id);
    if (!parts) {
      return;
    }
    var found = document.getElementById(id);
    var part = found && found.closest("[data-language]");
    if (part && part.hidden) {
      show(part.dataset.language);
      caption(language);
    }
    found = found || lineIn(Math.floor(parts[2]));
    var line = (chosen = found && lineOf(found));
    if (player) {
      player.currentTime = line ? startOf(line) : Number(parts[2]);
    }
    if (found) {
      found.tabIndex = -1;
      found.focus({ preventScroll: true });
      bring(found);
      if (document.readyState !== "complete") {
        window.addEventListener("load", function () { setTimeout(bring, 0, found); }); // browsers scroll once more
      }
    }
  }

  // ---- find in the transcript

  // Letters as they are compared, and where each is in the text.
  function folded(text) {
    var letters = "";
    var places = [];
    for (var at = 0; at < text.length; at += 1) {
      var plain = text[at].toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[‘’]/g, "'");
      letters += plain;
      for (var count = 0; count < plain.length; count += 1) {
        places.push(at);
      }
    }
    return { letters: letters, places: places };
  }

  function textsOf(element) {
    var walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
    var texts = [];
    var length = 0;
    while (walker.nextNode()) {
      texts.push({ node: walker.currentNode, first: length });
      length += walker.currentNode.data.length;
    }
    return texts;
  }

  function highlight(texts, first, end, number) {
    texts.slice().reverse().forEach(function (text) {
      var from = Math.max(first - text.first, 0);
      var to = Math.min(end - text.first, text.node.data.length);
      if (from < to) {
        var sign = document.createElement("mark");
        var part = text.node.splitText(from);
        part.splitText(to - from);
        part.parentNode.insertBefore(sign, part);
        sign.appendChild(part);
        sign.dataset.match = number;
      }
    });
  }

  function find(form) {
    var input = form.querySelector("input");
    var said = form.querySelector("[data-found]");
    var here = form.querySelector("[data-play-here]");
    var count = 0;
    var at = -1;

    function clear() {
      all("mark", panel).forEach(function (sign) {
        var parent = sign.parentNode;
        sign.replaceWith(sign.firstChild);
        parent.normalize();
      });
      count = 0;
      at = -1;
    }

    function search() {
      clear();
      var wanted = folded(input.value.trim().replace(/\s+/g, " ")).letters;
      if (wanted.length < 2) {
        return;
      }
      all("[data-language]:not([hidden]) .moment p").forEach(function (words) {
        var text = folded(words.textContent);
        var ends = [];
        for (var from = text.letters.indexOf(wanted); from >= 0; from = text.letters.indexOf(wanted, from + wanted.length)) {
          ends.push([text.places[from], text.places[from + wanted.length - 1] + 1, count]);
          count += 1;
        }
        ends.reverse().forEach(function (each) {
          highlight(textsOf(words), each[0], each[1], each[2]);
        });
      });
    }

    function tell() {
      var words = count ? said.dataset.found.replace("{n}", at + 1).replace("{all}", count) : said.dataset.none;
      said.textContent = input.value.trim() ? words : "";
      if (here) {
        here.hidden = !count || !player;
      }
    }

    function move(step) {
      at = count ? (at + step + count) % count : -1;
      all("mark", panel).forEach(function (sign) {
        sign.classList.toggle("current", Number(sign.dataset.match) === at);
      });
      all("mark.current", panel).slice(0, 1).forEach(function (sign) {
        sign.scrollIntoView({ block: "nearest" });
      });
      tell();
    }

    input.addEventListener("input", function () {
      search();
      move(1);
    });
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      move(1);
    });
    form.addEventListener("click", function (event) {
      if (event.target.closest("[data-previous]")) {
        move(-1);
      } else if (event.target.closest("[data-play-here]")) {
        var sign = panel.querySelector("mark.current");
        var line = sign.closest(".caption-line") || lineOf(sign.closest(".moment"));
        playFrom(startOf(line), line);
      }
    });
    return search;
  }

  // ---- the place, in this browser only

  function remember(tools) {
    var key = "place " + player.getAttribute("src");
    var offer = tools.querySelector(".player-place");
    var again = tools.querySelector("[data-continue]");
    var said = tools.querySelector("[data-forgotten]");
    var isForgotten = false;
    var last = 0;

    function store(change) {
      try {
        return change(window.localStorage);
      } catch (error) {
        return null; // this browser remembers nothing
      }
    }

    function forget() {
      store(function (storage) { storage.removeItem(key); });
      offer.hidden = true;
    }

    function save() {
      var now = player.currentTime;
      if (isForgotten || now < LEAST || now > player.duration - LEAST) {
        return;
      }
      last = now;
      offer.hidden = store(function (storage) { storage.setItem(key, now.toFixed(1)); return true; }) === null;
    }

    var place = Number(store(function (storage) { return storage.getItem(key); }));
    again.hidden = offer.hidden = !place;
    again.textContent = again.textContent.replace("{time}", clock(place || 0));
    again.addEventListener("click", function () {
      player.focus();
      playFrom(place);
    });
    tools.querySelector("[data-forget]").addEventListener("click", function () {
      isForgotten = true;
      forget();
      said.textContent = said.dataset.forgotten;
      player.focus();
    });
    player.addEventListener("play", function () { again.hidden = true; });
    player.addEventListener("pause", save);
    player.addEventListener("ended", forget);
    player.addEventListener("timeupdate", function () {
      if (Math.abs(player.currentTime - last) >= LEAST && !player.paused) {
        save();
      }
    });
  }

  // ---- what of it this page has

  all(".player-tools, .transcript-tools").forEach(function (tools) { tools.hidden = false; });
  var searching = all(".transcript-find").map(find);
  all("#transcript-language").concat(all("[data-language]")).slice(0, 1).forEach(function (first) {
    show(first.value || first.dataset.language);
    first.addEventListener("change", function () {
      var tracks = player ? Array.prototype.slice.call(player.textTracks) : [];
      show(first.value);
      if (tracks.some(function (track) { return track.mode === "showing"; })) {
        caption(first.value);
      }
      searching.forEach(function (search) { search(); });
    });
  });
  if (player) {
    all(".recording").forEach(function (recording) {
      recording.addEventListener("click", press);
      recording.addEventListener("keydown", press);
    });
    all("#speed").forEach(function (speed) {
      speed.addEventListener("change", function () {
        player.playbackRate = player.defaultPlaybackRate = Number(speed.value);
      });
    });
    all(".player-tools").forEach(remember);
  }
  if (describes) {
    describes.addEventListener("change", describe);
  }
  if (player && shown.length) {
    follows.checked = !calm.matches;
    player.addEventListener("timeupdate", mark);
    player.addEventListener("seeked", mark);
  }
  window.addEventListener("hashchange", open);
  open();
})();

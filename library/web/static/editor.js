/* The editor: saving by itself, a preview beside the text, buttons, pasting from Word. The form works without it. */
(() => {
  "use strict";

  const form = document.getElementById("editor");
  if (!form || !window.fetch) return;
  const words = JSON.parse(form.dataset.words);
  const text = document.getElementById("f-text");
  const status = document.getElementById("save-status");
  const field = (name) => form.elements.namedItem(name);

  const tab = (() => {
    const made = Array.from(crypto.getRandomValues(new Uint8Array(12)), (each) => each.toString(16).padStart(2, "0")).join("");
    try {
      const known = sessionStorage.getItem("tab") || made;
      sessionStorage.setItem("tab", known);
      return known;
    } catch { return made; }
  })();
  field("tab").value = tab;

  const say = (sentence, link) => {
    status.textContent = sentence;
    if (link) {
      const a = document.createElement("a");
      Object.assign(a, { href: form.dataset.signIn, target: "_blank", textContent: link });
      status.append(" ", a);
    }
  };
  const sent = () => new URLSearchParams(new FormData(form));
  const post = (address, body, more) => fetch(address, {
    method: "POST", body, redirect: "manual", credentials: "same-origin", ...more,
  });

  /* ---- Saving by itself */

  const SOON = 1500, AT_LATEST = 6000, AGAIN = 15000;
  let unsaved = 0, saved = 0, firstUnsaved = 0, timer = 0, isSaving = false, isStopped = false, isOutdated = false;

  const later = (wait) => { clearTimeout(timer); timer = setTimeout(save, wait); };

  async function save() {
    if (isSaving || isStopped || unsaved === saved) return;
    isSaving = true;
    const now = unsaved;
    let wait = AGAIN;
    try {
      const answer = await post(form.dataset.autosave, sent());
      if (answer.ok) {
        const told = await answer.json();
        field("version").value = told.version;
        field("base").value = told.base;
        saved = now;
        firstUnsaved = Date.now();
        say(told.saved);
        document.getElementById("saved-state").hidden = true;
        wait = SOON;
      } else if (answer.status === 409) {
        isStopped = true;
        say(words.conflict);
      } else if (answer.status === 422 || answer.status === 413) {
        const told = answer.status === 422 ? await answer.json() : { problem: words.tooLong };
        say(told.problem);
      } else if (answer.status === 403 || answer.type === "opaqueredirect") {
        say(words.signedOut, words.signIn);
      } else {
        say(words.failed);
      }
    } catch {
      say(words.offline);
    }
    isSaving = false;
    // After saving, so that the site knows the pictures that the text names.
    if (isOutdated) preview();
    if (unsaved !== saved) later(wait);
  }

  function changed() {
    if (unsaved === saved) firstUnsaved = Date.now();
    unsaved += 1;
    if (isStopped) return;
    say(words.notYet);
    later(Math.max(0, Math.min(SOON, firstUnsaved + AT_LATEST - Date.now())));
  }

  form.addEventListener("input", () => {
    isOutdated = true;
    changed();
    if (isStopped) previewLater();
  });
  form.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.formTarget) return;
    unsaved = saved;
    clearTimeout(timer);
  });
  window.addEventListener("focus", save);
  window.addEventListener("online", save);
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  window.addEventListener("beforeunload", (event) => { if (unsaved !== saved) event.preventDefault(); });

  /* ---- Who else has it open */

  const others = document.getElementById("others");
  const present = (more) => new URLSearchParams({ tab, ...more });
  async function meet() {
    try {
      const answer = await post(form.dataset.presence, present({}));
      if (answer.ok) others.textContent = (await answer.json()).others || "";
    } catch { /* said where it matters, when saving */ }
  }
  meet();
  setInterval(() => { if (!document.hidden) meet(); }, 45000);
  window.addEventListener("pagehide", () => navigator.sendBeacon(form.dataset.presence, present({ closed: "1" })));

  /* ---- Preview */

  const pane = document.getElementById("preview-pane");
  const frame = document.createElement("iframe");
  frame.title = words.preview;
  // No scripts run in it; this page sets its buttons and its place.
  frame.setAttribute("sandbox", "allow-same-origin");
  pane.append(frame);
  pane.hidden = false;
  document.body.classList.add("with-preview");
  let previewTimer = 0, asked = 0, place = 0;

  function previewLater() { clearTimeout(previewTimer); previewTimer = setTimeout(preview, 1000); }
  async function preview() {
    const mine = (asked += 1);
    isOutdated = false;
    try {
      const answer = await post(form.dataset.preview, sent());
      if (!answer.ok) return;
      const html = await answer.text();
      if (mine !== asked) return;
      place = frame.contentWindow ? frame.contentWindow.scrollY : 0;
      frame.srcdoc = html.replace(/<script\b[^>]*><\/script>/g, "");
    } catch { /* the next pause tries again */ }
  }
  frame.addEventListener("load", () => {
    const inside = frame.contentDocument;
    if (!inside || !inside.body) return;
    inside.addEventListener("click", (event) => {
      const link = event.target.closest && event.target.closest("a[href], button[type=submit]");
      if (!link) return;
      event.preventDefault();
      const to = (link.getAttribute("href") || "").match(/^#(.+)/);
      const target = to && inside.getElementById(to[1]);
      if (target) target.scrollIntoView();
    });
    for (const passage of inside.querySelectorAll("#text [id^=p], [id^='t=']")) {
      if (/^(p[1-9]\d*|t=\d+)$/.test(passage.id)) passage.before(picks(inside, passage.id));
    }
    frame.contentWindow.scrollTo(0, place);
  });
  preview();

  /* ---- Ticking passages: what the preview offers is written into the fields */

  const named = (name) => field(name).value.split(/[\s,]+/).filter(Boolean);
  const order = (anchor) => [anchor[0] === "p" ? 0 : 1, parseInt(anchor.slice(anchor[0] === "p" ? 1 : 2), 10)];
  const inOrder = (one, other) => order(one)[0] - order(other)[0] || order(one)[1] - order(other)[1];
  const write = (name, anchors) => { field(name).value = anchors.join(" "); changed(); };
  const toggled = (name, anchor) => {
    const there = named(name);
    return there.includes(anchor) ? there.filter((each) => each !== anchor) : [...there, anchor].sort(inOrder);
  };

  function picks(inside, anchor) {
    const bar = inside.createElement("div");
    bar.className = "picks";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", `${words.passage} ${anchor}`);
    const add = (label, isOn, press) => {
      const button = inside.createElement("button");
      const look = () => button.setAttribute("aria-pressed", String(isOn()));
      Object.assign(button, { type: "button", textContent: label });
      button.addEventListener("click", () => {
        press();
        inside.dispatchEvent(new Event("picked"));
      });
      inside.addEventListener("picked", look);
      look();
      bar.append(button);
    };
    if (field("short")) {
      add(words.short, () => named("short").includes(anchor), () => write("short", toggled("short", anchor)));
    }
    if (field("quote")) {
      add(words.quote, () => named("quote")[0] === anchor, () => write("quote", named("quote")[0] === anchor ? [] : [anchor]));
    }
    for (const note of form.querySelectorAll("select[name^='content_notes.']")) {
      const where = note.name.replace(/note$/, "where");
      if (note.value && field(where)) {
        const label = note.options[note.selectedIndex].text;
        add(`${words.note} ${label}`, () => named(where).includes(anchor), () => write(where, toggled(where, anchor)));
      }
    }
    return bar;
  }

  /* ---- Buttons above the text */

  const insert = (piece) => {
    text.focus();
    // So that it can be undone; not every browser has it.
    if (!document.execCommand("insertText", false, piece)) {
      text.setRangeText(piece, text.selectionStart, text.selectionEnd, "end");
      text.dispatchEvent(new Event("input", { bubbles: true }));
    }
  };
  const chosen = () => text.value.slice(text.selectionStart, text.selectionEnd);
  const around = (before, after) => () => {
    const start = text.selectionStart, inner = chosen();
    insert(before + inner + after);
    text.setSelectionRange(start + before.length, start + before.length + inner.length);
  };
  const lines = (mark) => () => {
    const start = text.value.lastIndexOf("\n", text.selectionStart - 1) + 1;
    const found = text.value.indexOf("\n", text.selectionEnd);
    text.setSelectionRange(start, found < 0 ? text.value.length : found);
    insert(chosen().split("\n").map((line) => mark + line).join("\n"));
  };
  if (text) {
    const bar = document.createElement("div");
    bar.className = "toolbar";
    bar.setAttribute("role", "group");
    bar.setAttribute("aria-label", words.format);
    const actions = {
      bold: around("**", "**"), italic: around("*", "*"), heading: lines("## "), list: lines("- "),
      quotation: lines("> "), link: around("[", "](https://)"),
    };
    for (const [name, act] of Object.entries(actions)) {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "quiet", textContent: words[name] });
      button.addEventListener("click", act);
      bar.append(button);
    }
    text.before(bar);

    text.addEventListener("paste", async (event) => {
      const html = event.clipboardData.getData("text/html"), plain = event.clipboardData.getData("text/plain");
      if (!html) return;
      event.preventDefault();
      text.readOnly = true;
      say(words.pasting);
      let piece = plain, problem = "";
      try {
        const answer = await post(form.dataset.paste, new URLSearchParams({ html }));
        const told = await answer.json();
        if (answer.ok) piece = told.markdown.replace(/\n$/, "");
        else if (answer.status !== 503) piece = "";
        problem = told.problem || "";
      } catch { problem = words.pastedPlain; }
      text.readOnly = false;
      if (piece) insert(piece);
      if (problem) say(problem);
    });
  }

  /* ---- A picture that is dropped or pasted is uploaded, and named where the cursor is */

  const PIECE = 4000000; // bytes
  async function upload(file) {
    const alt = window.prompt(words.alt);
    if (alt === null) return;
    say(words.uploading);
    const ask = async (place, body, headers) => {
      const answer = await post(`${form.dataset.files}/${place}.json`, body, { headers: headers || {} });
      const told = await answer.json();
      if (!answer.ok) throw new Error(told.error || words.failed);
      return told;
    };
    try {
      const { part } = await ask("start/picture", new URLSearchParams({ size: file.size, name: file.name, alt }));
      for (let at = 0; at < file.size; at += PIECE) {
        await ask(`parts/${part}/append`, file.slice(at, at + PIECE), { "Upload-Offset": String(at) });
      }
      const { name } = await ask(`parts/${part}/finish`, new URLSearchParams());
      insert(`\n\n![${alt.replace(/[[\]\\]/g, "\\$&")}](${name})\n\n`);
    } catch (error) {
      say(error instanceof SyntaxError || error instanceof TypeError ? words.failed : error.message);
    }
  }

  /* ---- A Word file that is dropped or chosen is read by the site, and its text put where the cursor is */

  let wasInText = false;
  async function addWord(file) {
    const told = document.getElementById("word-status"), report = document.getElementById("word-report");
    const body = new FormData(form);
    body.set("word", file);
    report.replaceChildren();
    if (file.size > Number(form.dataset.most)) {
      told.textContent = words.wordTooLarge;
      return;
    }
    text.readOnly = true;
    told.textContent = words.word;
    let found = {};
    try {
      const answer = await post(form.dataset.word, body);
      const isOut = answer.status === 403 || answer.type === "opaqueredirect";
      found = isOut ? { problem: words.signedOut } : await answer.json();
    } catch { found = { problem: words.wordFailed }; }
    text.readOnly = false;
    if (found.markdown) {
      const at = wasInText ? text.selectionEnd : text.value.length;
      text.setSelectionRange(at, at);
      insert(`${text.value.slice(0, at).trim() && "\n\n"}${found.markdown}\n`);
      report.innerHTML = found.report;
    }
    told.textContent = found.problem || words.wordAdded;
  }
  if (text) {
    text.addEventListener("focus", () => { wasInText = true; });
    const chosenFile = document.getElementById("f-word");
    chosenFile.addEventListener("input", (event) => event.stopPropagation());
    document.getElementById("add-word").addEventListener("click", (event) => {
      event.preventDefault();
      if (chosenFile.files[0]) addWord(chosenFile.files[0]);
      else chosenFile.focus();
    });
    for (const kind of ["drop", "paste"]) {
      text.addEventListener(kind, (event) => {
        const moved = event.dataTransfer || event.clipboardData;
        const file = moved && moved.files[0];
        if (!file || event.defaultPrevented) return;
        event.preventDefault();
        if (/^image\//.test(file.type)) upload(file);
        else if (/\.(docx|docm|dotx)$/i.test(file.name)) addWord(file);
        else say(words.otherFile);
      });
    }
  }

  /* ---- Finding a term */

  for (const terms of form.querySelectorAll("details.terms")) {
    const boxes = [...terms.querySelectorAll(".choice")];
    const label = document.createElement("label"), input = document.createElement("input");
    const count = document.createElement("p");
    Object.assign(input, { type: "search", autocomplete: "off" });
    count.className = "hint";
    count.setAttribute("role", "status");
    label.append(terms.dataset.filter, input);
    terms.querySelector("summary").after(label, count);
    input.addEventListener("input", (event) => {
      event.stopPropagation();
      const wanted = input.value.trim().toLowerCase();
      let found = 0;
      for (const box of boxes) {
        box.hidden = !box.textContent.toLowerCase().includes(wanted);
        found += !box.hidden;
      }
      count.textContent = wanted ? terms.dataset.found.replace("#", String(found)) : "";
    });
    input.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
  }
})();

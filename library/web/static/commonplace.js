// Commonplace works without this. With it, each paragraph has its lasting link copied by the mouse, search boxes suggest what
// may be meant, filters are open where there is room, and adding to a pack answers on the page.
(function () {
  "use strict";

  // Beside the list there is room for what a phone folds away.
  var folded = document.querySelector("[data-open-wide]");
  if (folded && window.matchMedia("(min-width: 60rem)").matches) {
    folded.open = true;
  }

  var page = document.querySelector("[data-link-words]");

  // The page that this link leads to has the address to copy; if it cannot be copied, the page is shown.
  function copyPlace(event) {
    var link = event.currentTarget;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
      return;
    }
    event.preventDefault();
    fetch(link.href)
      .then(function (response) {
        return response.text();
      })
      .then(function (answer) {
        var field = new DOMParser().parseFromString(answer, "text/html").getElementById("passage-address");
        return navigator.clipboard.writeText(field.value);
      })
      .then(
        function () {
          link.textContent = "✓";
          link.title = page.dataset.copiedWords;
          location.hash = link.parentNode.id;
        },
        function () {
          location.assign(link.href);
        }
      );
  }

  if (page && window.matchMedia("(hover: hover)").matches) {
    Array.prototype.forEach.call(document.querySelectorAll(".prose p[id], .prose li[id]"), function (passage) {
      var link = document.createElement("a");
      var isPassage = /^p[0-9]+$/.test(passage.id);
      link.className = "place-link";
      link.href = isPassage ? location.pathname + "/at/" + passage.id : "#" + passage.id;
      link.title = page.dataset.linkWords;
      link.textContent = "¶";
      if (isPassage && navigator.clipboard && window.fetch) {
        link.addEventListener("click", copyPlace);
      }
      link.tabIndex = -1;
      link.setAttribute("aria-hidden", "true");
      passage.appendChild(link);
    });
  }

  // Adding to a pack: the page that the form leads back to already says what came of it, at the same place.
  function answerInPlace(place, answer, address) {
    var page = new DOMParser().parseFromString(answer, "text/html");
    var here = page.getElementById(place.id);
    var mine = page.querySelector(".my-pack");
    var old = document.querySelector(".my-pack");
    if (!here || here.matches(".add") || !mine) {
      location.assign(address);
      return;
    }
    if (old) {
      old.replaceWith(mine);
    } else {
      document.querySelector(".wordmark").after(mine);
    }
    place.replaceWith(here);
    here.focus({ preventScroll: true });
  }

  function add(event) {
    var form = event.target;
    var button = event.submitter;
    var place = button && button.closest(".add[id]");
    if (!place || place.dataset.failed) {
      return;
    }
    event.preventDefault();
    if (place.dataset.sent) {
      return;
    }
    place.dataset.sent = "1";
    var sent = new URLSearchParams(new FormData(form));
    sent.set(button.name, button.value);
    fetch(form.action, { method: "POST", body: sent })
      .then(function (response) {
        if (!response.ok) {
          throw new Error(response.status);
        }
        return response.text().then(function (answer) {
          answerInPlace(place, answer, response.url);
        });
      })
      .catch(function () {
        place.dataset.failed = "1";
        form.requestSubmit(button); // the browser shows what is wrong
      });
  }

  if (window.fetch && window.DOMParser && window.URLSearchParams) {
    document.addEventListener("submit", add);
  }

  // An editable combobox with a list (ARIA Authoring Practices Guide). What is typed stays until a suggestion is
  // chosen. An answer that fails, or comes when more has been typed, changes nothing.
  function suggestIn(input, number) {
    var words = document.body.dataset;
    var form = input.form;
    var list = document.createElement("ul");
    var said = document.createElement("p");
    var found = [];
    var active = -1;
    var timer = 0;
    var asking = new AbortController();

    function mark(at) {
      active = at;
      Array.prototype.forEach.call(list.children, function (option, place) {
        option.setAttribute("aria-selected", String(place === at));
      });
      if (at < 0) {
        input.removeAttribute("aria-activedescendant");
      } else {
        input.setAttribute("aria-activedescendant", list.children[at].id);
        list.children[at].scrollIntoView({ block: "nearest" });
      }
    }

    function open(isOpen) {
      list.hidden = !isOpen;
      input.setAttribute("aria-expanded", String(isOpen));
      mark(-1);
    }

    function forget() {
      clearTimeout(timer);
      asking.abort();
    }

    function close() {
      forget();
      said.textContent = "";
      open(false);
    }

    function part(option, name, text) {
      var span = document.createElement("span");
      span.className = name;
      span.textContent = text;
      option.appendChild(span);
      option.appendChild(document.createTextNode(" "));
      return span;
    }

    function add(suggestion, place) {
      var option = document.createElement("li");
      var text = suggestion.text + (suggestion.matched ? " (" + suggestion.matched + ")" : "");
      option.id = list.id + "-" + place;
      option.className = "suggestion";
      option.setAttribute("role", "option");
      part(option, "suggestion-text", text).lang = suggestion.language;
      if (suggestion.fictional) {
        part(option, "mark-fictional", words.fictional);
      }
      part(option, "suggestion-sort", words[suggestion.sort]);
      list.appendChild(option);
    }

    function show(suggestions) {
      var wasOpen = !list.hidden;
      found = suggestions;
      list.textContent = "";
      found.forEach(add);
      open(found.length > 0);
      said.textContent = found.length
        ? words.suggestionsCount.replace("#", found.length)
        : wasOpen ? words.suggestionsNone : "";
    }

    function ask() {
      forget();
      var mine = (asking = new AbortController());
      var query = new URLSearchParams({ q: input.value.slice(0, 100) });
      fetch(document.body.dataset.suggest + "?" + query, { signal: mine.signal })
        .then(function (answer) {
          return answer.ok ? answer.json() : { suggestions: [] };
        })
        .then(function (answer) {
          if (!mine.signal.aborted) {
            show(answer.suggestions || []);
          }
        })
        .catch(function () {});
    }

    function enough() {
      return input.value.trim().length > 1;
    }

    function choose(suggestion) {
      close();
      if (suggestion.sort === "document") {
        location.assign(form.getAttribute("action").replace(/\/search$/, "") + suggestion.url);
      } else {
        input.value = suggestion.text;
        form.submit();
      }
    }

    function move(step) {
      var places = found.length + 1; // one of them is the box itself
      if (!list.hidden) {
        mark(((active + 1 + step + places) % places) - 1);
      } else if (enough()) {
        ask();
      }
    }

    function press(event) {
      var key = event.key;
      // 229: Safari ends the composing of a letter before it says which key did.
      if (event.isComposing || event.keyCode === 229) {
        return;
      }
      if (key === "ArrowDown" || key === "ArrowUp") {
        event.preventDefault();
        move(key === "ArrowDown" ? 1 : -1);
      } else if (key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      } else if (key === "Enter" && active >= 0) {
        event.preventDefault();
        choose(found[active]);
      } else if (key === "Enter") {
        close();
      } else if (key === "Home" || key === "End" || key === "ArrowLeft" || key === "ArrowRight") {
        mark(-1);
      }
    }

    list.id = "suggestions-" + number;
    list.className = "suggestions";
    list.hidden = true;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", words.suggestions);
    said.className = "hidden";
    said.setAttribute("role", "status");
    input.parentNode.appendChild(list);
    form.appendChild(said);
    input.type = "text";  // HTML allows no combobox in a search field
    input.inputMode = "search";
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");

    input.addEventListener("keydown", press);
    input.addEventListener("blur", close);
    input.addEventListener("input", function () {
      forget();
      mark(-1);
      if (enough()) {
        timer = setTimeout(ask, 150);
      } else {
        close();
      }
    });
    // Pressing on the list must not take the focus out of the box, which would close it.
    form.addEventListener("mousedown", function (event) {
      if (list.contains(event.target)) {
        event.preventDefault();
      }
    });
    form.addEventListener("click", function (event) {
      var option = event.target.closest("[role=option]");
      if (option) {
        choose(found[Array.prototype.indexOf.call(list.children, option)]);
      }
    });
  }

  if (window.fetch && window.AbortController) {
    Array.prototype.forEach.call(document.querySelectorAll("form[role=search] input[type=search]"), suggestIn);
  }
})();

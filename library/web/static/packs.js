// The pages of a pack work without this. With it, a link is copied by one press, a file says that it is being made, and
// items can be dragged; dropping one sends the same form that its buttons send. Fields say how much is too much.
(function () {
  "use strict";

  var pack = document.querySelector(".pack");
  var words = pack ? pack.dataset : {};
  var said = document.querySelector(".making");
  var dragged = null;
  var queue = window.Promise ? Promise.resolve() : null;
  var MOST_TRIES = 20;

  function each(selector, act) {
    Array.prototype.forEach.call(document.querySelectorAll(selector), act);
  }

  function copyFrom(input) {
    var button = document.createElement("button");
    var copied = document.createElement("span");
    button.type = "button";
    button.className = "quiet";
    button.textContent = words.copy;
    button.setAttribute("aria-label", words.copy + ": " + input.labels[0].textContent);
    copied.setAttribute("role", "status");
    button.addEventListener("click", function () {
      navigator.clipboard.writeText(input.value).then(
        function () {
          copied.textContent = " " + words.copied;
        },
        function () {
          input.select();
        }
      );
    });
    input.parentNode.insertAdjacentElement("afterend", copied);
    input.parentNode.insertAdjacentElement("afterend", button);
  }

  function save(body, name) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(body);
    link.download = name;
    document.body.appendChild(link);
    link.click();
    link.remove();
    setTimeout(function () {
      URL.revokeObjectURL(link.href);
    }, 60000);
  }

  function make(event) {
    var link = event.currentTarget;
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) {
      return;
    }
    event.preventDefault();
    said.textContent = words.making + " " + link.textContent;
    queue = queue.then(function () {
      return ask(link, MOST_TRIES);
    });
  }

  // The server makes one file at a time of a pack: 503 says in how many seconds to ask again, if at all.
  function ask(link, tries) {
    said.textContent = words.making + " " + link.textContent;
    return fetch(link.href, { credentials: "same-origin" })
      .then(function (answer) {
        var name = /filename="([^"]+)"/.exec(answer.headers.get("Content-Disposition") || "");
        var seconds = Number(answer.headers.get("retry-after"));
        if (answer.status === 503 && seconds && tries > 1) {
          return wait(seconds).then(function () {
            return ask(link, tries - 1);
          });
        }
        if (!answer.ok || !name) {
          return answer.text().then(sayWhyNot);
        }
        return answer.blob().then(function (body) {
          save(body, name[1]);
          said.textContent = words.made + " " + name[1] + sizeOf(body);
        });
      })
      .catch(function () {
        said.textContent = words.notMade;
      });
  }

  function sizeOf(body) {
    var kilobytes = Math.max(1, Math.round(body.size / 1000));
    return " (" + kilobytes.toLocaleString(document.documentElement.lang) + " KB)";
  }

  function wait(seconds) {
    return new Promise(function (done) {
      setTimeout(done, seconds * 1000);
    });
  }

  function sayWhyNot(html) {
    var why = new DOMParser().parseFromString(html, "text/html").querySelector(".lead");
    said.textContent = words.notMade + (why ? " " + why.textContent : "");
  }

  // As the server counts: an emoji is one, empty lines below each other are one, and what it takes out is none.
  function lengthOf(text) {
    var lines = text.replace(/[\x0b\x0c\x85\u2028\u2029]/g, " ");
    var kept = lines.replace(/[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g, "").trim();
    return Array.from(kept.replace(/\n(?:[ \t]*\n){2,}/g, "\n\n")).length;
  }

  function countIn(field) {
    var count = document.createElement("span");
    var waiting = 0;
    function say() {
      var over = lengthOf(field.value) - Number(field.dataset.most);
      count.textContent =
        over > 0 ? field.dataset.tooMany.replace("#", over.toLocaleString(document.documentElement.lang)) : "";
    }
    count.className = "problem";
    count.setAttribute("role", "status");
    field.insertAdjacentElement("afterend", count);
    field.addEventListener("input", function () {
      clearTimeout(waiting);
      waiting = setTimeout(say, 300);
    });
    say();
  }

  function drop(event) {
    var items = Array.prototype.slice.call(document.querySelectorAll("[data-move]"));
    var to = items.indexOf(event.currentTarget) + 1;
    var form = document.createElement("form");
    var input = document.createElement("input");
    event.preventDefault();
    if (!dragged || dragged === event.currentTarget) {
      return;
    }
    form.method = "post";
    form.action = dragged.dataset.move;
    input.type = "hidden";
    input.name = "to";
    input.value = String(to);
    form.appendChild(input);
    document.body.appendChild(form);
    form.submit();
  }

  if (Array.from) {
    each("[data-most]", countIn);
  }
  if (navigator.clipboard) {
    each("[data-copied-from]", copyFrom);
  }
  if (said && queue && window.fetch) {
    each(".files a", function (link) {
      link.addEventListener("click", make);
    });
  }
  each("[data-move]", function (item) {
    var row = item.querySelector(".pack-row");
    var handle = document.createElement("span");
    handle.className = "pack-handle";
    handle.setAttribute("aria-hidden", "true");
    handle.textContent = "\u2807";
    handle.draggable = true;
    handle.addEventListener("dragstart", function (event) {
      dragged = item;
      event.dataTransfer.setData("text/plain", item.id);
      event.dataTransfer.setDragImage(item, 0, 0);
      event.dataTransfer.effectAllowed = "move";
    });
    handle.addEventListener("dragend", function () {
      dragged = null;
    });
    item.addEventListener("dragover", function (event) {
      if (dragged) {
        event.preventDefault();
        item.classList.add("is-target");
      }
    });
    item.addEventListener("dragleave", function () {
      item.classList.remove("is-target");
    });
    item.addEventListener("drop", drop);
    row.insertBefore(handle, row.firstChild);
  });
})();

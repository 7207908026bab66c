// The page of a document's files works without this. With it, a file goes in parts: its progress is shown, a connection
// that breaks loses at most one part, and the same file chosen again in this tab goes on where it was.
(function () {
  "use strict";

  var PAUSES = [1, 2, 5, 10, 20, 30]; // seconds between attempts
  var SAVED = "upload ";

  function each(list, todo) {
    Array.prototype.forEach.call(list, todo);
  }

  function Upload(form) {
    this.form = form;
    this.file = form.querySelector("input[type=file]").files[0];
    this.bar = form.querySelector("progress");
    this.told = form.querySelector("[data-told]");
    this.cancel = form.querySelector("[data-cancel]");
    this.key = SAVED + [form.dataset.start, this.file.name, this.file.size, this.file.lastModified].join(" ");
    this.part = null;
    this.offset = 0;
    this.failed = 0;
    this.ended = false;
  }

  Upload.prototype.say = function (words) {
    this.told.textContent = words;
  };

  Upload.prototype.end = function (words) {
    this.ended = true;
    this.bar.hidden = this.cancel.hidden = true;
    this.form.querySelector("button[type=submit]").disabled = false;
    this.say(words);
  };

  Upload.prototype.address = function (step) {
    return this.form.dataset.upload + "/parts/" + this.part + (step ? "/" + step : "") + ".json";
  };

  // Ask the site, and give the answer to `then`: a refusal ends the upload, and no answer is tried again with `again`.
  Upload.prototype.ask = function (address, options, then, again) {
    var upload = this;
    options.credentials = "same-origin";
    fetch(address, options).then(function (answer) {
      var isJson = (answer.headers.get("Content-Type") || "").indexOf("application/json") === 0;
      if (answer.redirected || !isJson) { return upload.end(upload.form.dataset[answer.redirected ? "ended" : "failed"]); }
      return answer.json().then(function (values) { upload.hear(answer.status, values, then, again); });
    }).catch(function () { upload.wait(again); });
  };

  Upload.prototype.hear = function (status, values, then, again) {
    if (this.ended) { return; }
    if (status === 409 && "offset" in values) {
      this.offset = values.offset;
      this.send();
    } else if (status === 503 || values.problem === "busy") {
      this.wait(again, values.error);
    } else if (status === 404) {
      this.forget();
      this.end(this.form.dataset.failed);
    } else if (values.error) {
      if (status !== 507) { this.forget(); }
      this.end(values.error);
    } else {
      this.failed = 0;
      then.call(this, values);
    }
  };

  Upload.prototype.wait = function (again, words) {
    if (this.ended) { return; }
    if (words && this.failed >= PAUSES.length) { this.end(words); return; }
    this.say(words || this.form.dataset.waiting);
    setTimeout(again.bind(this), PAUSES[Math.min(this.failed, PAUSES.length - 1)] * 1000);
    this.failed += 1;
  };

  Upload.prototype.start = function () {
    if (this.file.size > Number(this.form.dataset.most)) { this.end(this.form.dataset.tooLarge); return; }
    this.bar.hidden = this.cancel.hidden = false;
    this.form.querySelector("button[type=submit]").disabled = true;
    this.part = sessionStorage.getItem(this.key);
    if (this.part) { this.look(); } else { this.begin(); }
  };

  Upload.prototype.begin = function () {
    var fields = new FormData(this.form);
    fields.delete("file");
    fields.append("size", this.file.size);
    this.ask(this.form.dataset.start, { method: "POST", body: new URLSearchParams(fields) }, this.begun, this.begin);
  };

  // What was left of an earlier attempt may be gone.
  Upload.prototype.look = function () {
    var upload = this;
    fetch(this.address(), { credentials: "same-origin" }).then(function (answer) {
      if (answer.status === 404) { upload.forget(); upload.begin(); return null; }
      if (answer.redirected) { upload.end(upload.form.dataset.ended); return null; }
      return answer.json().then(function (values) { upload.begun(values); });
    }).catch(function () { upload.wait(upload.look); });
  };

  Upload.prototype.begun = function (values) {
    this.part = values.part;
    this.most = values.most;
    this.offset = values.offset;
    sessionStorage.setItem(this.key, this.part);
    this.send();
  };

  Upload.prototype.send = function () {
    if (this.ended) { return; }
    var share = this.file.size ? this.offset / this.file.size : 1;
    this.bar.value = share;
    this.say(this.form.dataset.sending.replace("#", Math.floor(share * 100)));
    if (this.offset >= this.file.size) { this.finish(); return; }
    var headers = { "Content-Type": "application/octet-stream", "Upload-Offset": String(this.offset) };
    var body = this.file.slice(this.offset, this.offset + this.most);
    this.ask(this.address("append"), { method: "POST", headers: headers, body: body }, function (values) {
      this.offset = values.offset;
      this.send();
    }, this.look);
  };

  Upload.prototype.finish = function () {
    this.say(this.form.dataset.checking);
    this.ask(this.address("finish"), { method: "POST" }, function (values) {
      this.forget();
      this.ended = true;
      location.assign(this.form.dataset.upload + "?done=" + encodeURIComponent(values.name) + "#told");
    }, this.finish);
  };

  Upload.prototype.stop = function () {
    if (this.part) { fetch(this.address("cancel"), { method: "POST", credentials: "same-origin" }).catch(function () {}); }
    this.forget();
    this.end(this.form.dataset.stopped);
  };

  Upload.prototype.forget = function () {
    sessionStorage.removeItem(this.key);
  };

  each(document.querySelectorAll("form[data-upload]"), function (form) {
    var upload = null;
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      upload = new Upload(form);
      upload.start();
    });
    form.querySelector("[data-cancel]").addEventListener("click", function () {
      if (upload && !upload.ended) { upload.stop(); }
    });
  });
})();

/* Laying files on a page: drop, paste or choose; each is sent at once, with progress, and can be stopped or tried again.
   Without this the same form sends them. Needs send.js. */
(function () {
  "use strict";

  function start(panel) {
    var input = panel.querySelector("input[type=file]");
    if (!input) return;
    var token = document.querySelector("input[name=csrfmiddlewaretoken]");
    var said = make("p", "sr-only");
    var rows = make("ul", "plain kl-file-list");
    var queue = [];
    var busy = false;
    said.setAttribute("role", "status");
    panel.querySelector(".kl-choose").after(rows, said);
    panel.querySelector(".kl-choose button[formaction]").hidden = true;
    document.documentElement.classList.add("kl-ready");

    input.addEventListener("change", function () {
      add(input.files);
      input.value = "";
    });
    ["dragover", "drop", "dragleave"].forEach(function (kind) {
      panel.addEventListener(kind, function (event) {
        if (!hasFiles(event.dataTransfer)) return;
        event.preventDefault();
        panel.classList.toggle("kl-over", kind === "dragover");
        if (kind === "drop") add(event.dataTransfer.files);
      });
    });
    document.addEventListener("paste", function (event) {
      var pasted = event.clipboardData && event.clipboardData.files;
      if (!pasted || !pasted.length || !panel.isConnected) return;
      event.preventDefault();
      add(Array.from(pasted, named));
    });
    window.addEventListener("beforeunload", function (event) {
      if (busy) event.preventDefault();
    });

    function add(files) {
      Array.from(files).slice(0, input.multiple ? files.length : 1).forEach(function (file) { queue.push(new Row(file)); });
      next();
    }

    function next() {
      if (busy || !queue.length) return;
      busy = true;
      queue.shift().send();
    }

    function done(refresh) {
      busy = false;
      if (queue.length) return next();
      if (!refresh) return;
      // Where all of the page hangs on the file it is loaded anew; a bare address, so that it is loaded and not jumped in.
      if ("uploadWhole" in panel.dataset) location.assign(location.pathname + location.search);
      else bringList();
    }

    /* The list as the server has it now; the rest of the page, and what is typed there, stays. */
    function bringList() {
      fetch(location.href, { headers: { "Accept": "text/html" } }).then(function (answer) { return answer.text(); })
        .then(function (html) {
          var page = new DOMParser().parseFromString(html, "text/html");
          ["[data-upload-list]", "#files-head"].forEach(function (part) {
            var old = panel.querySelector(part);
            var fresh = page.querySelector("#" + panel.id + " " + part);
            if (old && fresh) old.replaceWith(document.importNode(fresh, true));
          });
        });
    }

    function Row(file) {
      var row = this;
      this.file = file;
      this.item = make("li", "");
      this.words = make("span", "kl-sending");
      this.bar = make("progress", "");
      this.bar.max = 100;
      this.bar.value = 0;
      this.bar.setAttribute("aria-label", file.name);
      this.button = make("button", "kl-plain-button");
      this.button.type = "button";
      this.item.append(this.words, this.button);
      rows.append(this.item);
      this.wait();
      this.button.addEventListener("click", function () { row.press(); });
    }

    Row.prototype.wait = function () {
      this.words.replaceChildren(this.file.name, this.bar);
      this.label("Stop");
      this.press = this.stop;
    };

    Row.prototype.label = function (words) {
      var name = make("span", "sr-only");
      name.textContent = " " + this.file.name;
      this.button.replaceChildren(words, name);
    };

    Row.prototype.send = function () {
      var row = this;
      this.halt = klSend.send({
        address: panel.dataset.upload,
        headers: { "Accept": "application/json" },
        data: function () {
          var data = new FormData();
          data.append("csrfmiddlewaretoken", token.value);
          data.append("filer", row.file, row.file.name);
          return data;
        },
        progress: function (percent) { row.bar.value = percent; },
        answered: function (request) { row.answered(request); },
        failed: function (sentence) { row.failed(sentence); },
        stopped: function () { row.remove(); done(false); }
      });
    };

    Row.prototype.answered = function (request) {
      var result = null;
      this.halt = null;
      try { result = JSON.parse(request.responseText).results[0]; } catch (error) { result = null; }
      if (!result) return this.failed(klSend.FAULT);
      if (!result.taken) return this.refused(result.sentence);
      said.textContent = result.name + ": " + result.sentence;
      this.words.replaceChildren(strong(result.name), " " + result.sentence);
      this.button.remove();
      done(true);
    };

    Row.prototype.refused = function (sentence) {
      this.words.replaceChildren(strong(this.file.name + ":"), " " + sentence);
      this.words.classList.add("late");
      said.textContent = this.file.name + ": " + sentence;
      this.label("Fjern");
      this.press = this.remove;
      done(false);
    };

    Row.prototype.failed = function (sentence) {
      this.halt = null;
      this.refused(sentence);
      this.label("Prøv igen");
      this.press = function () {
        this.words.classList.remove("late");
        this.bar.value = 0;
        this.wait();
        queue.push(this);
        next();
      };
    };

    Row.prototype.stop = function () {
      if (this.halt) return this.halt();
      queue = queue.filter(function (other) { return other !== this; }, this);
      this.remove();
    };

    Row.prototype.remove = function () {
      this.item.remove();
      said.textContent = "";
      input.focus();
    };
  }

  /* A pasted picture has no name of its own. */
  function named(file) {
    if (file.name && !/^image\.\w+$/.test(file.name)) return file;
    var now = new Date();
    var two = function (number) { return String(number).padStart(2, "0"); };
    var day = [two(now.getDate()), two(now.getMonth() + 1), now.getFullYear()].join(".");
    var time = [two(now.getHours()), two(now.getMinutes()), two(now.getSeconds())].join(".");
    var ending = file.type === "image/jpeg" ? ".jpg" : ".png";
    return new File([file], "Skærmbillede " + day + " kl. " + time + ending, { type: file.type });
  }

  function hasFiles(transfer) {
    return transfer && Array.prototype.includes.call(transfer.types, "Files");
  }

  function make(tag, css) {
    var made = document.createElement(tag);
    if (css) made.className = css;
    return made;
  }

  function strong(words) {
    var made = make("strong", "");
    made.textContent = words;
    return made;
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("[data-upload]").forEach(start);
  });
})();

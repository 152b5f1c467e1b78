/* Sending files with progress: what upload.js sends one by one, and forms marked data-keep-files, whose chosen files
   stay chosen when another field was wrong. Without this the browser sends the form, and the files are chosen again. */
var klSend = (function () {
  "use strict";

  var LOST = "Forbindelsen blev afbrudt. Intet er gemt. Prøv igen.";
  var SIGNED_OUT = "Du er logget ud. Log ind i en ny fane, og prøv så igen her.";
  var FAULT = "Filen kunne ikke gemmes lige nu. Prøv igen om lidt.";
  var CLOSED = "Du kan ikke længere gemme her. Genindlæs siden for at se hvorfor.";
  var tokenIsOld = false;

  /* Signing in anew, in another tab, ends the page's token. */
  function renewToken() {
    if (!tokenIsOld) return Promise.resolve();
    return fetch(location.href, { headers: { "Accept": "text/html" } })
      .then(function (answer) { return answer.text(); })
      .then(function (html) {
        var fresh = tokens(new DOMParser().parseFromString(html, "text/html"))[0];
        if (fresh) tokens(document).forEach(function (input) { input.value = fresh.value; });
      }).catch(function () { return null; });
  }

  function tokens(page) {
    return page.querySelectorAll("input[name=csrfmiddlewaretoken]");
  }

  /* what: address, headers, data (makes the FormData), progress (0 to 100), answered (the request), failed (a sentence)
     and stopped. Gives a function that stops it. */
  function send(what) {
    var request = new XMLHttpRequest();
    var isStopped = false;
    var isAgain = false;
    attempt();

    function attempt() {
      renewToken().then(function () {
        if (!isStopped) post();
      });
    }

    function post() {
      request.open("POST", what.address);
      Object.keys(what.headers).forEach(function (name) { request.setRequestHeader(name, what.headers[name]); });
      request.upload.onprogress = function (event) {
        if (event.lengthComputable) what.progress(Math.round(100 * event.loaded / event.total));
      };
      request.onload = function () {
        var led = new URL(request.responseURL).pathname !== new URL(what.address, location.href).pathname;
        tokenIsOld = led || request.status === 403;
        if (led) return what.failed(SIGNED_OUT);
        if (request.status === 403 && !isAgain) {
          isAgain = true;
          return attempt();
        }
        if (request.status === 403 || request.status === 404) return what.failed(CLOSED);
        if (request.status >= 400 && request.status !== 409 && request.status !== 422) return what.failed(FAULT);
        what.answered(request);
      };
      request.onerror = function () { what.failed(LOST); };
      request.send(what.data());
    }
    return function () {
      isStopped = true;
      request.abort();
      what.stopped();
    };
  }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (!("keepFiles" in form.dataset) || !filesOf(form).length) return;
    /* Before kl.js, which would let the browser send it. */
    event.preventDefault();
    if (!form.dataset.sent) sendForm(form, event.submitter);
  }, true);

  function sendForm(form, button) {
    var place = form.querySelector(".kl-actions");
    var said = place.querySelector("[role=alert]");
    var bar = Object.assign(document.createElement("progress"), { max: 100, value: 0 });
    var stop = Object.assign(document.createElement("button"), { type: "button", textContent: "Stop" });
    var buttons = form.querySelectorAll("button[type=submit]");
    bar.setAttribute("aria-label", "Filen sendes");
    stop.className = "kl-plain-button";
    bar.dataset.sending = stop.dataset.sending = "";
    if (said) said.remove();
    place.append(bar, stop);
    rest(true);
    stop.addEventListener("click", send({
      address: form.getAttribute("action"),
      headers: { "Accept": "text/html", "Kl-Send": "1" },
      data: function () {
        var data = new FormData(form);
        if (button && button.name) data.append(button.name, button.value);
        return data;
      },
      progress: function (percent) { bar.value = percent; },
      answered: function (request) {
        if (request.getResponseHeader("Content-Type").indexOf("application/json") === 0) {
          return go(new URL(JSON.parse(request.responseText).to, location.href));
        }
        show(new DOMParser().parseFromString(request.responseText, "text/html"), form);
      },
      failed: function (sentence) {
        again();
        said = Object.assign(document.createElement("p"), { className: "late", textContent: sentence });
        said.setAttribute("role", "alert");
        place.append(said);
      },
      stopped: again
    }));

    function again() {
      rest(false);
      bar.remove();
      stop.remove();
      (button || form.querySelector("button[type=submit]")).focus();
    }
    function rest(on) {
      if (on) form.dataset.sent = "1";
      else delete form.dataset.sent;
      buttons.forEach(function (each) { each.disabled = on; });
    }
  }

  /* The same page with another place in it would only be jumped in. */
  function go(to) {
    if (to.pathname + to.search !== location.pathname + location.search) return location.assign(to);
    history.replaceState(null, "", to);
    location.reload();
  }

  /* The refused form takes the page's place, with the files that were not what was wrong. */
  function show(page, form) {
    var files = filesOf(form);
    page.querySelectorAll("link[rel=stylesheet]").forEach(function (link) {
      if (!document.querySelector('link[href="' + link.getAttribute("href") + '"]')) document.head.append(link);
    });
    document.title = page.title;
    history.replaceState(null, "", form.getAttribute("action"));
    document.querySelector("main").replaceWith(document.importNode(page.querySelector("main"), true));
    files.forEach(function (old) {
      var input = document.querySelector('input[type=file][name="' + old.name + '"]');
      if (!input || input.getAttribute("aria-invalid") === "true") return;
      input.files = old.files;
      document.querySelectorAll("[data-file-again]").forEach(function (notice) { notice.remove(); });
    });
    document.dispatchEvent(new Event("kl:shown"));
  }

  /* Going back to a page shows it as it was left: in the middle of sending. */
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) document.querySelectorAll("[data-sending]").forEach(function (part) { part.remove(); });
  });

  function filesOf(form) {
    return Array.from(form.querySelectorAll("input[type=file]")).filter(function (input) { return input.files.length; });
  }

  return { send: send, FAULT: FAULT, SIGNED_OUT: SIGNED_OUT };
})();

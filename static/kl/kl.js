/* What the pages do beyond HTML. Everything works without it. */
(function () {
  "use strict";

  /* What came of a post takes the focus, so that it is read aloud and what it leads to is next: the list of errors or
     what somebody else changed, else the receipt, else the heading of a page that only a post leads to. */
  function focusAnswer() {
    [".alert[role=alert][tabindex]", ".alert[tabindex]", "h1[tabindex]"].some(function (kind) {
      var answer = document.querySelector(kind);
      if (answer) answer.focus();
      return answer;
    });
  }

  /* One click, one post: a form's buttons rest after the first, until the page is shown again. */
  function guardForms() {
    document.addEventListener("submit", function (event) {
      var form = event.target;
      if (event.defaultPrevented || form.method !== "post") return;
      if (form.dataset.sent) {
        event.preventDefault();
        return;
      }
      form.dataset.sent = "1";
      /* An error's link left its field in the address; it would take the focus from what comes of this post. */
      if (location.hash) history.replaceState(history.state, "", location.pathname + location.search);
      /* After the browser has read the form, or the pressed button would not be sent along. */
      setTimeout(function () {
        buttonsOf(form).forEach(function (button) { button.disabled = true; });
      });
    });
    window.addEventListener("pageshow", function () {
      document.querySelectorAll("form[data-sent]").forEach(function (form) {
        delete form.dataset.sent;
        buttonsOf(form).forEach(function (button) { button.disabled = false; });
      });
    });
  }

  /* A small form that changes one part of the page sends itself and brings that part back, so that what is typed
     elsewhere stays. Whatever is unexpected (signed out, no connection) is left to the browser. */
  function sendInPlace() {
    document.addEventListener("submit", function (event) {
      var form = event.target;
      var place = document.getElementById(form.dataset.inplace);
      if (!place || form.dataset.plain) return;
      event.preventDefault();
      if (form.dataset.sent) return;
      form.dataset.sent = "1";
      var button = event.submitter;
      var data = new FormData(form);
      if (button && button.name) data.append(button.name, button.value);
      fetch(form.action, { method: "POST", body: data }).then(function (answer) {
        return answer.text().then(function (html) { put(place, html, button); });
      }).catch(function () {
        form.dataset.plain = "1";
        delete form.dataset.sent;
        form.requestSubmit(button);
      });
    });

    function put(place, html, button) {
      var fresh = new DOMParser().parseFromString(html, "text/html").getElementById(place.id);
      if (!fresh) throw new Error("signed out");
      place.replaceWith(fresh);
      var same = button && button.id && document.getElementById(button.id);
      var next = fresh.querySelector(".alert[tabindex]") || same || fresh;
      if (next === fresh) fresh.tabIndex = -1;
      next.focus({ preventScroll: next === fresh });
      suggestNames();
    }
  }

  /* While "@an" is being written in a comment, the colleagues it may mean are buttons below, one Tab away. */
  function suggestNames() {
    var write = document.querySelector(".kl-write");
    if (!write) return;
    var area = write.querySelector("textarea");
    var names = Array.from(write.querySelectorAll("label[for*=people]"), function (label) {
      return label.textContent.trim().split(", ")[0];
    });
    var row = document.createElement("div");
    row.className = "kl-names";
    row.setAttribute("role", "group");
    row.setAttribute("aria-label", "Kolleger, du kan nævne");
    var said = document.createElement("span");
    said.className = "sr-only";
    said.setAttribute("role", "status");
    area.after(said, row);

    function begun() {
      return /(?:^|[\s(])@([^@\n]{0,40})$/.exec(area.value.slice(0, area.selectionStart));
    }
    function fits(name, typed) {
      return (" " + name.toLowerCase()).includes(" " + typed.toLowerCase());
    }
    function show() {
      var found = begun();
      var fitting = found ? names.filter(function (name) { return name !== found[1] && fits(name, found[1]); }) : [];
      row.replaceChildren.apply(row, fitting.slice(0, 6).map(function (name) {
        var button = document.createElement("button");
        button.type = "button";
        button.className = "button button-secondary small";
        button.textContent = name;
        button.addEventListener("click", function () { put(name); });
        return button;
      }));
      said.textContent = fitting.length ? fitting.length + " forslag, gå videre med tabulator" : "";
    }
    function put(name) {
      var found = begun();
      var from = area.selectionStart - found[1].length;
      area.setRangeText(name + " ", from, area.selectionStart, "end");
      area.focus();
      show();
    }
    area.addEventListener("input", show);
    write.addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !row.children.length) return;
      area.focus();
      row.replaceChildren();
    });
  }

  function buttonsOf(form) {
    return Array.prototype.filter.call(form.elements, function (element) { return element.type === "submit"; });
  }

  /* The phone's menu closes with Escape, and when one goes on elsewhere. */
  function tameDrawer() {
    var drawer = document.querySelector(".kl-drawer");
    if (!drawer) return;
    document.addEventListener("keydown", function (event) {
      if (event.key === "Escape" && drawer.open) {
        drawer.open = false;
        drawer.querySelector("summary").focus();
      }
    });
    ["click", "focusin"].forEach(function (kind) {
      document.addEventListener(kind, function (event) {
        if (drawer.open && !drawer.contains(event.target)) drawer.open = false;
      });
    });
  }

  /* An address may lead to something folded, or into it. */
  function unfoldTarget() {
    var target = document.getElementById(location.hash.slice(1));
    if (!target) return;
    var folded = false;
    for (var fold = target.closest("details"); fold; fold = fold.parentElement.closest("details")) {
      if (!fold.open) folded = fold.open = true;
    }
    if (folded) target.scrollIntoView();
  }

  /* Paper cannot be unfolded: everything is open while it is printed, but not the menu. */
  function unfoldForPrint() {
    var opened = [];
    window.addEventListener("beforeprint", function () {
      opened = Array.from(document.querySelectorAll(".kl-main details:not([open])"));
      opened.forEach(function (fold) { fold.open = true; });
    });
    window.addEventListener("afterprint", function () {
      opened.forEach(function (fold) { fold.open = false; });
      opened = [];
    });
  }

  /* Says in good time that the session ends, and keeps it alive on request. Tabs tell each other. */
  function watchSession() {
    var facts = document.body.dataset;
    var length = Number(facts.sessionSeconds) * 1000;
    if (!length) return;
    var warning = Number(facts.sessionWarningSeconds) * 1000;
    var bar = null;
    var back = null;
    var seen = 0;

    /* Storage may be closed to us; then each tab minds itself. */
    function remember() {
      seen = Date.now();
      try { localStorage.setItem("kl-seen", String(seen)); } catch (closed) { return; }
    }
    function lastSeen() {
      try { return Math.max(seen, Number(localStorage.getItem("kl-seen"))); } catch (closed) { return seen; }
    }

    function show(text, button) {
      if (bar && bar.dataset.text === text) return;
      var inside = hasFocus();
      if (!bar) back = document.activeElement;
      if (bar) bar.remove();
      bar = document.createElement("div");
      bar.className = "kl-session";
      bar.setAttribute("role", "alert");
      bar.dataset.text = text;
      var words = document.createElement("p");
      words.textContent = text;
      bar.append(words, button);
      document.querySelector(".kl-header").prepend(bar);
      document.documentElement.classList.add("kl-has-session");
      if (inside) button.focus();
    }
    function hasFocus() {
      return Boolean(bar) && bar.contains(document.activeElement);
    }
    /* Whoever pressed the bar's button goes on where the warning came. */
    function hide() {
      if (hasFocus()) (back === document.body ? document.getElementById("main-content") : back).focus();
      if (bar) bar.remove();
      bar = null;
      document.documentElement.classList.remove("kl-has-session");
    }
    function stay() {
      fetch(facts.sessionKeepalive, {
        method: "POST",
        headers: { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value },
        redirect: "manual"
      }).then(function (answer) {
        if (!answer.ok) return ended();
        remember();
        hide();
      }, function () { show("Der er ikke forbindelse til portalen. Prøv igen om lidt.", stayButton()); });
    }
    function stayButton() {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "button button-secondary small";
      button.textContent = "Bliv logget på";
      button.addEventListener("click", stay);
      return button;
    }
    function ended() {
      var link = document.createElement("a");
      link.className = "button button-secondary small";
      link.href = facts.signIn + "?next=" + encodeURIComponent(location.pathname + location.search);
      link.textContent = "Log ind igen";
      show("Du er logget af, fordi siden har stået stille. Har du skrevet noget, er det her endnu: send det, og log ind, så kommer det med.", link);
    }
    function look() {
      var end = lastSeen() + length;
      var left = end - Date.now();
      if (left <= 0) return ended();
      if (left > warning) return hide();
      var at = new Date(end);
      var clock = at.getHours() + "." + String(at.getMinutes()).padStart(2, "0");
      show("Du bliver logget af kl. " + clock + ", hvis du ikke gør noget.", stayButton());
    }
    remember();
    setInterval(look, 5000);
    document.addEventListener("visibilitychange", function () { if (!document.hidden) look(); });
    look();
  }

  /* Rows that can be chosen: says how many are, and chooses all without a new page. Enter on a row's box goes to the
     bar, which is many rows away for Tab, and Escape goes back. */
  function countChosen() {
    var bar = document.getElementById("bulk");
    if (!bar) return;
    var said = bar.querySelector("[data-chosen]");
    var none = bar.querySelector("[data-choose=none]");
    var keys = bar.querySelector("[data-keys]");
    var left = null;
    function boxes() {
      return Array.prototype.filter.call(bar.elements, function (element) { return element.name === "nr"; });
    }
    function count() {
      var chosen = boxes().filter(function (box) { return box.checked; }).length;
      said.textContent = chosen + " valgt";
      said.hidden = none.hidden = keys.hidden = !chosen;
      bar.querySelector("[data-how]").hidden = Boolean(chosen);
    }
    bar.addEventListener("click", function (event) {
      var choice = event.target.dataset.choose;
      if (!choice) return;
      event.preventDefault();
      boxes().forEach(function (box) { box.checked = choice === "all"; });
      count();
      /* The link that takes the choice away goes with it. */
      if (choice === "none") bar.querySelector("[data-choose=all]").focus();
    });
    document.addEventListener("change", function (event) { if (event.target.form === bar) count(); });
    document.addEventListener("keydown", function (event) {
      if (event.key === "Enter" && event.target.name === "nr") {
        event.preventDefault();
        left = event.target;
        bar.querySelector("button").focus();
      }
      if (event.key === "Escape" && left && bar.contains(event.target)) left.focus();
    });
    window.addEventListener("pageshow", count);
    count();
  }

  /* A button that copies a text says so; it is shown only where it works. */
  function copyTexts() {
    if (!navigator.clipboard) return;
    document.querySelectorAll("[data-copy]").forEach(function (button) {
      var label = button.innerHTML;
      button.hidden = false;
      button.addEventListener("click", function () {
        navigator.clipboard.writeText(document.getElementById(button.dataset.copy).innerText).then(function () {
          button.textContent = button.dataset.copied;
          setTimeout(function () { button.innerHTML = label; }, 3000);
        });
      });
    });
  }

  /* What a worker is still at is looked for again, and put in its place; the rest of the page stays as it is. */
  function bringWhatWaits() {
    var place = document.querySelector("[data-waits]");
    var tries = 0;
    function look() {
      if (!place.isConnected || ++tries > 8) return;
      fetch(location.href).then(function (answer) { return answer.text(); }).then(function (html) {
        var fresh = new DOMParser().parseFromString(html, "text/html").getElementById(place.id);
        if (!fresh || "waits" in fresh.dataset) return setTimeout(look, 1000 * tries);
        place.replaceChildren.apply(place, Array.from(fresh.childNodes));
      }).catch(function () { setTimeout(look, 1000 * tries); });
    }
    if (place) setTimeout(look, 1000);
  }

  focusAnswer();
  copyTexts();
  bringWhatWaits();
  countChosen();
  sendInPlace();
  suggestNames();
  guardForms();
  tameDrawer();
  unfoldTarget();
  window.addEventListener("hashchange", unfoldTarget);
  /* send.js has put another page in this one's place. */
  document.addEventListener("kl:shown", function () {
    focusAnswer();
    copyTexts();
  });
  unfoldForPrint();
  watchSession();
})();

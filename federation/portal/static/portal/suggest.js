// Suggestions under the search box, after the combobox pattern of the ARIA Authoring Practices (list autocomplete, manual
// selection). On the portal, and on the courts' own sites, where what is chosen leads to the portal. Without scripts the box is a plain form; when the server does not answer, it stays one.
(function () {
  "use strict";
  var WAIT = 120;
  var LEAST = 2;

  function combobox(form) {
    var input = form.querySelector('input[name="q"]');
    var scope = form.querySelector("select[name=court]");
    var words = form.dataset;
    var list = document.createElement("ul");
    var status = document.createElement("span");
    var asked = "";
    var typed = input.value;
    var current = -1;
    var timer = 0;
    var running = null;

    list.id = input.id + "-suggestions";
    list.className = "suggestions";
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", words.suggestLabel);
    list.hidden = true;
    status.className = "unseen";
    status.setAttribute("role", "status");
    form.append(list, status);
    input.setAttribute("role", "combobox");
    input.setAttribute("aria-autocomplete", "list");
    input.setAttribute("aria-controls", list.id);
    input.setAttribute("aria-expanded", "false");

    function open() {
      return !list.hidden;
    }

    function close() {
      clearTimeout(timer);
      if (running) { running.abort(); }
      list.hidden = true;
      current = -1;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
    }

    function marked(text) {
      var line = document.createElement("span");
      var at = text.toLowerCase().indexOf(asked.toLowerCase());
      line.className = "suggestion-text";
      if (at < 0) {
        line.textContent = text;
        return line;
      }
      var mark = document.createElement("mark");
      mark.textContent = text.slice(at, at + asked.length);
      line.append(text.slice(0, at), mark, text.slice(at + asked.length));
      return line;
    }

    function option(suggestion, number) {
      var item = document.createElement("li");
      var kind = document.createElement("span");
      item.id = list.id + "-" + number;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.dataset.address = suggestion.address;
      item.dataset.text = suggestion.text;
      kind.className = "suggestion-kind";
      kind.textContent = words["suggest" + suggestion.kind.charAt(0).toUpperCase() + suggestion.kind.slice(1)] || "";
      item.append(marked(suggestion.text), kind);
      return item;
    }

    function show(suggestions) {
      close();
      list.replaceChildren.apply(list, suggestions.map(option));
      status.textContent = suggestions.length ? words.suggestCount.replace("#", suggestions.length) : "";
      if (suggestions.length && document.activeElement === input) {
        list.hidden = false;
        input.setAttribute("aria-expanded", "true");
      }
    }

    function ask() {
      var text = input.value.trim();
      if (text.length < LEAST) {
        asked = text;
        show([]);
        return;
      }
      if (text === asked) { return; }
      if (running) { running.abort(); }
      asked = text;
      running = new AbortController();
      fetch(words.suggest + "?" + new URLSearchParams(scope && scope.value ? { q: text, court: scope.value } : { q: text }), { signal: running.signal, credentials: "omit" })
        .then(function (answer) { return answer.ok ? answer.json() : { suggestions: [] }; })
        .then(function (answer) { if (text === asked) { show(answer.suggestions); } })
        .catch(function (error) { if (error.name !== "AbortError") { close(); } });
    }

    function choose(item) {
      input.value = item.dataset.text;
      close();
      location.assign(new URL(item.dataset.address, new URL(words.suggest, location.href)));
    }

    function move(step) {
      var items = list.children;
      if (current >= 0) { items[current].setAttribute("aria-selected", "false"); }
      current += step;
      if (current >= items.length) { current = -1; }
      if (current < -1) { current = items.length - 1; }
      if (current < 0) {
        input.removeAttribute("aria-activedescendant");
        input.value = typed;
        return;
      }
      items[current].setAttribute("aria-selected", "true");
      items[current].scrollIntoView({ block: "nearest" });
      input.setAttribute("aria-activedescendant", items[current].id);
      input.value = items[current].dataset.text;
    }

    input.addEventListener("input", function (event) {
      typed = input.value;
      clearTimeout(timer);
      // An input method still composes: what stands there is not yet what is meant.
      if (!event.isComposing) { timer = setTimeout(ask, WAIT); }
    });
    input.addEventListener("compositionend", function () {
      typed = input.value;
      clearTimeout(timer);
      timer = setTimeout(ask, WAIT);
    });
    input.addEventListener("keydown", function (event) {
      if (event.isComposing) { return; }
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        if (!open() && list.children.length) {
          list.hidden = false;
          input.setAttribute("aria-expanded", "true");
        }
        if (open()) {
          event.preventDefault();
          move(event.key === "ArrowDown" ? 1 : -1);
        }
      } else if (event.key === "Enter" && open() && current >= 0) {
        event.preventDefault();
        choose(list.children[current]);
      } else if (event.key === "Escape" && open()) {
        event.preventDefault();
        input.value = typed;
        close();
      } else if (event.key === "Tab") {
        close();
      }
    });
    // Pressing must not take the focus away before the click arrives.
    list.addEventListener("mousedown", function (event) { event.preventDefault(); });
    list.addEventListener("click", function (event) {
      var item = event.target.closest('[role="option"]');
      if (item) { choose(item); }
    });
    input.addEventListener("blur", close);
    if (scope) { scope.addEventListener("change", function () { asked = ""; }); }
  }

  if (window.fetch && window.AbortController) {
    document.querySelectorAll("form[data-suggest]").forEach(combobox);
  }
})();

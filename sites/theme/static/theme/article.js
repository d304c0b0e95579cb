// Conveniences of an article's page. Without scripts the browser's own menu prints, and the address stands at the end.
(function () {
  "use strict";
  var print = document.querySelector("[data-print]");
  var copy = document.querySelector("[data-copy]");
  var status = document.querySelector("[data-status]");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", function () { window.print(); });
  }
  if (copy && navigator.clipboard) {
    copy.hidden = false;
    copy.addEventListener("click", function () {
      var canonical = document.querySelector('link[rel="canonical"]');
      navigator.clipboard.writeText(canonical ? canonical.href : location.href).then(function () {
        copy.textContent = copy.dataset.done;
        if (status) { status.textContent = copy.dataset.done; }
      });
    });
  }
})();

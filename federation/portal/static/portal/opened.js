// Reports that a result was opened, without cookies and referrer, in place of the browser's own way (ping), which not every
// browser has. Links work without it.
(function () {
  "use strict";
  if (!window.fetch) { return; }
  document.querySelectorAll("a[ping]").forEach(function (link) {
    var address = link.getAttribute("ping");
    link.removeAttribute("ping");
    function report(event) {
      if (event.type === "auxclick" && event.button !== 1) { return; }
      fetch(address, { method: "POST", keepalive: true, credentials: "omit", referrerPolicy: "no-referrer" })
        .catch(function () { /* the number stays as it was; the page opens all the same */ });
    }
    link.addEventListener("click", report);
    link.addEventListener("auxclick", report);
  });
})();

// A page of work that is under way is read again while it is looked at.
const EVERY = 3000;

if (document.querySelector("[data-upkeep-watched]")) {
  setInterval(() => {
    if (!document.hidden) location.replace(location.href);
  }, EVERY);
}

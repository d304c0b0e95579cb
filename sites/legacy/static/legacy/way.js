// Keeps the progress of the step under way up to date; when it has ended, the page is fetched anew. Where somebody has
// signed out, or the step has taken this host away, it goes on at the page for signing in, or where the step says.
(() => {
    const way = document.querySelector("[data-way]");
    const bar = way.querySelector("[data-way-bar]");
    const state = way.querySelector("[data-way-state]");
    const phase = way.querySelector("[data-way-phase]");
    const pause = () => window.setTimeout(look, document.hidden ? 10000 : 2000);

    async function look() {
        let told;
        try {
            const answer = await fetch(way.dataset.url, { headers: { Accept: "application/json" }, redirect: "manual" });
            if (answer.type === "opaqueredirect" || answer.status === 404) {
                window.location.assign(way.dataset.goesOnAt || window.location.href);
                return;
            }
            if (!answer.ok) throw new Error(answer.statusText);
            told = await answer.json();
        } catch {
            pause();
            return;
        }
        if (!told.active || String(told.step) !== way.dataset.step) {
            window.location.reload();
            return;
        }
        state.textContent = told.state;
        phase.textContent = told.phase;
        if (told.total) {
            bar.max = told.total;
            bar.value = told.done;
        } else {
            bar.removeAttribute("value");
        }
        pause();
    }

    pause();
})();

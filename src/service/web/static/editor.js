// Shows the pages while they are being written, and saves what was written. Without it the buttons of
// the form do the same, a page at a time.
"use strict";
(() => {
  const form = document.getElementById("draft");
  const state = document.getElementById("state");
  const sheets = document.getElementById("sheets");
  const version = form.elements.namedItem("version");
  const PAUSE = 100; // ms after the last key, before the pages are set
  const REST = 1500; // ms after the last key, before the draft is saved
  let asked = 0, shown = 0, changes = 0, saved = 0, saving = false, conflict = false;
  let pausing, resting, asking;

  for (const button of document.querySelectorAll(".scriptless")) button.hidden = true;

  const say = (words, unsaved) => {
    if (state.textContent !== words) state.textContent = words;
    state.classList.toggle("unsaved", unsaved);
  };

  const post = (address, signal) => fetch(address, {
    method: "POST",
    headers: { "Accept": "application/json" },
    body: new URLSearchParams(new FormData(form)),
    signal,
  });

  // Pages that look as before have the address of before, and are not fetched again.
  const show = async (pages) => {
    const before = [...sheets.children];
    const after = pages.map((page, at) => {
      const same = before[at];
      if (same && same.getAttribute("src") === page.src) return same;
      const image = new Image();
      image.src = page.src;
      image.width = page.width;
      image.height = page.height;
      image.alt = `${sheets.dataset.page} ${at + 1} / ${pages.length}`;
      return image;
    });
    // A page is put up when it is drawn, so that nothing flickers.
    await Promise.all(after.slice(0, 3).map((image) => image.decode().catch(() => {})));
    sheets.replaceChildren(...after);
    document.getElementById("no-sheets")?.remove();
  };

  const mark = (marks) => {
    for (const box of document.querySelectorAll("[data-marks]")) {
      const name = box.dataset.marks, all = marks[name] ?? [];
      const field = document.getElementById(name);
      if (all.some((one) => one.severity === "error")) field?.setAttribute("aria-invalid", "true");
      else field?.removeAttribute("aria-invalid");
      box.replaceChildren(...all.map((one) => {
        const line = document.createElement("p");
        line.className = one.severity;
        line.textContent = one.message;
        return line;
      }));
    }
  };

  const preview = async () => {
    const number = ++asked;
    asking?.abort();
    asking = new AbortController();
    try {
      const answer = await post(form.dataset.preview, asking.signal);
      if (!answer.ok) return;
      const seen = await answer.json();
      if (number < shown) return;
      shown = number;
      document.getElementById("faults").innerHTML = seen.faults;
      document.getElementById("count").textContent = seen.count;
      mark(seen.marks);
      sheets.classList.toggle("old", seen.pages === null);
      if (seen.pages !== null) await show(seen.pages);
      sheets.dataset.shown = String(number);
    } catch (error) {
      if (error.name !== "AbortError") say(form.dataset.offline, true);
    }
  };

  const save = async () => {
    if (saving || conflict || saved === changes) return;
    saving = true;
    const upTo = changes;
    try {
      const answer = await post(form.getAttribute("action"));
      if (answer.status === 409) {
        conflict = true;
        say(form.dataset.conflict, true);
      } else if (answer.ok) {
        version.value = (await answer.json()).version;
        saved = upTo;
        if (saved === changes) say(form.dataset.saved, false);
      }
    } catch {
      say(form.dataset.offline, true);
    }
    saving = false;
    if (!conflict && saved !== changes) rest();
  };

  const rest = () => {
    clearTimeout(resting);
    resting = setTimeout(save, REST);
  };

  form.addEventListener("input", () => {
    changes += 1;
    if (!conflict) say(form.dataset.unsaved, true);
    clearTimeout(pausing);
    pausing = setTimeout(preview, PAUSE);
    rest();
  });
  form.addEventListener("submit", () => { saved = changes; });
  window.addEventListener("beforeunload", (event) => {
    if (saved !== changes) event.preventDefault();
  });
})();

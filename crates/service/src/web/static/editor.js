// Shows the pages while they are being written, and saves what was written. Without it the buttons of
// the form do the same, a page at a time.
"use strict";
(() => {
  const form = document.getElementById("draft");
  const state = document.getElementById("state");
  const sheets = document.getElementById("sheets");
  const version = form.elements.namedItem("version");
  const PAUSE = 100; // ms after the last key, before the pages are set
  const PATIENCE = 10000; // ms after a save that was refused, before it is tried again
  const HUNG = 40000; // ms after which a save that is not answered has failed
  const REST = 1500; // ms after the last key, before the draft is saved
  let asked = 0, shown = 0, changes = 0, saved = 0, saving = false, conflict = false;
  let pausing, resting, asking, pressed;

  for (const button of document.querySelectorAll(".scriptless")) button.hidden = true;

  const say = (words, unsaved) => {
    if (state.textContent !== words) state.textContent = words;
    state.classList.toggle("unsaved", unsaved);
  };

  const send = (address, signal) => fetch(address, {
    method: "POST",
    headers: { "Accept": "application/json" },
    body: new URLSearchParams(new FormData(form)),
    signal,
  });

  // Who has signed in anew in another tab has a new key, and goes on writing here.
  const post = async (address, signal) => {
    const answer = await send(address, signal);
    if (answer.status !== 401 && answer.status !== 403) return answer;
    const key = await fetch(form.dataset.formKey, { headers: { "Accept": "application/json" }, signal });
    if (!key.ok) return answer;
    const value = (await key.json()).form_key;
    for (const field of document.querySelectorAll("[name=form_key]")) field.value = value;
    return send(address, signal);
  };

  // What a refusal says, in the reader's language.
  const refused = async (answer) => {
    if (answer.status === 401 || answer.status === 403) return form.dataset.signedOut;
    return answer.json().then((problem) => problem.title, () => form.dataset.offline);
  };

  // Pages that look as before have the address of before, and are not fetched again. Each is put up as
  // soon as it is drawn, so that nothing flickers and nothing waits for the pages out of sight.
  const show = async (pages, number) => {
    for (const image of [...sheets.children].slice(pages.length)) image.remove();
    await Promise.all(pages.map(async (page, at) => {
      const before = sheets.children[at];
      const image = before?.getAttribute("src") === page.src ? before : new Image();
      image.alt = `${sheets.dataset.page} ${at + 1} / ${pages.length}`;
      if (image === before) return;
      image.src = page.src;
      image.width = page.width;
      image.height = page.height;
      if (!before) {
        sheets.append(image);
        return;
      }
      await image.decode().catch(() => {});
      if (number === shown) sheets.children[at]?.replaceWith(image);
    }));
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
      if (!answer.ok) {
        document.getElementById("count").textContent = await refused(answer);
        sheets.classList.add("old");
        return;
      }
      const seen = await answer.json();
      if (number < shown) return;
      shown = number;
      document.getElementById("faults").innerHTML = seen.faults;
      document.getElementById("count").textContent = seen.count;
      mark(seen.marks);
      sheets.classList.toggle("old", seen.pages === null);
      if (seen.pages !== null) await show(seen.pages, number);
      sheets.dataset.shown = String(number);
    } catch (error) {
      if (error.name !== "AbortError") say(form.dataset.offline, true);
    }
  };

  const save = async () => {
    if (saving || conflict || saved === changes) return;
    saving = true;
    let failed = false;
    const upTo = changes;
    try {
      const answer = await post(form.getAttribute("action"), AbortSignal.timeout(HUNG));
      if (answer.status === 409) {
        conflict = true;
        say(await refused(answer), true);
      } else if (answer.ok) {
        version.value = (await answer.json()).version;
        saved = upTo;
        if (saved === changes) say(form.dataset.saved, false);
      } else {
        say(await refused(answer), true);
        failed = true;
      }
    } catch {
      say(form.dataset.offline, true);
      failed = true;
    }
    saving = false;
    if (pressed) {
      form.requestSubmit(pressed);
      return;
    }
    // What was refused is tried again, but not as if nothing had happened.
    if (!conflict && saved !== changes) rest(failed ? PATIENCE : REST);
  };

  const rest = (pause = REST) => {
    clearTimeout(resting);
    resting = setTimeout(save, pause);
  };

  form.addEventListener("input", () => {
    changes += 1;
    if (!conflict) say(form.dataset.unsaved, true);
    clearTimeout(pausing);
    pausing = setTimeout(preview, PAUSE);
    rest();
  });
  // A button that is pressed while a save is on its way waits for it: otherwise the form would name a
  // version that is no more, and its writer be shown a conflict with herself.
  form.addEventListener("submit", (event) => {
    if (saving) {
      event.preventDefault();
      pressed = event.submitter;
      return;
    }
    saved = changes;
  });
  window.addEventListener("beforeunload", (event) => {
    if (saved !== changes) event.preventDefault();
  });
})();

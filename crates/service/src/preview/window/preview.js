// Renews the document without loading it again: what has not changed stays, and so does the place
// that the reader has scrolled to.
"use strict";

document.documentElement.lang = navigator.language.startsWith("zh") ? "zh-CN" : "en";

const find = (selector) => document.querySelector(selector);
const inSight = (element) => {
  const box = element.getBoundingClientRect();
  return box.bottom > 0 && box.top < innerHeight;
};

// Puts `fresh` in the place of `old`; a page in sight stays until its successor can be painted.
async function replace(old, fresh) {
  if (inSight(old)) {
    fresh.loading = "eager";
    await fresh.decode().catch(() => {});
  }
  old.replaceWith(fresh);
}

async function renew() {
  const reply = await fetch("./", { cache: "no-store" });
  const next = new DOMParser().parseFromString(await reply.text(), "text/html");
  document.title = next.title;
  for (const id of ["state", "faults"]) {
    const [old, fresh] = [find("#" + id), next.getElementById(id)];
    if (old.innerHTML !== fresh.innerHTML) {
      old.replaceChildren(...fresh.childNodes);
    }
  }
  const pages = find("#pages");
  pages.className = next.getElementById("pages").className;
  const [olds, freshes] = [[...pages.children], [...next.getElementById("pages").children]];
  olds.slice(freshes.length).forEach((page) => page.remove());
  await Promise.all(
    freshes.map((fresh, n) => {
      const page = document.importNode(fresh, true);
      if (n >= olds.length) {
        pages.append(page);
      } else if (olds[n].getAttribute("src") === page.getAttribute("src")) {
        olds[n].alt = page.alt;
      } else {
        return replace(olds[n], page);
      }
    }),
  );
}

// One renewal at a time; of the changes that come meanwhile, the last counts.
let [running, again] = [false, false];
async function run() {
  again = running;
  if (running) return;
  running = true;
  try {
    await renew();
  } catch {
    // The program has ended; the event source says so, too.
  }
  running = false;
  if (again) run();
}

const events = new EventSource("events");
events.onopen = () => (find("#gone").hidden = true);
events.onerror = () => (find("#gone").hidden = false);
events.onmessage = run;

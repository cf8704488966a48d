// Types a character into the first article of issue 176, and returns how many milliseconds later the
// changed page stands on the screen. With `done` in front, it is a script of WebDriver.
const field = document.getElementById("article.0.body");
const sheets = document.getElementById("sheets");
const before = sheets.querySelector("img").src;
const start = performance.now();
new MutationObserver((_, observer) => {
  const image = sheets.querySelector("img");
  if (image.src === before) return;
  observer.disconnect();
  image.decode().then(() => requestAnimationFrame(() => done(performance.now() - start)));
}).observe(sheets, { childList: true });
field.value = "新" + field.value;
field.dispatchEvent(new Event("input", { bubbles: true }));

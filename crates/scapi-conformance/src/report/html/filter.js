"use strict";
// Narrows the matrix and the evidence, opens the evidence that a link leads to, and goes from failure to failure.
// Without it everything is shown.
(() => {
  const bar = document.getElementById("bar");
  const fields = bar.elements;
  const items = [...document.querySelectorAll("[data-tone]")];
  const failures = items.filter((item) => item.matches("details[data-tone=bad]"));
  const groups = [...document.querySelectorAll("tbody:has(.area), main > section")];
  // read once, when it is first needed: the evidence is long
  const texts = new Map();
  const text = (item) => {
    if (!texts.has(item)) texts.set(item, item.textContent.toLowerCase());
    return texts.get(item);
  };

  const isWanted = (item, words) =>
    (!fields.tone.value || item.dataset.tone.split(" ").includes(fields.tone.value)) &&
    (!fields.level.value || item.dataset.level === fields.level.value) &&
    (!fields.provenance.value || item.dataset.provenance === fields.provenance.value) &&
    words.every((word) => text(item).includes(word));

  const narrow = () => {
    const words = fields.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const item of items) item.hidden = !isWanted(item, words);
    for (const group of groups) group.hidden = !group.querySelector("[data-tone]:not([hidden])");
    const count = (kind) => items.filter((item) => item.matches(kind) && !item.hidden).length;
    const of = (kind) => `${count(kind)} of ${items.filter((item) => item.matches(kind)).length}`;
    fields.shown.value = `${of("tr")} clauses, ${of("details")} verdicts`;
  };

  const show = (item) => {
    item.hidden = false;
    item.closest("section").hidden = false;
    item.open = true;
    item.scrollIntoView();
    item.querySelector("summary").focus({ preventScroll: true });
  };

  const showLinked = () => {
    const item = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (item?.matches("details")) show(item);
  };

  let current = null;
  const go = (step) => {
    const shown = failures.filter((item) => !item.hidden);
    if (shown.length === 0) return;
    const from = shown.indexOf(current);
    const to = from < 0 && step < 0 ? shown.length - 1 : from + step;
    current = shown[(to + shown.length) % shown.length];
    show(current);
  };

  const isTyping = () => document.activeElement?.matches("input, select");
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape" && document.activeElement === fields.words) {
      fields.words.value = "";
      narrow();
    }
    if (isTyping()) return;
    if (event.key === "/") {
      event.preventDefault();
      fields.words.focus();
    }
    if (event.key === "n") go(1);
    if (event.key === "p") go(-1);
  });

  bar.addEventListener("input", narrow);
  bar.addEventListener("submit", (event) => event.preventDefault());
  // the fields are reset after the event
  bar.addEventListener("reset", () => queueMicrotask(narrow));
  fields.next.addEventListener("click", () => go(1));
  fields.next.disabled = failures.length === 0;
  addEventListener("hashchange", showLinked);
  // what sticks below the bar has to know how high it is
  new ResizeObserver(() => document.body.style.setProperty("--bar", `${bar.offsetHeight}px`)).observe(bar);
  bar.hidden = false;
  narrow();
  showLinked();
})();

// Arrow keys in groups of controls and in lists. Tab still stops at every control: nobody has to know about the arrows.

/** @type {{ [key: string]: { axis: "across" | "down", step: number } }} */
const STEPS = {
  ArrowRight: { axis: "across", step: 1 },
  ArrowLeft: { axis: "across", step: -1 },
  ArrowDown: { axis: "down", step: 1 },
  ArrowUp: { axis: "down", step: -1 },
};

/**
 * Moves the focus among the members of a group by arrow keys, Home and End.
 *
 * @param {HTMLElement} group
 * @param {string} members selector
 * @param {"across" | "down" | "both"} axis
 */
export function moveByArrows(group, members, axis) {
  group.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const all = [.../** @type {NodeListOf<HTMLElement>} */ (group.querySelectorAll(members))].filter((member) => member.checkVisibility());
    const at = all.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const next = at < 0 ? -1 : target(event.key, at, all.length, axis);
    if (next < 0) return;
    event.preventDefault();
    event.stopPropagation();
    all[next]?.focus();
  });
}

/**
 * @param {string} key
 * @param {number} at
 * @param {number} length
 * @param {"across" | "down" | "both"} axis
 * @returns {number} -1 where the key means nothing here
 */
function target(key, at, length, axis) {
  if (key === "Home") return 0;
  if (key === "End") return length - 1;
  const step = STEPS[key];
  if (!step || (axis !== "both" && axis !== step.axis)) return -1;
  return (at + step.step + length) % length;
}

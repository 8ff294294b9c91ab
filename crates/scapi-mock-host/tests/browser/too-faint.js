// Gives the texts of this document that can be seen and whose contrast with their ground is below WCAG 2.2 AA (1.4.3).

const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });

/** Any CSS colour as red, green, blue (0 to 255) and opacity (0 to 1). */
function channels(colour) {
  canvas.clearRect(0, 0, 1, 1);
  canvas.fillStyle = colour;
  canvas.fillRect(0, 0, 1, 1);
  const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
  return [red, green, blue, alpha / 255];
}

const over = (top, ground) => top.slice(0, 3).map((channel, at) => channel * top[3] + ground[at] * (1 - top[3]));

function groundOf(element) {
  const layers = [];
  for (let at = element; at; at = at.parentElement) layers.push(channels(getComputedStyle(at).backgroundColor));
  return layers.reduceRight((ground, layer) => over(layer, ground), channels("Canvas"));
}

function luminance(colour) {
  const linear = colour.map((channel) => (channel <= 10.31 ? channel / 3294.6 : ((channel / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}

function contrast(element) {
  const ground = groundOf(element);
  const [one, other] = [over(channels(getComputedStyle(element).color), ground), ground].map(luminance);
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

function isLarge({ fontSize, fontWeight }) {
  return parseFloat(fontSize) >= 24 || (parseFloat(fontSize) >= 18.66 && fontWeight >= 700);
}

const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
const faint = [];
while (texts.nextNode()) {
  const { parentElement: element, data } = texts.currentNode;
  // Controls that are disabled are exempt.
  if (!data.trim() || !element.checkVisibility({ visibilityProperty: true }) || element.matches(":disabled, :disabled *, option")) continue;
  const ratio = contrast(element);
  if (ratio < (isLarge(getComputedStyle(element)) ? 3 : 4.5)) faint.push(`${ratio.toFixed(2)}: ${data.trim().slice(0, 60)}`);
}
return faint;

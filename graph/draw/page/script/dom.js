// Text becomes text nodes only, never markup.
const byId = (id) => document.getElementById(id);
const calm = matchMedia("(prefers-reduced-motion: reduce)");

const element = (tag, text, className) => {
  const made = document.createElement(tag);
  if (text) made.textContent = text;
  if (className) made.className = className;
  return made;
};

const drawn = (tag, attributes) => {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
};

const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
const address = (id) => `#${encodeURIComponent(id)}`;
const unique = (values) => [...new Set(values)];
const clamp = (least, value, most) => Math.max(least, Math.min(value, most));

// The smallest box around boxes, each given as left, top, right, bottom.
const around = (boxes) => [0, 1, 2, 3].map((side) => Math[side < 2 ? "min" : "max"](...boxes.map((box) => box[side])));

// Moves from 0 to 1 within a moment, or at once where motion is not wanted; a new move ends the one before.
const mover = () => {
  let current = 0;
  return (step) => {
    cancelAnimationFrame(current);
    if (calm.matches) return step(1);
    const start = performance.now();
    const next = (now) => {
      const share = clamp(0, (now - start) / 300, 1);
      step(share * (2 - share));
      if (share < 1) current = requestAnimationFrame(next);
    };
    current = requestAnimationFrame(next);
  };
};

const tip = byId("tip");
const hideTip = () => {
  tip.hidden = true;
};
const showTip = (texts, x, y) => {
  const more = texts.length > 6 ? [`… and ${texts.length - 6} more: click`] : [];
  tip.replaceChildren(...[...texts.slice(0, 6), ...more].map((text) => element("p", text)));
  tip.hidden = false;
  const { width, height } = tip.getBoundingClientRect();
  tip.style.left = `${clamp(4, x + 14, innerWidth - width - 4)}px`;
  tip.style.top = `${y + 18 + height < innerHeight ? y + 18 : Math.max(4, y - height - 12)}px`;
};

// Paints marks and signs on a canvas, in the shapes and colours of the legend.
const SHAPES = new Map();
for (const path of document.querySelectorAll("[data-shape]")) {
  const { shape, fill, stroke } = path.dataset;
  SHAPES.set(shape, { fill, stroke, path: path.getAttribute("d"), dashed: path.hasAttribute("stroke-dasharray") });
}
const STANCES = new Map();
for (const entry of document.querySelectorAll("button[data-sign]")) {
  const dash = entry.querySelector("path").getAttribute("stroke-dasharray")?.split(" ").map(Number) ?? false;
  const mark = entry.querySelector("text").textContent;
  STANCES.set(entry.dataset.sign, { colour: entry.dataset.colour, mark, dash });
}

const SCHEMES = ["(prefers-color-scheme: dark)", "(forced-colors: active)"].map((query) => matchMedia(query));
let colours = {};
const takeColours = () => {
  const style = getComputedStyle(document.documentElement);
  const names = ["paper", "ink", "faint", ...[...SHAPES.values()].flatMap((one) => [one.fill, one.stroke])];
  const all = unique([...names, ...[...STANCES.values()].map((one) => one.colour)]);
  colours = Object.fromEntries(all.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
};

const paintShape = (ctx, mark) => {
  const look = SHAPES.get(mark.look);
  const framed = "corner" in mark;
  ctx.lineWidth = framed ? 1.8 : 1.6;
  ctx.fillStyle = colours[framed ? "paper" : look.fill];
  ctx.strokeStyle = colours[look.stroke];
  ctx.setLineDash(look.dashed ? [4, 3] : []);
  const outline = framed ? new Path2D() : new Path2D(look.path);
  const [left, top, right, bottom] = mark.outline;
  if (framed) outline.roundRect(left, top, right - left, bottom - top, mark.corner);
  ctx.fill(outline);
  ctx.stroke(outline);
  ctx.setLineDash([]);
};

const paintText = (ctx, mark, font, rows) => {
  ctx.textAlign = "center";
  ctx.textBaseline = "alphabetic";
  ctx.lineJoin = "round";
  for (const [text, baseline, size, bold, colour] of rows) {
    ctx.font = `${bold ? "bold " : ""}${size}px ${font}`;
    if (!("corner" in mark)) {
      ctx.lineWidth = 4;
      ctx.strokeStyle = colours.paper;
      ctx.strokeText(text, 0, baseline);
    }
    ctx.fillStyle = colours[colour];
    ctx.fillText(text, 0, baseline);
  }
};

// A dot for what is neutral, a disc with its sign for all others, a pill where more is to be said.
const paintSign = (ctx, { sign, badge }, { x, y }, font) => {
  const { colour, mark } = STANCES.get(sign);
  const small = sign === "neutral" && !badge;
  ctx.font = `bold ${badge ? 11 : 13}px ${font}`;
  const [high, half] = small ? [3, 3] : badge ? [8.5, ctx.measureText(badge).width / 2 + 7] : [7.5, 7.5];
  ctx.fillStyle = colours[colour];
  ctx.strokeStyle = colours.paper;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.roundRect(x - half, y - high, 2 * half, 2 * high, high);
  ctx.fill();
  ctx.stroke();
  if (small) return;
  ctx.fillStyle = colours.paper;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(badge ?? mark, x, y + 0.5);
};

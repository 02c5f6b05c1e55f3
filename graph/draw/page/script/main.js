// What is open and in focus stands in one place, and in the address: a link leads to it, and back leads out of it.
const stage = document.querySelector(".stage");
const hiddenSigns = new Set();
let state = {}; // ids, rows or contested, or an unknown id; nothing where all is shown
let opener = null;

const focus = (next, { note = true, move = true } = {}) => {
  const wasOpen = !panel.hidden;
  if (!Object.keys(next).length && !wasOpen && !search.value) return;
  state = next;
  if (!wasOpen && !panel.contains(document.activeElement)) opener = document.activeElement;
  if (note) remember();
  render(move);
};
const all = views(focus);

const lit = () => {
  if (state.ids) return lightOf(state.ids);
  if (state.rows) return light(state.rows.map((number) => rows[number]), []);
  if (state.contested) return light(contested().rows, []);
  const hit = hits();
  return hit && light(hit.rows, hit.ids, false);
};
const asked = () => state.ids ?? [];

const tell = () => {
  const close = () => reset();
  if (state.ids) tellIds(state.ids, close);
  else if (state.rows) tellLine(state.rows.map((number) => rows[number]), close);
  else if (state.contested) tellContested(contested().found, close);
  else if (state.unknown) tellUnknown(state.unknown, close);
  else panel.hidden = true;
};

const render = (move) => {
  hideTip();
  tell();
  const bright = lit();
  // A name whose mark no line of this view knows leads to the view that knows it.
  if (bright && state.ids && !all.view.tells(bright)) all.open(all.first((view) => view.tells(bright)) ?? all.current);
  all.view.light(bright, hiddenSigns);
  if (!move) return;
  all.view.show(asked(), bright);
  if (!panel.hidden) stage.scrollIntoView({ block: "nearest" });
};

const remember = () => {
  const [id] = asked();
  const hash = id === undefined ? (state.unknown ? address(state.unknown) : "") : address(id);
  try {
    history.pushState({ ...state, view: all.current }, "", hash || location.pathname + location.search);
  } catch {
    // A page inside another page may have no address of its own.
  }
};

const openView = (number, note = true) => {
  if (!all.open(number)) return;
  if (note) remember();
  render(true);
};

// What the address names: a thing, "thing=" and a thing as pages of before wrote it, "view=" and a view, or the table.
const named = () => {
  let text = location.hash.slice(1);
  try {
    text = decodeURIComponent(text);
  } catch {
    // Not encoded as an address should be: taken as it stands.
  }
  const id = [text, text.replace(/^thing=/, "")].find((one) => things.has(one));
  if (id !== undefined) return { ids: [id] };
  const view = all.names.indexOf(text.replace(/^view=/, ""));
  if (!text || (text.startsWith("view=") && view >= 0)) return { view: Math.max(view, 0) };
  return text === "table" ? {} : { unknown: text.replace(/^thing=/, "") };
};

const follow = (kept) => {
  const { view, ...next } = kept ?? named();
  const [id] = next.ids ?? [];
  const holder = all.made.findIndex((one) => id !== undefined && one.has(id));
  all.open(view ?? (holder < 0 ? Math.max(all.current, 0) : holder));
  state = next;
  render(true);
};

const reset = () => {
  const before = JSON.stringify(state);
  state = {};
  search.value = "";
  filterTable(null);
  if (before !== "{}") remember();
  render(true);
  if (opener?.isConnected && opener !== document.body) opener.focus({ preventScroll: true });
  opener = null;
};

search.addEventListener("input", () => {
  filterTable(hits());
  state = {};
  render(false);
});
search.addEventListener("keydown", (event) => {
  const id = event.key === "Enter" ? firstHit() : undefined;
  if (id !== undefined) focus({ ids: [id] });
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") reset();
});
document.addEventListener("click", (event) => {
  const link = event.target.closest("a[href^='#']");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault(); // inside another page an address such as "#x" would lead out of this one
  const hash = link.getAttribute("href");
  if (hash === "#table") return showTable();
  focus({ ids: [decodeURIComponent(hash.slice(1))] });
  panel.focus({ preventScroll: true });
});
const showTable = () => {
  byId("table").scrollIntoView();
  byId("table").focus({ preventScroll: true });
};
for (const button of document.querySelectorAll("button[data-sign]")) {
  button.addEventListener("click", () => {
    const { sign } = button.dataset;
    if (!hiddenSigns.delete(sign)) hiddenSigns.add(sign);
    button.setAttribute("aria-pressed", String(!hiddenSigns.has(sign)));
    all.view.light(lit(), hiddenSigns);
  });
}
byId("contested").addEventListener("click", () => focus({ contested: true }));
byId("all").addEventListener("click", reset);
byId("in").addEventListener("click", () => all.view.zoom(1.25));
byId("out").addEventListener("click", () => all.view.zoom(0.8));
for (const scheme of SCHEMES) scheme.addEventListener("change", takeColours);
addEventListener("popstate", ({ state: kept }) => follow(kept));

document.documentElement.classList.add("live");
for (const one of document.querySelectorAll(".tools, .canvas")) one.hidden = false;
for (const one of document.querySelectorAll(".without")) one.hidden = true;
takeColours();
tabKeys((number) => openView(number));
follow(null);
if (location.hash === "#table") showTable();

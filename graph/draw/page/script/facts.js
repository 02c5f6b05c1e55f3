// What the page knows: the rows of its table, which are read and not told a second time, and the things they are about.
const known = JSON.parse(byId("facts").textContent);
const idIn = (cell) => decodeURIComponent(cell.querySelector("a")?.getAttribute("href").slice(1) ?? "");
const first = (cell) => cell.firstChild?.textContent ?? "";

const rows = [...document.querySelectorAll("#table tr:not(.group)")].slice(1).map((line, number) => {
  const [when, who, does, what, words, cite] = line.cells;
  return {
    number,
    line,
    when: when.textContent,
    source: idIn(who),
    actor: who.textContent,
    sign: does.className,
    relation: first(does),
    remarks: does.querySelector("small")?.textContent ?? "",
    target: idIn(what),
    toward: what.textContent,
    words: words.firstChild?.nodeType === Node.TEXT_NODE ? first(words) : "",
    gist: words.querySelector("p")?.textContent ?? "",
    cite: cite.textContent.trim(),
    act: line.dataset.act ?? "",
    via: line.dataset.via ?? "",
    ascribed: "ascribed" in line.dataset,
    mutual: "mutual" in line.parentNode.dataset,
  };
});

// A statement is called by who speaks and how the words begin; rows.py names it so where no row tells it.
const called = ({ actor, words }) => {
  const letters = [...words];
  if (letters.length <= 60) return `${actor}: ${words}`;
  const start = letters.slice(0, 60).join("").replace(/[ ,;:.]+$/, "");
  return `${actor}: ${start}…${words.startsWith("“") ? "”" : ""}`;
};
const things = new Map(
  known.things.map(([id, name, kind, further, own], place) => {
    const row = rows[own];
    const [when = "", words = "", gist = "", cite = ""] = row ? [row.when, row.words, row.gist, row.cite] : own;
    const title = name || row.actor; // the words of a statement stand below it in the panel
    return [id, { id, name: name || called(row), title, kind, further, when, words, gist, cite, place }];
  }),
);
const filled = (...texts) => texts.filter(Boolean);
const aboutThing = ({ kind, when, words, further, cite }) => filled(kind, when, words, ...further, cite);
const nameOf = (id) => things.get(id)?.name ?? id;

// The rows that the table had no room for: their words and sources are not on the page.
const UNTOLD = { when: "", remarks: "", words: "", gist: "", cite: "see below the table", ascribed: false };
for (const [source, sign, relation, target, act, via, mutual] of known.rest) {
  const names = { actor: nameOf(source), toward: nameOf(target) };
  rows.push({ ...UNTOLD, ...names, number: rows.length, source, sign, relation, target, act, via, mutual });
}

const rowsAbout = new Map();
for (const row of rows) {
  for (const id of new Set([row.source, row.target, row.act, row.via])) {
    if (!id) continue;
    if (!rowsAbout.has(id)) rowsAbout.set(id, []);
    rowsAbout.get(id).push(row);
  }
}

const KEYS = ["when", "actor", "relation", "remarks", "toward", "words", "gist", "cite"];
const texts = rows.map((row) => fold(KEYS.map((key) => row[key]).join(" ")));
const searched = ([id, one]) => [id, fold([one.name, id, ...aboutThing(one), one.gist].join(" "))];
const thingTexts = new Map([...things].map(searched));

const toldRow = (row) => {
  const said = `${row.actor} ${row.relation} ${row.toward}${row.words ? `: ${row.words}` : ""}`;
  return filled(said, row.remarks, row.when, row.cite).join(" · ");
};
const toldThing = (id) => [nameOf(id), ...aboutThing(things.get(id) ?? { further: [] })].join(" · ");

// What is not dimmed: rows, the things asked for, and the acts and things that the rows are about.
const light = (found, ids, wide = true) => ({
  rows: new Set(found.map((row) => row.number)),
  core: new Set([...ids, ...found.filter((row) => ids.includes(row.source)).map((row) => row.act)]),
  things: new Set([...ids, ...found.flatMap((row) => (wide ? [row.act, row.via, row.target] : [row.act]))]),
});
const lightOf = (ids) => light(unique(ids.flatMap((id) => rowsAbout.get(id) ?? [])), ids);

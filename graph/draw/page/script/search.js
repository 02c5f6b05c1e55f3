// One search for everything: rows and things whose text holds the words, in whatever case and with whatever accents.
const search = byId("search");
const found = byId("found");

const wanted = () => fold(search.value.trim());
const hits = () => {
  const words = wanted();
  if (!words) return null;
  const ids = [...thingTexts].filter(([, text]) => text.includes(words)).map(([id]) => id);
  return { ids, rows: rows.filter((row) => texts[row.number].includes(words)) };
};
// The one whose name is just what is asked for, then the shortest name that begins so, then that holds it, then any.
const firstHit = () => {
  const words = wanted();
  const rank = (id) => {
    const name = fold(nameOf(id));
    return (name.startsWith(words) ? 0 : name.includes(words) ? 1e6 : 2e6) + name.length;
  };
  return hits()?.ids.reduce((best, id) => (best === undefined || rank(id) < rank(best) ? id : best), undefined);
};

const filterTable = (hit) => {
  const keep = hit && new Set(hit.rows);
  for (const row of rows) if (row.line) row.line.hidden = Boolean(keep) && !keep.has(row);
  const plural = (count, one) => `${count} ${one}${count === 1 ? "" : "s"}`;
  found.textContent = hit ? `${plural(hit.ids.length, "thing")}, ${plural(hit.rows.length, "row")}` : "";
};

byId("names").append(
  ...unique([...things.values()].map((thing) => thing.name)).sort().map((name) => {
    const option = element("option");
    option.value = name;
    return option;
  }),
);

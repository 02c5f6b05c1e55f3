// What the panel lists: rows that differ in one end alone, such as ten votes for one draft, are told once.
const linkTo = (id, name) => {
  if (!id) return element("span", name);
  const made = element("a", name);
  made.href = address(id);
  return made;
};

const joined = (ends) => {
  const names = new Map(ends.map(([id, name]) => [id || name, linkTo(id, name)]));
  return [...names.values()].flatMap((link, place) => (place ? [", ", link] : [link]));
};

// `constant` is the end that need not be named, or "act" where the words of the act stand above already.
const entry = (group, constant) => {
  const item = element("li");
  const [row] = group;
  if (constant !== "source") item.append(...joined(group.map((one) => [one.source, one.actor])), " ");
  item.append(element("span", row.relation, `verb ${row.sign}`), " ");
  if (constant !== "target") item.append(...joined(group.map((one) => [one.target, one.toward])));
  if (constant === "act") {
    item.append(element("small", row.remarks));
    return item;
  }
  if (row.words) item.append(element("blockquote", row.words));
  if (row.gist) item.append(element("p", row.gist, "gist"));
  const below = element("small", [row.remarks, row.when, row.cite].filter(Boolean).join(" · "));
  const act = things.get(row.act);
  if (act && row.act !== row.target) below.append(" → ", linkTo(row.act, act.kind.split(" · ")[0]));
  item.append(below);
  return item;
};

// `varying` is the end that rows told together may differ in.
const entries = (found, varying, constant) => {
  const groups = new Map();
  for (const row of found) {
    const other = varying === "source" ? row.target : row.source;
    const key = JSON.stringify([other, row.relation, row.words, row.remarks, row.when, row.cite]);
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  const list = element("ul");
  list.append(...[...groups.values()].map((group) => entry(group, constant)));
  return list;
};

// Raw counts: of those at the varying end, however often each is recorded; what others say of them counts apart.
const counted = (title, found, end) => {
  const ends = (some) => new Set(some.map((row) => row[end] || row.number));
  const own = ends(found.filter((row) => !row.ascribed));
  const more = [...ends(found)].filter((one) => !own.has(one)).length;
  return `${title} (${own.size}${more ? `, and ${more} as others say` : ""})`;
};

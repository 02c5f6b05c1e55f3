// The docked panel: what is known of a thing, who supports and who opposes it, and where that is written.
const panel = byId("panel");
const SECTIONS = [
  ["supports", "Supported by", "Supports"],
  ["opposes", "Opposed by", "Opposes"],
  ["mixed", "Of two minds about it", "Is of two minds about"],
  ["neutral", "What else is said of it", "What else it says and does"],
];

const MUTUAL = [
  ["supports", "Agrees with"],
  ["mixed", "Agrees with in part"],
  ["opposes", "Differs from"],
];

const openPanel = (title, kind, close) => {
  const button = element("button", "×", "close");
  button.setAttribute("aria-label", "Close and show all");
  button.addEventListener("click", close);
  const heading = element("h2", title);
  panel.replaceChildren(button, ...(kind ? [element("p", kind, "kind")] : []), heading);
  panel.hidden = false;
  panel.scrollTop = 0;
};

const section = (title, found, varying, constant) => {
  if (!found.length) return;
  panel.append(element("h3", counted(title, found, varying)), entries(found, varying, constant));
};

const tellThing = (one) => {
  if (one.words) panel.append(element(one.words.startsWith("“") ? "blockquote" : "p", one.words));
  if (one.gist) panel.append(element("p", one.gist, "gist"));
  for (const line of one.further) panel.append(element("p", line));
  if (one.cite) panel.append(element("small", `source: ${one.cite}`));
};

const tellRows = (mine, single) => {
  const own = (row) => mine.has(row.act);
  const found = unique([...mine].flatMap((id) => rowsAbout.get(id) ?? []));
  const said = found.filter((row) => own(row) && !mine.has(row.target) && !mine.has(row.source));
  if (said.length) panel.append(element("h3", `What it says or does (${said.length})`), entries(said, "source", "act"));
  const others = found.filter((row) => !said.includes(row) && !row.mutual);
  for (const [sign, inward, outward] of SECTIONS) {
    const signed = others.filter((row) => row.sign === sign);
    const to = signed.filter((row) => mine.has(row.target) || mine.has(row.via));
    const from = signed.filter((row) => mine.has(row.source) && !to.includes(row));
    section(inward, to, "source", single && !to.some((row) => mine.has(row.via)) && "target");
    section(outward, from, single ? "target" : "source", single && "source");
  }
  tellMutual(mine, single, found.filter((row) => row.mutual));
  const none = "Nothing more is recorded of it: no record, which is not the same as no reaction.";
  if (!found.length) panel.append(element("p", none));
};

// Those who are compared have no order: each is told from the side of whoever is in focus.
const tellMutual = (mine, single, found) => {
  const turned = (row) => ({ ...row, source: row.target, actor: row.toward, target: row.source, toward: row.actor });
  const seen = found.map((row) => (mine.has(row.source) ? row : turned(row)));
  for (const [sign, title] of MUTUAL) {
    section(title, seen.filter((row) => row.sign === sign), "target", single && "source");
  }
};

const tellIds = (ids, close) => {
  const single = ids.length === 1;
  const one = single && things.get(ids[0]);
  if (one) {
    openPanel(one.title, [one.kind, one.when].filter(Boolean).join(" · "), close);
    tellThing(one);
  } else {
    openPanel(`${ids.length} drawn as one`, "", close);
    const list = element("ul");
    for (const id of ids) {
      const item = element("li");
      item.append(linkTo(id, nameOf(id)), element("small", aboutThing(things.get(id)).join(" · ")));
      list.append(item);
    }
    panel.append(list);
  }
  tellRows(new Set(ids), single);
};

const tellLine = (found, close) => {
  openPanel(`${found[0].actor} → ${found[0].toward}`, "", close);
  panel.append(element("h3", `What this line stands for (${found.length})`), entries(found, "source"));
};

const tellUnknown = (id, close) => {
  openPanel(`Nothing here is called “${id}”`, "", close);
  panel.append(element("p", "Look for it with the search, or in the table; this picture may leave it out."));
};

// What one says of another's stance does not make a thing contested.
const contested = () => {
  const stances = ["supports", "opposes"];
  const own = rows.filter((row) => !row.ascribed && !row.mutual && row.target && stances.includes(row.sign));
  const holders = new Map(own.map((row) => [row.target, { supports: new Set(), opposes: new Set() }]));
  for (const row of own) holders.get(row.target)[row.sign].add(row.source);
  const found = [...holders].map(([id, { supports, opposes }]) => [id, supports.size, opposes.size]);
  const ids = new Set(found.filter(([, pro, contra]) => pro && contra).map(([id]) => id));
  return { found: found.filter(([id]) => ids.has(id)), rows: own.filter((row) => ids.has(row.target)) };
};

const tellContested = (found, close) => {
  const some = found.length ? "What some support and others oppose:" : "Nothing here is both supported and opposed.";
  openPanel("Contested", "", close);
  panel.append(element("p", some));
  const list = element("ul");
  for (const [id, pro, contra] of found) {
    const item = element("li");
    item.append(linkTo(id, nameOf(id)), element("small", `supported by ${pro}, opposed by ${contra}`));
    list.append(item);
  }
  panel.append(list);
};

"use strict";
// Draws the marks, tells the edges, and dims what is not asked for. Text becomes text nodes only, never markup.
(() => {
  const byId = (id) => document.getElementById(id);
  const read = (id) => JSON.parse(byId(id).textContent);
  const { marks, lines, things, edges: all, font } = read("drawing");
  const edges = Object.fromEntries(all.map((edge) => [edge.key, edge]));
  const data = read("network");
  const stage = byId("stage");
  const canvas = byId("canvas");
  const panel = byId("panel");
  const DIM = 0.13;
  const markOf = new Map();
  for (const [id, mark] of Object.entries(marks)) for (const member of mark.members) markOf.set(member, id);

  let colours = {};
  let lit = null; // null, or the marks and lines that are not dimmed
  const hiddenSigns = new Set();
  let tied = new Set(Object.keys(marks)); // the marks that a line still reaches when some signs are hidden

  const element = (tag, text, className) => {
    const made = document.createElement(tag);
    if (text) made.textContent = text;
    if (className) made.className = className;
    return made;
  };

  // ---- What the canvas shows

  const paint = (ctx, mark) => {
    ctx.lineWidth = mark.framed ? 1.8 : 1.6;
    ctx.fillStyle = colours[mark.framed ? "paper" : mark.fill];
    ctx.strokeStyle = colours[mark.stroke];
    ctx.setLineDash(mark.dashed ? [4, 3] : []);
    let outline;
    if (mark.framed) {
      const [left, top, right, bottom] = mark.outline;
      outline = new Path2D();
      outline.roundRect(left, top, right - left, bottom - top, mark.corner);
    } else {
      outline = new Path2D(mark.path);
    }
    ctx.fill(outline);
    ctx.stroke(outline);
    ctx.setLineDash([]);
  };

  const letter = (ctx, mark) => {
    ctx.textAlign = "center";
    ctx.textBaseline = "alphabetic";
    ctx.lineJoin = "round";
    for (const [text, baseline, size, bold, colour] of mark.rows) {
      ctx.font = `${bold ? "bold " : ""}${size}px ${font}`;
      if (!mark.framed) {
        ctx.lineWidth = 4;
        ctx.strokeStyle = colours.paper;
        ctx.strokeText(text, 0, baseline);
      }
      ctx.fillStyle = colours[colour];
      ctx.fillText(text, 0, baseline);
    }
  };

  const renderer = (id) => ({ ctx, x, y }) => {
    const mark = marks[id];
    const [left, top, right, bottom] = mark.outline;
    const around = (draw) => () => {
      ctx.save();
      ctx.translate(x, y);
      ctx.globalAlpha = (lit ? lit.marks : tied).has(id) ? 1 : DIM;
      draw(ctx, mark);
      ctx.restore();
    };
    return {
      drawNode: around((...what) => {
        paint(...what);
        if (mark.framed) letter(...what);
      }),
      drawExternalLabel: around((...what) => {
        if (!mark.framed) letter(...what);
      }),
      nodeDimensions: { width: right - left, height: bottom - top },
    };
  };

  const tooltip = (texts) => {
    const made = element("div");
    for (const text of texts.slice(0, 6)) made.append(element("p", text));
    if (texts.length > 6) made.append(element("p", `… and ${texts.length - 6} more: click`));
    return made;
  };
  const told = (key) => {
    const edge = edges[key];
    const said = `${edge.actor} ${edge.relation} ${edge.toward}${edge.words ? `: ${edge.words}` : ""}`;
    return [said, ...edge.remarks, edge.when, edge.cite].filter(Boolean).join(" · ");
  };
  const known = (id) => [things[id].label, ...things[id].about].join(" · ");

  for (const node of data.nodes) {
    node.ctxRenderer = renderer(node.id);
    node.title = tooltip(marks[node.id].members.map(known));
  }
  for (const edge of data.edges) edge.title = tooltip(lines[edge.id].edges.map(told));

  const shown = (number) => !hiddenSigns.has(lines[number].sign);
  const strength = (number) => (lit && !lit.lines.has(number) ? 0.06 : lit ? 1 : lines[number].opacity);

  stage.hidden = false;
  byId("tools").hidden = false;
  const ties = new vis.DataSet(data.edges);
  const network = new vis.Network(canvas, { nodes: new vis.DataSet(data.nodes), edges: ties }, JSON.parse(data.options));

  network.on("afterDrawing", (ctx) => {
    for (const [number, line] of lines.entries()) {
      if (!shown(number)) continue;
      const { x, y } = network.body.edges[number].edgeType.getPoint(line.spot);
      const small = line.sign === "neutral";
      ctx.globalAlpha = lit && !lit.lines.has(number) ? 0.06 : small ? strength(number) : 1;
      ctx.fillStyle = colours[line.colour];
      ctx.strokeStyle = colours.paper;
      ctx.lineWidth = 1;
      ctx.beginPath();
      ctx.arc(x, y, small ? 3 : 7.5, 0, 2 * Math.PI);
      ctx.fill();
      ctx.stroke();
      if (small) continue;
      ctx.fillStyle = colours.paper;
      ctx.font = `bold 13px ${font}`;
      ctx.textAlign = "center";
      ctx.textBaseline = "middle";
      ctx.fillText(line.mark, x, y + 0.5);
    }
    ctx.globalAlpha = 1;
  });

  const repaint = () => {
    const reached = lines.filter((line) => !hiddenSigns.has(line.sign)).flatMap((line) => [line.source, line.target]);
    tied = new Set(hiddenSigns.size ? reached : Object.keys(marks));
    ties.update(
      lines.map((line, id) => ({
        id,
        hidden: !shown(id),
        color: { color: colours[line.colour], hover: colours[line.colour], opacity: strength(id), inherit: false },
      })),
    );
    network.redraw();
  };

  const takeColours = () => {
    const style = getComputedStyle(document.documentElement);
    const names = ["paper", "ink", "faint", "supports", "opposes", "mixed", "neutral", "proposal", "sanction"];
    colours = Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
    repaint();
  };

  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const show = (ids, smooth) => {
    const places = network.getPositions(ids);
    const boxes = ids.map((id) => {
      const { x, y } = places[id];
      const [left, top, right, bottom] = marks[id].box;
      return [x + left, y + top, x + right, y + bottom];
    });
    if (!boxes.length) return;
    const extreme = (pick, side) => pick(...boxes.map((box) => box[side]));
    const [left, top] = [extreme(Math.min, 0), extreme(Math.min, 1)];
    const [right, bottom] = [extreme(Math.max, 2), extreme(Math.max, 3)];
    const fits = Math.min(canvas.clientWidth / (right - left + 50), canvas.clientHeight / (bottom - top + 40));
    network.moveTo({
      position: { x: (left + right) / 2, y: (top + bottom) / 2 },
      scale: Math.min(fits, 1.35),
      animation: smooth && !calm.matches ? { duration: 350 } : false,
    });
  };

  // ---- What the panel tells

  const thingButton = (id) => {
    const made = element("button", things[id].label);
    made.type = "button";
    made.dataset.thing = id;
    return made;
  };

  const joined = (ids) => [...new Set(ids)].flatMap((id, place) => (place ? [", ", thingButton(id)] : [thingButton(id)]));

  // Edges that differ in one end alone, such as ten votes for one draft, are told once.
  const entry = (group, constant) => {
    const item = element("li");
    const [edge] = group;
    if (constant !== "source") item.append(...joined(group.map((one) => one.source)), " ");
    item.append(element("span", edge.relation, `verb ${edge.sign}`), " ");
    if (constant !== "target") item.append(...joined(group.map((one) => one.target)));
    if (edge.words) item.append(element("div", edge.words));
    if (edge.gist) item.append(element("div", edge.gist, "gist"));
    item.append(element("small", [...edge.remarks, edge.when, edge.cite].filter(Boolean).join(" · ")));
    return item;
  };

  // `varying` is the end that edges told together may differ in, `constant` the one that need not be named.
  const list = (title, found, varying, constant) => {
    if (!found.length) return;
    const groups = new Map();
    for (const edge of found) {
      const other = varying === "source" ? edge.target : edge.source;
      const key = JSON.stringify([other, edge.relation, edge.words, edge.remarks, edge.when, edge.cite]);
      groups.set(key, [...(groups.get(key) ?? []), edge]);
    }
    const entries = element("ul");
    entries.append(...[...groups.values()].map((group) => entry(group, constant)));
    // Of one thing: who or what, however often it is recorded; of a line or of several things: the records.
    const count = constant ? new Set(found.map((edge) => edge[varying])).size : found.length;
    panel.append(element("h3", `${title} (${count})`), entries);
  };

  const openPanel = (title, facts) => {
    panel.replaceChildren();
    const close = element("button", "×", "close");
    close.type = "button";
    close.setAttribute("aria-label", "Close and show all");
    close.addEventListener("click", reset);
    panel.append(close, element("h2", title), ...facts.map((fact) => element("p", fact)));
    panel.hidden = false;
    panel.scrollTop = 0;
  };

  const SECTIONS = [
    ["Supported by", "Supports", "supports"],
    ["Opposed by", "Opposes", "opposes"],
    ["Others are of two minds about it", "Is of two minds about", "mixed"],
    ["Others, without a stance", "Without a stance", "neutral"],
  ];

  const illuminate = (keys, ownMarks) => {
    const numbers = [...lines.keys()].filter((number) => lines[number].edges.some((key) => keys.has(key)));
    const ends = numbers.flatMap((number) => [lines[number].source, lines[number].target]);
    lit = { lines: new Set(numbers), marks: new Set([...ends, ...ownMarks]) };
    repaint();
    network.setSize("100%", "100%"); // the panel has taken its share of the width
    show([...lit.marks], true);
  };

  const address = (id) => `#thing=${encodeURIComponent(id)}`;
  const note = (hash) => {
    try {
      history.replaceState(null, "", hash);
    } catch {
      // A page inside another page may have no address of its own.
    }
  };
  const follow = () => {
    const id = Object.keys(things).find((one) => address(one) === location.hash);
    if (id) focusMark(markOf.get(id));
  };

  const focusMark = (id) => {
    note(address(id));
    const { members } = marks[id];
    const mine = new Set(members);
    const one = members.length === 1;
    openPanel(one ? things[id].label : `${members.length} that play the same part`, one ? things[id].about : members.map(known));
    for (const [inward, outward, sign] of SECTIONS) {
      const signed = all.filter((edge) => edge.sign === sign);
      const [to, from] = [signed.filter((edge) => mine.has(edge.target)), signed.filter((edge) => mine.has(edge.source))];
      list(inward, to, "source", one && "target");
      list(outward, from.filter((edge) => !mine.has(edge.target)), one ? "target" : "source", one && "source");
    }
    illuminate(new Set(all.filter((edge) => mine.has(edge.source) || mine.has(edge.target)).map((edge) => edge.key)), [id]);
  };

  const focusLine = (number) => {
    const line = lines[number];
    const found = line.edges.map((key) => edges[key]);
    openPanel(`${found[0].actor} → ${found[0].toward}`, []);
    list("What this line stands for", found, "source");
    illuminate(new Set(line.edges), []);
  };

  const showContested = () => {
    // What one says of another's stance does not make a thing contested.
    const own = all.filter((edge) => !edge.ascribed && ["supports", "opposes"].includes(edge.sign));
    const holders = (id, sign) => new Set(own.filter((edge) => edge.target === id && edge.sign === sign).map((edge) => edge.source)).size;
    const found = Object.keys(things).filter((id) => holders(id, "supports") && holders(id, "opposes"));
    openPanel("Contested", [found.length ? "What some support and others oppose:" : "Nothing here is both supported and opposed."]);
    const entries = element("ul");
    for (const id of found) {
      const item = element("li");
      item.append(thingButton(id), element("small", `supported by ${holders(id, "supports")}, opposed by ${holders(id, "opposes")}`));
      entries.append(item);
    }
    panel.append(entries);
    illuminate(new Set(own.filter((edge) => found.includes(edge.target)).map((edge) => edge.key)), []);
  };

  const reset = () => {
    note("#");
    lit = null;
    panel.hidden = true;
    search.value = "";
    seek();
    repaint();
    network.setSize("100%", "100%");
    show(Object.keys(marks), true);
  };

  // ---- How it is asked

  const search = byId("search");
  const rows = [...document.querySelectorAll("tr[data-edge]")];
  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  const texts = new Map(rows.map((row) => [row.dataset.edge, fold(row.textContent)]));
  const names = Object.keys(things).map((id) => [id, fold([things[id].label, ...things[id].about].join(" "))]);

  const matching = () => {
    const wanted = fold(search.value.trim());
    const ids = wanted ? names.filter(([, text]) => text.includes(wanted)).map(([id]) => id) : [];
    return ids.sort((a, b) => (fold(things[b].label) === wanted) - (fold(things[a].label) === wanted));
  };

  const seek = () => {
    const wanted = fold(search.value.trim());
    const hits = wanted ? [...texts].filter(([, text]) => text.includes(wanted)).map(([key]) => key) : [...texts.keys()];
    const keys = new Set(hits);
    for (const row of rows) row.hidden = !keys.has(row.dataset.edge);
    const ids = matching();
    byId("found").textContent = wanted ? `${ids.length} things, ${keys.size} edges` : "";
    if (!wanted) return;
    const numbers = [...lines.keys()].filter((number) => lines[number].edges.some((key) => keys.has(key)));
    lit = { lines: new Set(numbers), marks: new Set(ids.map((id) => markOf.get(id))) };
    for (const number of numbers) lit.marks.add(lines[number].source).add(lines[number].target);
    repaint();
  };

  byId("names").append(
    ...[...new Set(Object.values(things).map((thing) => thing.label))].sort().map((name) => {
      const option = element("option");
      option.value = name;
      return option;
    }),
  );
  search.addEventListener("input", () => (search.value.trim() ? seek() : reset()));
  search.addEventListener("keydown", (event) => {
    const [first] = event.key === "Enter" ? matching() : [];
    if (first) focusMark(markOf.get(first));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") reset();
  });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-thing]");
    if (!button) return;
    focusMark(markOf.get(button.dataset.thing));
    stage.scrollIntoView({ block: "nearest" });
    panel.focus({ preventScroll: true });
  });
  for (const button of document.querySelectorAll("button[data-sign]")) {
    button.addEventListener("click", () => {
      const { sign } = button.dataset;
      if (!hiddenSigns.delete(sign)) hiddenSigns.add(sign);
      button.setAttribute("aria-pressed", String(!hiddenSigns.has(sign)));
      repaint();
    });
  }
  byId("contested").addEventListener("click", showContested);
  byId("fit").addEventListener("click", reset);
  network.on("click", ({ nodes, edges: clicked }) => {
    if (nodes.length) focusMark(nodes[0]);
    else if (clicked.length) focusLine(clicked[0]);
    else reset();
  });

  const frame = canvas.querySelector(".vis-network");
  frame.tabIndex = 0;
  frame.setAttribute("role", "application");
  frame.setAttribute("aria-label", "The network; arrow keys move it, + and - zoom. The table below tells the same in words.");
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", takeColours);
  takeColours();
  show(Object.keys(marks), false);
  addEventListener("hashchange", follow);
  follow();
})();

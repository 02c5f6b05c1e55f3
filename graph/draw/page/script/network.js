// A view that vis-network draws: nothing is made before it is opened, so that what stands first comes at once.
const networkView = (section, focus) => {
  const canvas = section.querySelector(".canvas");
  const { nodes: marks, edges: lines, options } = JSON.parse(section.querySelector("script").textContent);
  const { font, ...settings } = JSON.parse(options);
  const owner = new Map(marks.flatMap((mark) => mark.members.map((id) => [id, mark.id])));
  const DIM = 0.13;
  const hidden = new Set();
  const scale = { least: 0, most: 6 };
  let lit = null; // null, or the marks and lines that are not dimmed
  let tied = new Set(marks.map((mark) => mark.id)); // the marks that a line still reaches when some signs are hidden
  let network, links;

  const shown = (line) => !hidden.has(line.sign);
  const bright = (line, number) => !lit || lit.lines.has(number);
  const strength = (line, number) => (!bright(line, number) ? 0.06 : lit ? 1 : line.opacity);
  const boxOf = ({ x, y, outline, box = outline }) => [x + box[0], y + box[1], x + box[2], y + box[3]];

  const renderer = (mark) => ({ ctx, x, y }) => {
    const [left, top, right, bottom] = mark.outline;
    const within = (draw) => () => {
      ctx.save();
      ctx.translate(x, y);
      ctx.globalAlpha = (lit ? lit.marks : tied).has(mark.id) ? 1 : DIM;
      draw();
      ctx.restore();
    };
    const framed = "corner" in mark;
    const letters = () => paintText(ctx, mark, font, mark.rows.length ? mark.rows : named(mark));
    return {
      drawNode: within(() => {
        paintShape(ctx, mark);
        if (framed) letters();
      }),
      drawExternalLabel: within(() => {
        if (!framed) letters();
      }),
      nodeDimensions: { width: right - left, height: bottom - top },
    };
  };
  // In a crowd a mark is named only while it is among the few that are asked for.
  const named = ({ id, members, outline }) => {
    if (!lit?.marks.has(id) || lit.marks.size > 40) return [];
    const size = 12 / Math.min(1, network.getScale()); // as large as it is read, however far away
    return [[nameOf(members[0]), outline[3] + size + 1, size, false, "ink"]];
  };

  const look = (line, id) => {
    const colour = colours[STANCES.get(line.sign).colour];
    const color = { color: colour, hover: colour, opacity: strength(line, id), inherit: false };
    return { id, hidden: !shown(line), color };
  };
  const repaint = () => {
    const reached = lines.filter(shown).flatMap((line) => [line.from, line.to]);
    tied = new Set(hidden.size ? reached : marks.map((mark) => mark.id));
    links.update(lines.map(look));
    network.redraw();
  };

  const open = () => {
    canvas.hidden = false;
    const nodes = marks.map((mark) => ({ id: mark.id, x: mark.x, y: mark.y, ctxRenderer: renderer(mark) }));
    links = new vis.DataSet(
      lines.map((line, id) => {
        const { from, to, width, bend, sign } = line;
        const smooth = { enabled: true, type: bend >= 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) };
        return { ...look(line, id), from, to, width, smooth, dashes: STANCES.get(sign).dash };
      }),
    );
    network = new vis.Network(canvas, { nodes: new vis.DataSet(nodes), edges: links }, settings);
    network.on("afterDrawing", signs);
    listen();
    fit(marks, false);
  };

  const signs = (ctx) => {
    for (const [number, line] of lines.entries()) {
      if (!shown(line)) continue;
      ctx.globalAlpha = !bright(line, number) ? 0.06 : line.sign === "neutral" ? strength(line, number) : 1;
      paintSign(ctx, line, network.body.edges[number].edgeType.getPoint(line.spot), font);
    }
    ctx.globalAlpha = 1;
  };

  const fit = (some, smooth) => {
    if (!some.length) return;
    const boxes = some.map(boxOf);
    const [left, top, right, bottom] = around(boxes);
    const room = Math.min(canvas.clientWidth / (right - left + 50), canvas.clientHeight / (bottom - top + 40));
    scale.least ||= room / 2;
    const position = { x: (left + right) / 2, y: (top + bottom) / 2 };
    const animation = smooth && !calm.matches && { duration: 350 };
    network.moveTo({ position, scale: Math.min(room, 1.35), animation });
  };

  const listen = () => {
    network.on("click", ({ nodes: [node], edges: [edge] }) => {
      if (node !== undefined) focus({ ids: marks[node].members });
      else focus(edge === undefined ? {} : { rows: lines[edge].rows });
    });
    const tipped = (told) => (event) => {
      const { left, top } = canvas.getBoundingClientRect();
      showTip(told(event), left + event.pointer.DOM.x, top + event.pointer.DOM.y);
    };
    network.on("hoverNode", tipped(({ node }) => marks[node].members.map(toldThing)));
    network.on("hoverEdge", tipped(({ edge }) => lines[edge].rows.map((row) => toldRow(rows[row]))));
    for (const end of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(end, hideTip);
    const frame = canvas.querySelector(".vis-network");
    frame.tabIndex = 0;
    frame.setAttribute("role", "application");
    frame.setAttribute("aria-label", "The picture; arrow keys move it, + and - zoom. The table tells it in words.");
    for (const scheme of SCHEMES) scheme.addEventListener("change", repaint);
  };

  const light = (wanted, signs) => {
    const plain = !lit && !wanted && !hidden.size && !signs.size; // as it was opened: nothing to be done
    lit = null;
    hidden.clear();
    for (const sign of signs) hidden.add(sign);
    if (wanted) {
      const found = [...lines.keys()].filter((number) => lines[number].rows.some((row) => wanted.rows.has(row)));
      const ends = found.flatMap((number) => [lines[number].from, lines[number].to]);
      lit = { lines: new Set(found), marks: new Set([...ends, ...[...wanted.core].map((id) => owner.get(id))]) };
    }
    if (!plain) repaint();
  };
  const show = () => {
    network.setSize("100%", "100%"); // the panel takes its share of the width, or gives it back
    fit(lit ? marks.filter((mark) => lit.marks.has(mark.id)) : marks, true);
  };
  const zoom = (factor) => network.moveTo({ scale: clamp(scale.least, network.getScale() * factor, scale.most) });
  const has = (id) => owner.has(id);
  const drawn = new Set(lines.flatMap((line) => line.rows));
  const tells = (wanted) => [...wanted.core].some(has) || [...wanted.rows].some((row) => drawn.has(row));
  return { open, light, show, zoom, has, tells };
};

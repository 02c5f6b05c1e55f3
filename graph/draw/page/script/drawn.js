// A view that stands on the page as SVG: its marks and ties are lit, dimmed, hidden and walked through.
const drawnView = (section, focus) => {
  const svg = section.querySelector("svg");
  const split = (text) => (things.has(text) ? [text] : text.split(" "));
  const marks = [...svg.querySelectorAll(".mark")].map((shape) => ({
    shape,
    ids: shape.dataset.things ? split(shape.dataset.things) : [shape.dataset.thing],
  }));
  const markOf = new Map(marks.flatMap((mark) => mark.ids.map((id) => [id, mark])));
  const ties = [...svg.querySelectorAll(".tie")].map((shape) => ({ shape, ...shape.dataset }));
  let frame; // made when the view is opened: what is hidden has no size
  let untouched = true;

  const light = (lit, signs) => {
    svg.classList.toggle("dimmed", Boolean(lit));
    const ends = new Set();
    const wanted = (one, other) => !lit.core.size || lit.core.has(one) || lit.core.has(other);
    for (const { shape, source, target, sign } of ties) {
      shape.classList.toggle("off", signs.has(sign));
      const on = lit && lit.things.has(source) && lit.things.has(target) && wanted(source, target);
      shape.classList.toggle("lit", Boolean(on));
      if (on) ends.add(source).add(target);
    }
    for (const { shape, ids } of marks) {
      shape.classList.toggle("lit", Boolean(lit) && ids.some((id) => lit.things.has(id) || ends.has(id)));
    }
  };
  const boxOf = (id) => markOf.get(id)?.shape.getBoundingClientRect();
  const show = (ids, lit) => {
    untouched = !lit;
    if (untouched) return frame.home(true);
    frame.again(); // the panel has taken its share of the width
    const bright = marks.filter(({ shape }) => shape.classList.contains("lit"));
    frame.reveal([...ids.map(boxOf).filter(Boolean), ...bright.map(({ shape }) => shape.getBoundingClientRect())]);
  };

  // One mark takes part in the order of the Tab key; the arrow keys lead from it to the one before or after it in time.
  const order = [...marks].sort((a, b) => (things.get(a.ids[0])?.place ?? 0) - (things.get(b.ids[0])?.place ?? 0));
  const stop = (mark) => {
    for (const { shape } of marks) shape.tabIndex = shape === mark.shape ? 0 : -1;
  };
  const walk = (mark, event) => {
    const place = order.indexOf(mark);
    const [before, after] = [place - 1, place + 1];
    const ends = { Home: 0, End: order.length - 1 };
    const steps = { ArrowRight: after, ArrowDown: after, ArrowLeft: before, ArrowUp: before, ...ends };
    if (event.key === "Enter" || event.key === " ") focus({ ids: mark.ids });
    else if (event.key in steps) {
      const next = order[clamp(0, steps[event.key], order.length - 1)];
      stop(next);
      next.shape.focus({ preventScroll: true });
      frame.reveal([next.shape.getBoundingClientRect()]);
    } else return;
    event.preventDefault();
  };
  const shapes = new Map();
  for (const mark of marks) {
    mark.shape.setAttribute("role", "button");
    mark.shape.setAttribute("aria-label", mark.ids.map(toldThing).join("; "));
    mark.shape.addEventListener("keydown", (event) => walk(mark, event));
    shapes.set(mark.shape, { told: () => mark.ids.map(toldThing), asked: () => ({ ids: mark.ids }), mark });
  }
  for (const { shape, source, target } of ties) {
    const told = (row) => row.act === source && (row.target === target || row.via === target);
    const found = () => (rowsAbout.get(source) ?? []).filter(told);
    const asked = () => (found().length ? { rows: found().map((row) => row.number) } : { ids: [source] });
    shapes.set(shape, { told: () => found().map(toldRow), asked });
  }
  const under = (event) => shapes.get(event.target.closest(".mark, .tie"));
  if (order.length) stop(order[0]);
  svg.tabIndex = 0;
  svg.addEventListener("click", (event) => {
    const one = under(event);
    if (one?.mark) stop(one.mark);
    focus(one ? one.asked() : {});
  });
  svg.addEventListener("pointermove", (event) => {
    const told = event.pointerType === "mouse" && !event.buttons && under(event)?.told();
    if (told?.length) showTip(told, event.clientX, event.clientY);
    else hideTip();
  });
  svg.addEventListener("pointerleave", hideTip);

  const open = () => {
    frame = zoomed(svg, pinned(svg));
    new ResizeObserver(() => (untouched ? frame.home(false) : frame.again())).observe(svg);
    matchMedia("print").addEventListener("change", ({ matches }) => frame.print(matches));
    addEventListener("beforeprint", () => frame.print(true));
    addEventListener("afterprint", () => frame.print(false));
  };
  const has = (id) => markOf.has(id);
  const tells = (lit) => [...lit.things].some(has);
  return { open, light, show, has, tells, zoom: (factor) => frame.by(factor) };
};

// The names of lanes and the dates of the axis stay at the edge when what they name has moved on.
const pinned = (svg) => {
  const [left, top, wide, high] = svg.getAttribute("viewBox").split(" ").map(Number);
  const edge = (name, way) => {
    const all = [...svg.querySelectorAll(`.${name} text`)].map((text) => ({ text, box: text.getBBox() }));
    const least = Math.min(...all.map(({ box }) => box[way]));
    const found = all.filter(({ box }) => box[way] <= least + 4); // what stands further in is no name of a lane
    if (!found.length) return [];
    const end = (side, size) => Math.max(...found.map(({ box }) => box[side] + box[size])) + 6;
    const across = () => ({ width: end("x", "width") - left, height: high });
    const size = way === "x" ? across() : { width: wide, height: end("y", "height") - top };
    const group = drawn("g", { class: "pinned", "aria-hidden": "true" });
    group.append(drawn("rect", { x: left, y: top, ...size }), ...found.map(({ text }) => text.cloneNode(true)));
    svg.append(group);
    return [{ group, way }];
  };
  const edges = [...edge("axis", "y"), ...edge("lanes", "x")];
  return (x, y) => {
    for (const { group, way } of edges) {
      group.classList.toggle("off", (way === "x" ? x : y) <= 1);
      group.setAttribute("transform", way === "x" ? `translate(${x} 0)` : `translate(0 ${y})`);
    }
  };
};

// Moves and zooms an SVG by its view box: the wheel, one finger or two, the keys; the text stays sharp.
const zoomed = (svg, placed) => {
  const [left, top, wide, high] = svg.getAttribute("viewBox").split(" ").map(Number);
  const [READABLE, LARGEST, MOST] = [0.8, 1.5, 8];
  const view = { x: left, y: top, scale: 1 };
  let onPaper = false; // where all of it is shown, whatever the window shows
  const move = mover();
  const size = () => [svg.clientWidth || 1, svg.clientHeight || 1];
  const whole = () => Math.min(size()[0] / wide, size()[1] / high);
  const least = () => Math.min(whole(), READABLE);
  const span = (side, scale) => size()[side] / scale;
  // What is smaller than the window stands in its middle; what is larger never leaves an edge empty.
  const within = (value, start, extent, shown) =>
    shown >= extent ? start - (shown - extent) / 2 : clamp(start, value, start + extent - shown);

  const place = (x, y, scale) => {
    view.scale = clamp(least(), scale, MOST);
    view.x = within(x, left, wide, span(0, view.scale));
    view.y = within(y, top, high, span(1, view.scale));
    if (onPaper) return;
    svg.setAttribute("viewBox", `${view.x} ${view.y} ${span(0, view.scale)} ${span(1, view.scale)}`);
    placed(view.x - left, view.y - top);
  };
  const go = (x, y, scale) => {
    const from = { ...view };
    move((share) => place(...[[from.x, x], [from.y, y], [from.scale, scale]].map(([a, b]) => a + (b - a) * share)));
  };
  const at = (event) => {
    const box = svg.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  // Keeps what lies below (px, py) where it is.
  const about = (px, py, factor) => {
    const scale = clamp(least(), view.scale * factor, MOST);
    place(view.x + px / view.scale - px / scale, view.y + py / view.scale - py / scale, scale);
  };
  const by = (factor) => about(size()[0] / 2, size()[1] / 2, factor);
  const pan = (dx, dy) => place(view.x - dx / view.scale, view.y - dy / view.scale, view.scale);
  // The whole drawing where it can be read so, else its beginning, which can be read.
  const home = (smooth) => {
    const scale = clamp(READABLE, whole(), LARGEST);
    (smooth ? go : place)(left, top, scale);
  };
  const all = () => place(left, top, Math.min(whole(), LARGEST));
  const again = () => place(view.x, view.y, view.scale);
  const print = (on) => {
    onPaper = on;
    if (!on) return again();
    svg.setAttribute("viewBox", `${left} ${top} ${wide} ${high}`);
    placed(0, 0);
  };

  // Shows boxes, given in the window's pixels: all of them where that leaves them readable, else the first.
  const reveal = (boxes) => {
    if (!boxes.length) return;
    const origin = svg.getBoundingClientRect();
    const inner = ({ left: x, top: y, right, bottom }) => [
      view.x + (x - origin.left) / view.scale,
      view.y + (y - origin.top) / view.scale,
      view.x + (right - origin.left) / view.scale,
      view.y + (bottom - origin.top) / view.scale,
    ];
    const places = boxes.map(inner);
    const both = around(places);
    const fits = (scale) => [0, 1].every((side) => (both[side + 2] - both[side] + 40) * scale <= size()[side]);
    const scale = fits(view.scale) ? view.scale : Math.max(READABLE, least());
    const shown = fits(scale) ? both : places[0];
    const nearest = (side) => {
      const [start, end, extent] = [shown[side] - 20, shown[side + 2] + 20, span(side, scale)];
      return clamp(end - extent, side ? view.y : view.x, start);
    };
    go(nearest(0), nearest(1), scale);
  };

  const fingers = new Map();
  let dragging = false;
  svg.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    if (!fingers.size) dragging = false;
    fingers.set(event.pointerId, at(event));
  });
  svg.addEventListener("pointermove", (event) => {
    const [old, now] = [fingers.get(event.pointerId), at(event)];
    if (!old || (!dragging && Math.hypot(now[0] - old[0], now[1] - old[1]) < 5)) return;
    dragging = true;
    svg.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, now);
    const other = [...fingers].find(([id]) => id !== event.pointerId)?.[1];
    if (!other) return pan(now[0] - old[0], now[1] - old[1]);
    const apart = (one) => Math.max(20, Math.hypot(one[0] - other[0], one[1] - other[1]));
    pan((now[0] - old[0]) / 2, (now[1] - old[1]) / 2);
    about((now[0] + other[0]) / 2, (now[1] + other[1]) / 2, apart(now) / apart(old));
  });
  const lifted = (event) => fingers.delete(event.pointerId);
  for (const end of ["pointerup", "pointercancel"]) svg.addEventListener(end, lifted);
  // The end of a drag is no click.
  svg.addEventListener("click", (event) => dragging && event.stopImmediatePropagation(), true);
  svg.addEventListener(
    "wheel",
    (event) => {
      const before = view.scale;
      about(...at(event), Math.exp(-event.deltaY * (event.deltaMode ? 0.05 : event.ctrlKey ? 0.01 : 0.0015)));
      if (view.scale !== before) event.preventDefault(); // at the smallest the page scrolls on
    },
    { passive: false },
  );
  svg.addEventListener("keydown", (event) => {
    const steps = { ArrowLeft: [60, 0], ArrowRight: [-60, 0], ArrowUp: [0, 60], ArrowDown: [0, -60] };
    if (event.target === svg && steps[event.key]) pan(...steps[event.key]);
    else if (event.key === "+" || event.key === "=") by(1.25);
    else if (event.key === "-") by(0.8);
    else if (event.key === "0") all();
    else return;
    event.preventDefault();
  });
  return { by, home, all, again, print, reveal };
};

// One view is open at a time; each is made when it is first opened.
const tabs = [...document.querySelectorAll("[role=tab]")];
const sections = [...document.querySelectorAll(".view")];

const views = (focus) => {
  const made = sections.map((one) => (one.classList.contains("network") ? networkView : drawnView)(one, focus));
  const opened = new Set();
  let current = -1;
  const open = (number) => {
    if (number === current) return false;
    current = number;
    for (const [place, one] of sections.entries()) one.hidden = place !== number;
    for (const [place, tab] of tabs.entries()) {
      tab.setAttribute("aria-selected", String(place === number));
      tab.tabIndex = place === number ? 0 : -1;
    }
    if (!opened.has(number)) made[number].open();
    opened.add(number);
    return true;
  };
  const first = (test) => [current, ...made.keys()].find((number) => made[number] && test(made[number]));
  return {
    open,
    first,
    get current() {
      return current;
    },
    get view() {
      return made[current];
    },
    names: sections.map((one) => one.dataset.view),
    made,
  };
};

const tabKeys = (choose) => {
  for (const [place, tab] of tabs.entries()) {
    const steps = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: -1 };
    tab.addEventListener("click", () => choose(place));
    tab.addEventListener("keydown", (event) => {
      if (!(event.key in steps)) return;
      event.preventDefault();
      const next = tabs.at(steps[event.key] % tabs.length);
      next.focus();
      next.click();
    });
  }
  for (const [place, one] of sections.entries()) {
    if (!tabs.length) continue;
    one.setAttribute("role", "tabpanel");
    one.removeAttribute("aria-label");
    one.setAttribute("aria-labelledby", tabs[place].id);
  }
};

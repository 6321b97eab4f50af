// What the tests ask of a page. Gives an object of functions; the page itself has no script.
({
  // Everything that reaches over the right edge or out of its box, but for what scrolls by itself or is clipped.
  tooWide() {
    const found = [];
    for (const element of document.body.querySelectorAll("*")) {
      if (element.closest(".wide") !== null && !element.matches(".wide")) continue;
      if (element.ownerSVGElement) continue;
      const { right, width } = element.getBoundingClientRect();
      if (element.clientWidth > 0 && element.scrollWidth > element.clientWidth + 1 && !element.matches(".wide"))
        found.push(`runs out of its box: ${element.outerHTML.slice(0, 120)}`);
      if (width > 0 && right > innerWidth + 0.5) found.push(`over the edge: ${element.outerHTML.slice(0, 120)}`);
    }
    if (document.documentElement.scrollWidth > innerWidth) found.push("the page scrolls sideways");
    return found;
  },

  // Text whose letters and ground are too alike for WCAG AA, and marks too alike with their ground.
  pale() {
    const parts = (colour) => colour.match(/[\d.]+/g).map(Number);
    const light = ([r, g, b]) => {
      const linear = (part) => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
      const [x, y, z] = [r, g, b].map((part) => linear(part / 255));
      return 0.2126 * x + 0.7152 * y + 0.0722 * z;
    };
    const ground = (element) => {
      for (let at = element; at; at = at.parentElement) {
        const colour = parts(getComputedStyle(at).backgroundColor);
        if (colour.length === 3 || colour[3] === 1) return colour;
      }
      return [255, 255, 255];
    };
    const ratio = (a, b) => {
      const [less, more] = [light(a), light(b)].sort((x, y) => x - y);
      return (more + 0.05) / (less + 0.05);
    };
    const found = [];
    let looked = 0;
    for (const element of document.body.querySelectorAll("*")) {
      const style = getComputedStyle(element);
      const says = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
      let colour, least;
      if (element.matches("rect")) [colour, least] = [style.fill, 3];
      else if (element.matches(".key")) [colour, least] = [getComputedStyle(element, "::before").backgroundColor, 3];
      else if (element.matches("svg text")) [colour, least] = [style.fill, 4.5];
      else if (says && !element.matches("title")) [colour, least] = [style.color, 4.5];
      else continue;
      looked += 1;
      const contrast = ratio(parts(colour), ground(element.ownerSVGElement ?? element));
      if (contrast < least) found.push(`${contrast.toFixed(2)} < ${least}: ${element.outerHTML.slice(0, 100)}`);
    }
    const fill = (name) => {
      const rect = document.querySelector(`rect.${name}`);
      return rect && parts(getComputedStyle(rect).fill);
    };
    const [hard, soft] = [fill("hard"), fill("soft")];
    // told apart without colours, as on a black and white printer
    if (hard && soft && ratio(hard, soft) < 1.5) found.push(`hard and soft are alike: ${ratio(hard, soft).toFixed(2)}`);
    return { looked, found, dark: light(ground(document.body)) < 0.2 };
  },

  // The columns of each chart over time: place, and height of each part as a share of the chart.
  columns() {
    return [...document.querySelectorAll("svg.columns")].map((svg) => {
      const whole = svg.getBoundingClientRect();
      const inner = whole.height - parseFloat(getComputedStyle(svg).borderBottomWidth);
      return [...svg.querySelectorAll("g")].map((group) => {
        const column = { title: group.querySelector("title").textContent };
        for (const rect of group.querySelectorAll("rect")) {
          const box = rect.getBoundingClientRect();
          column[rect.getAttribute("class")] = box.height / inner;
          column.left = (box.left - whole.left) / whole.width;
          column.bottom = Math.max(column.bottom ?? 0, (box.bottom - whole.top) / inner);
        }
        return column;
      });
    });
  },

  // What stands beside the charts of reasons: the reason, and its highest column.
  highest: () => [...document.querySelectorAll(".sparks tbody tr")].map((row) =>
    [row.querySelector("th").textContent, row.querySelector("td.number").textContent]),

  // The top of the axis of the first chart.
  axis: () => document.querySelector(".scale span").textContent,

  // The rows of a chart of names: label, lengths as a share of the longest, count, share.
  bars(id) {
    return [...document.querySelectorAll(`#${id} .bars tbody tr`)].map((row) => {
      const length = (name) => {
        const rect = row.querySelector(`rect.${name}`);
        return rect ? rect.getBoundingClientRect().width / row.querySelector("svg").getBoundingClientRect().width : 0;
      };
      const [count, share] = [...row.querySelectorAll("td.number")].map((cell) => cell.textContent);
      return { label: row.querySelector("th").textContent, hard: length("hard"), soft: length("soft"), count, share,
        words: row.querySelector("svg").getAttribute("aria-label") };
    });
  },

  // The big numbers at the top.
  figures: () => Object.fromEntries([...document.querySelectorAll(".figures li")].map((item) =>
    [item.className, item.querySelector("b").textContent])),

  // The rows of the tables behind the charts over time.
  tables: () => [...document.querySelectorAll("details table")].map((table) =>
    [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent))),

  // The causes in their order, under their headings.
  causes: () => [...document.querySelectorAll("#fix-first h3")].map((heading) => {
    const causes = [];
    for (let at = heading.nextElementSibling; at && !at.matches("h3"); at = at.nextElementSibling)
      if (at.matches("article")) causes.push({
        reason: at.id, text: at.textContent, marks: [...at.querySelectorAll("mark")].map((mark) => mark.textContent),
        examples: at.querySelectorAll("blockquote").length });
    return { heading: heading.textContent, causes };
  }),

  // Links to elsewhere, and links to nowhere.
  links: () => ({
    away: [...document.querySelectorAll("a[href]:not([href^='#'])")].map((a) => [a.href, a.rel]),
    broken: [...document.querySelectorAll("a[href^='#']")].map((a) => a.hash.slice(1))
      .filter((id) => document.getElementById(id) === null),
    doubled: [...document.querySelectorAll("[id]")].map((e) => e.id).filter((id, at, all) => all.indexOf(id) !== at),
  }),

  // What someone who cannot see the page would miss.
  unspoken() {
    const found = [...document.querySelectorAll("svg")]
      .filter((svg) => svg.getAttribute("aria-hidden") !== "true" && !svg.getAttribute("aria-label"))
      .map((svg) => svg.outerHTML.slice(0, 120));
    let level = 0;
    for (const heading of document.querySelectorAll("h1, h2, h3, h4")) {
      const next = Number(heading.tagName[1]);
      if (next > level + 1) found.push(`${heading.outerHTML} skips a level`);
      level = next;
    }
    for (const table of document.querySelectorAll("table"))
      if (!table.querySelector("thead th[scope=col]") || !table.querySelector("tbody th[scope=row]"))
        found.push(`no headings: ${table.outerHTML.slice(0, 120)}`);
    return found;
  },

  // Elements that a report never has.
  foreign: () => [...document.querySelectorAll("script, img, iframe, object, embed, link, form, base, video, audio")]
    .map((element) => element.outerHTML),

  // Attributes that would act or paint.
  acting: () => [...document.querySelectorAll("*")].flatMap((element) => [...element.attributes])
    .filter(({ name }) => name.startsWith("on") || ["style", "src", "srcset", "xlink:href"].includes(name))
    .map(({ name, value }) => `${name}=${value}`),

  unfold(open) { document.querySelectorAll("details").forEach((details) => { details.open = open; }); },

  text: () => document.body.textContent,
})

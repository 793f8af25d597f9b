/* Filters and sorting of a listing. All rows load when they are first needed; what is chosen stands in the address.
   dealdir/publishing/listing_files.py tells the form of the rows; all words come from the page and the rows. */
"use strict";
((listing) => {
  // So few that a phone lays them out in an instant.
  const ROWS = 50;
  const MOST_LINKS = 4;
  const COMMANDS = ["q", "sort", "page"];

  /** What an address asks for: values by filter, words to find, a column to sort by (`-` before: backwards), a page. */
  listing.read = (query, names) => {
    const asked = new URLSearchParams(query);
    const filters = {};
    for (const name of names) {
      const codes = [...new Set(asked.getAll(name))].filter(Boolean).sort();
      if (codes.length) filters[name] = codes;
    }
    const page = Number.parseInt(asked.get("page") ?? "1", 10);
    return { filters, q: (asked.get("q") ?? "").trim(), sort: asked.get("sort") ?? "", page: page > 1 ? page : 1 };
  };

  /** The query of an address that asks for a state; empty for the listing as it is. */
  listing.write = ({ filters, q, sort, page }) => {
    const asked = new URLSearchParams();
    for (const name of Object.keys(filters).sort()) for (const code of [...filters[name]].sort()) asked.append(name, code);
    const commands = { q, sort, page: page > 1 ? String(page) : "" };
    for (const name of COMMANDS) if (commands[name]) asked.set(name, commands[name]);
    return String(asked);
  };

  const form = document.getElementById("filters");
  const table = form?.parentElement.querySelector("table");
  if (!table) return;
  const said = form.dataset;
  const language = document.documentElement.lang;
  const collator = new Intl.Collator(language);
  const numbers = new Intl.NumberFormat(language);
  const status = form.querySelector("[role=status]");
  const chosen = form.querySelector(".chosen");
  const download = form.querySelector("[download]");
  const facets = [...form.querySelectorAll("details[data-name]")];
  const names = facets.map((facet) => facet.dataset.name);
  const shown = said.shown.split(" ");
  const heads = [...table.tHead.rows[0].cells];
  const pattern = table.tBodies[0].rows[0];
  const whole = { body: table.tBodies[0], pages: document.querySelector("nav.pagination") ?? document.createElement("nav") };
  const place = whole.pages.isConnected ? whole.pages : table.parentElement.appendChild(whole.pages);

  let state = listing.read(location.search, names);
  let data = null;
  let loading = null;

  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  // ---- Rows: fetched as JSON; a page that can be opened from disk has them as a script, which `receive` takes.

  function load() {
    loading ??= (said.rows.endsWith(".js") ? insert() : request()).then(prepare);
    loading.catch(() => (loading = null));
    return loading;
  }

  const request = async () => {
    const answer = await fetch(said.rows);
    if (!answer.ok) throw new Error(said.rows);
    return answer.json();
  };

  const insert = () =>
    new Promise((resolve, reject) => {
      listing.receive = resolve;
      globalThis.dealdirSearch.insertScript(said.rows).catch(reject);
    });

  function prepare(received) {
    const { columns, rows, labels } = received;
    const at = Object.fromEntries(columns.map((column, number) => [column.name, number]));
    const filters = names.map((name) => ({ name, at: at[name], words: columns[at[name]].words ?? [] }));
    const keys = rows.map((row) => filters.map((filter) => unique(row[filter.at])));
    data = { columns, rows, labels, at, filters, keys, ranks: {}, texts: null };
    filters.forEach(offer);
  }

  const unique = (cell) => (cell.length > 1 ? [...new Set(cell)] : cell);

  const labelsOf = (column, cell) => cell.map((word) => column.words[word][1]);

  // ---- Filters: a row counts for a value where it fits all that was chosen elsewhere.

  function offer(filter, number) {
    const options = filter.words.map(([code, label, lang]) => {
      const box = make("input", { type: "checkbox", name: filter.name, value: code });
      const count = make("span", { class: "count" });
      return { code, box, count, row: make("label", {}, box, make("span", { lang }, label), count) };
    });
    filter.options = options;
    facets[number].querySelector("fieldset").append(...options.map(({ row }) => row));
  }

  function select() {
    const wanted = data.filters.map(({ name, words }) => {
      const codes = state.filters[name];
      return codes && words.map((word) => codes.includes(word[0]));
    });
    const counts = data.filters.map(({ words }) => new Array(words.length).fill(0));
    const needle = fold(state.q);
    const found = [];
    const places = [...counts.keys()];
    for (let row = 0; row < data.keys.length; row += 1) {
      if (needle && !texts()[row].includes(needle)) continue;
      const keys = data.keys[row];
      // Where it fails no filter it counts for all of them, where it fails one, for that one alone.
      let missed = 0;
      let only = -1;
      for (const place of places) {
        if (!wanted[place] || fits(keys[place], wanted[place])) continue;
        missed += 1;
        only = place;
      }
      if (!missed) found.push(row);
      if (missed > 1) continue;
      for (const place of missed ? [only] : places) for (const word of keys[place]) counts[place][word] += 1;
    }
    return { found: sorted(found), counts };
  }

  function fits(key, codes) {
    for (const word of key) if (codes[word]) return true;
    return false;
  }

  const fold = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

  /** What is found by words: titles, names, places. */
  function texts() {
    const { columns, rows } = data;
    data.texts ??= rows.map((row) =>
      fold(
        columns
          .map(({ form: kind, words }, number) => {
            if (kind === "node") return `${row[number][1]}\n${row[number][3]}`;
            if (kind === "links") return labelsOf({ words }, row[number]).join("\n");
            return kind === "text" ? row[number] : "";
          })
          .join("\n"),
      ),
    );
    return data.texts;
  }

  // ---- Order: what is missing comes last, whichever way.

  const KEYS = {
    node: (cell) => cell[1],
    text: (cell) => cell || null,
    number: (cell) => cell,
    sum: (cell) => (cell[1] ? cell : null),
    date: (cell, _column, row) => (cell.length ? -row : null),
  };
  const ORDERS = {
    number: (one, other) => one - other,
    date: (one, other) => one - other,
    sum: (one, other) => collator.compare(other[1], one[1]) || one[2] - other[2],
  };

  function ranks(name) {
    const number = data.at[name];
    const column = data.columns[number];
    const key = KEYS[column.form] ?? ((cell) => (cell.length ? column.words[cell[0]][1] : null));
    const keyed = data.rows.map((row, at) => ({ at, key: key(row[number], column, at) }));
    const order = ORDERS[column.form] ?? collator.compare;
    const known = keyed.filter((one) => one.key !== null).sort((one, other) => order(one.key, other.key));
    const found = new Array(keyed.length).fill(null);
    let rank = 0;
    known.forEach((one, place) => {
      if (place && order(known[place - 1].key, one.key)) rank = place;
      found[one.at] = rank;
    });
    return found;
  }

  function sorted(found) {
    const name = state.sort.replace(/^-/, "");
    if (!shown.includes(name)) return found;
    const rank = (data.ranks[name] ??= ranks(name));
    const way = state.sort.startsWith("-") ? -1 : 1;
    return found.sort((one, other) => {
      if (rank[one] === null || rank[other] === null) return (rank[one] === null) - (rank[other] === null) || one - other;
      return way * (rank[one] - rank[other]) || one - other;
    });
  }

  // ---- The page: rows like those that stand there, and all that tells what is chosen.

  const address = (room, slug) => `${said.top}${room}/${slug}/${said.end}`;

  // A date in `<time>` where HTML can say it: a year, a month or a day, or the day of a year that nobody told.
  function time(code, label) {
    const plain = /^(?:\d{4}(?:-(?:0\d|1[0-2])(?:-\d\d)?)?|XXXX-(\d\d-\d\d))$/.exec(code);
    return plain ? make("time", { datetime: plain[1] ?? code }, label) : label;
  }

  const copy = (id) => document.getElementById(id).content.cloneNode(true);

  const CELLS = {
    node: (cell, row) => {
      const [slug, title, lang, other, otherLang] = cell;
      const parts = [make("a", { href: address(said.kind, slug), lang }, title), " "];
      const review = data.columns[data.at.review];
      if (review && review.words[row[data.at.review][0]][0] === "draft") parts.push(copy("draft"));
      if (other && said.kind !== "agreements") parts.push(make("span", { class: "also", lang: otherLang }, other));
      return parts;
    },
    links: (cell, _row, column) => {
      const room = column.name === "parties" ? "organizations" : "places";
      const links = cell.slice(0, MOST_LINKS).map((word) => {
        const [slug, label, lang] = column.words[word];
        return make("a", { href: address(room, slug), lang }, label);
      });
      const more = cell.length - links.length;
      const parts = links.flatMap((link, number) => (number ? [said.comma, link] : [link]));
      return more ? [...parts, " ", fill(said.more, { n: more })] : parts;
    },
    date: (cell, row, column) => {
      if (!cell.length) return [make("span", { class: "muted" }, said.undated)];
      const dated = data.columns[data.at.dated];
      const reported = dated && row[data.at.dated].some((word) => dated.words[word][0] === "reported");
      const [code, label] = column.words[cell[0]];
      return [time(code, label), ...(reported ? [" ", make("span", { class: "kind" }, said.reported)] : [])];
    },
    chip: (cell, _row, column) => labelsOf(column, cell).map((label) => make("span", { class: said.chip }, label)),
    words: (cell, _row, column) => [labelsOf(column, cell).join(said.comma)].filter(Boolean),
    // Only its script tells the language of a text, as on the pages of the build.
    text: (cell) => {
      const tag = /\p{Script=Han}/u.test(cell) ? "zh" : "en";
      return cell ? [language.startsWith(tag) ? cell : make("span", { lang: tag }, cell)] : [];
    },
    number: (cell) => [numbers.format(cell)],
    sum: (cell) => [cell[0]].filter(Boolean),
  };

  function drawn(number) {
    const line = pattern.cloneNode();
    shown.forEach((name, place) => {
      const column = data.columns[data.at[name]];
      const cell = pattern.cells[place].cloneNode();
      const parts = CELLS[column.form](data.rows[number][data.at[name]], data.rows[number], column);
      cell.append(...(parts.length ? parts : [copy("nothing")]));
      line.append(cell);
    });
    return line;
  }

  function swap(body, pages) {
    table.tBodies[0].replaceWith(body);
    form.parentElement.querySelector("nav.pagination, nav.emptied")?.replaceWith(pages);
  }

  function draw() {
    const { found, counts } = select();
    const last = Math.max(1, Math.ceil(found.length / ROWS));
    state.page = Math.min(state.page, last);
    const rows = found.slice((state.page - 1) * ROWS, state.page * ROWS).map(drawn);
    if (listing.write(state)) swap(make("tbody", {}, ...rows), pagination(last));
    else swap(whole.body, whole.pages);
    table.hidden = !found.length;
    status.textContent = found.length ? fill(said.found, { found: numbers.format(found.length), total: numbers.format(data.rows.length) }) : said.none;
    data.filters.forEach(({ options, name }, number) => {
      options.forEach((option, word) => {
        option.box.checked = state.filters[name]?.includes(option.code) ?? false;
        option.count.textContent = numbers.format(counts[number][word]);
        option.row.classList.toggle("muted", !counts[number][word]);
      });
    });
    describe();
    data.found = found;
  }

  function describe() {
    const picked = data.filters.flatMap(({ name, words }) =>
      (state.filters[name] ?? []).map((code) => ({ name, code, label: words.find((word) => word[0] === code)?.[1] ?? code })),
    );
    chosen.replaceChildren(
      ...picked.map(({ name, code, label }) => {
        const button = make("button", { type: "button", class: "chip", "aria-label": fill(said.remove, { name: label }) }, label, " ×");
        button.addEventListener("click", () => change({ filters: without(name, code) }, () => status.focus()));
        return make("li", {}, button);
      }),
    );
    facets.forEach((facet) => facet.classList.toggle("used", facet.dataset.name in state.filters));
    form.querySelector(".clear").hidden = !listing.write(state);
    const [, back, name] = /^(-?)(.*)$/.exec(state.sort);
    heads.forEach((head, place) => {
      if (shown[place] === name) head.setAttribute("aria-sort", back ? "descending" : "ascending");
      else head.removeAttribute("aria-sort");
    });
  }

  const without = (name, code) => {
    const rest = (state.filters[name] ?? []).filter((one) => one !== code);
    const { [name]: _gone, ...others } = state.filters;
    return rest.length ? { ...others, [name]: rest } : others;
  };

  function pagination(last) {
    if (last === 1) return make("nav", { class: "emptied" });
    const link = (page, label, rel) => make("a", { href: `?${listing.write({ ...state, page })}`, rel, "data-page": String(page) }, label);
    const parts = [];
    if (state.page > 1) parts.push(link(state.page - 1, said.previous, "prev"));
    for (let page = 1; page <= last; page += 1) {
      const far = Math.abs(page - state.page);
      if (!far) parts.push(make("span", { "aria-current": "page" }, String(page)));
      else if (page === 1 || page === last || far < 3) parts.push(link(page, String(page)));
      else if (far === 3) parts.push(make("span", { "aria-hidden": "true" }, "…"));
    }
    if (state.page < last) parts.push(link(state.page + 1, said.next, "next"));
    return make("nav", { class: "pagination", "aria-label": said.pages }, ...parts);
  }

  // ---- What a reader does

  /** Show a new state. Where the old one was of the same step (letters of one word), it takes its place in the history. */
  async function change(changes, then = () => {}, isStep = true) {
    state = { ...state, page: 1, ...changes };
    const query = listing.write(state);
    history[isStep ? "pushState" : "replaceState"](null, "", location.pathname + (query && `?${query}`));
    await show();
    then();
  }

  async function show() {
    if (!data) {
      status.textContent = said.loading;
      form.setAttribute("aria-busy", "true");
      try {
        await load();
      } catch {
        status.textContent = said.broken;
        return;
      } finally {
        form.removeAttribute("aria-busy");
      }
    }
    if (form.elements.q.value.trim() !== state.q) form.elements.q.value = state.q;
    draw();
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", ({ target }) => {
    if (target.type !== "checkbox") return;
    const rest = without(target.name, target.value);
    const codes = [...(rest[target.name] ?? []), ...(target.checked ? [target.value] : [])].sort();
    change({ filters: target.checked ? { ...rest, [target.name]: codes } : rest });
  });
  form.elements.q.addEventListener("input", ({ target }) => {
    change({ q: target.value.trim() }, () => {}, !state.q);
  });
  form.querySelector(".clear").addEventListener("click", () => change({ filters: {}, q: "", sort: "" }, () => status.focus()));

  for (const facet of facets) {
    facet.addEventListener("toggle", () => {
      if (facet.open && !data) show();
      if (facet.open) for (const other of facets) if (other !== facet) other.open = false;
    });
    facet.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !facet.open) return;
      facet.open = false;
      facet.querySelector("summary").focus();
    });
  }
  document.addEventListener("click", ({ target }) => {
    for (const facet of facets) if (!facet.contains(target)) facet.open = false;
  });

  heads.forEach((head, place) => {
    const button = make("button", { type: "button", class: "sort" }, ...head.childNodes);
    const first = head.classList.contains("num") || shown[place] === "date" ? "-" : "";
    const ways = [first + shown[place], (first ? "" : "-") + shown[place], ""];
    button.addEventListener("click", () => change({ sort: ways[(ways.indexOf(state.sort) + 1) % 3] }));
    head.append(button);
  });

  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a[data-page]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    change({ page: Number(link.dataset.page) }, () => {
      table.scrollIntoView();
      status.focus({ preventScroll: true });
    });
  });

  addEventListener("popstate", () => {
    state = listing.read(location.search, names);
    show();
  });

  // ---- A spreadsheet of what is shown, the same as the one that the build writes of all rows

  const neutral = (text) => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

  const quoted = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

  function cells(row) {
    return data.columns.flatMap((column, number) => {
      const cell = row[number];
      if (column.form === "sum") return cell.length ? [cell[0], cell[1], cell[1] ? String(cell[2]) : ""] : ["", "", ""];
      if (column.form === "node") return [cell[1]];
      if (column.form === "date") return [cell.length ? column.words[cell[0]][0] : ""];
      return [Array.isArray(cell) ? labelsOf(column, cell).join("; ") : String(cell)];
    });
  }

  /** Write a spreadsheet: UTF-8 with its mark, cells that a spreadsheet would run made text. */
  listing.sheet = (rows) => `\ufeff${rows.map((row) => `${row.map(neutral).map(quoted).join(",")}\r\n`).join("")}`;

  function lines() {
    const { columns, labels } = data;
    const slug = columns.findIndex((column) => column.form === "node");
    const top = columns.flatMap((column) => (column.form === "sum" ? [column.label, labels.currency, labels.amount] : [column.label]));
    const rows = data.found.map((number) => {
      const row = data.rows[number];
      return [...cells(row), `${said.site}${said.kind}/${row[slug][0]}/`];
    });
    return [[...top, labels.address], ...rows];
  }

  download.addEventListener("click", (event) => {
    if (!data || !listing.write(state)) return;
    event.preventDefault();
    const file = URL.createObjectURL(new Blob([listing.sheet(lines())], { type: "text/csv" }));
    make("a", { href: file, download: download.download }).click();
    setTimeout(() => URL.revokeObjectURL(file), 1000);
  });

  form.hidden = false;
  table.classList.add("sortable");
  if (listing.write(state)) show();
})((globalThis.dealdirListing ??= {}));

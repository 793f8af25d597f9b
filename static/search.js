/* The search box of every page. The engine, lunr.js and the parts of the index load when someone searches: in a worker,
   or, where the page was opened from disk and can have none, as scripts of the page. */
"use strict";
((search) => {
  const MOST_SUGGESTIONS = 8;
  const CHIPS = { organization: "chip", agreement: "chip deal", event: "chip event", article: "chip article" };

  const page = document.documentElement;
  const root = page.dataset.root ?? "";
  const home = page.dataset.home ?? root;
  const end = page.dataset.index ?? "";
  const language = page.lang.startsWith("zh") ? "zh" : "en";
  // The page's script before this one holds what is said in its language: dealdir/publishing/search_words.py.
  const { words } = search;

  /** A text with its placeholders filled; of a pair, the one that suits `count`. */
  function fill(text, values) {
    const form = Array.isArray(text) ? text[values.count === 1 ? 0 : 1] : text;
    return form.replace(/%\((\w+)\)s/g, (_, name) => values[name]);
  }

  const ENGINE = ["lunr", "search-tokens", "search-parts", "search-query", "search-snippets", "search-engine"];

  // Where a browser knows Trusted Types, the site's policy lets no other address become a script.
  const ours = new URL(root || ".", document.baseURI).href;
  const createScriptURL = (address) => {
    const { href } = new URL(address, document.baseURI);
    if (!href.startsWith(ours)) throw new TypeError(href);
    return href;
  };
  const scripts = globalThis.trustedTypes?.createPolicy("dealdir", { createScriptURL }) ?? { createScriptURL };

  /** Run scripts of the site in the page: in this order, although all load at once. */
  const insert = (paths) => Promise.all(paths.map((path) => insertScript(root + path)));

  function insertScript(address) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.async = false;
      script.addEventListener("load", resolve);
      script.addEventListener("error", () => reject(new Error(address)));
      script.src = scripts.createScriptURL(address);
      document.head.append(script);
    });
  }

  /** The engine in a worker. It takes one task at a time; of those of a kind that wait, only the newest is worth an answer. */
  class Remote {
    constructor() {
      this.waiting = new Map();
      this.running = null;
      this.worker = new Worker(scripts.createScriptURL(`${root}assets/search-worker.js`));
      this.worker.addEventListener("message", ({ data }) => this.settle(data));
      this.worker.addEventListener("error", () => this.fail());
    }

    run(task, text, options) {
      return new Promise((resolve, reject) => {
        this.waiting.get(task)?.reject(new Error("a newer task came"));
        this.waiting.set(task, { task, text, options, resolve, reject });
        if (!this.running) this.next();
      });
    }

    next() {
      [this.running = null] = this.waiting.values();
      if (!this.running) return;
      const { task, text, options } = this.running;
      this.waiting.delete(task);
      this.worker.postMessage({ task, text, options });
    }

    settle({ answer, error }) {
      if (error) this.running.reject(new Error(error));
      else this.running.resolve(answer);
      this.next();
    }

    /** The worker itself did not load: the next task begins with a new one. */
    fail() {
      engine = null;
      for (const task of [this.running, ...this.waiting.values()]) task?.reject(new Error("the engine did not load"));
    }
  }

  let engine = null;

  function load() {
    engine ??= location.protocol === "file:" ? insert(ENGINE.map((name) => `assets/${name}.js`)).then(() => local) : Promise.resolve(new Remote());
    engine.catch(() => (engine = null));
    return engine;
  }

  const local = { run: (task, text, options) => search[task](text, options) };

  /** Have the engine do `find` or `suggest`. */
  const ask = async (task, text, options = {}) => (await load()).run(task, text, { language, ...options });

  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  // Texts reach the page as text nodes and <mark> elements only, never as HTML.
  const shown = (pieces) => pieces.map(({ text, marked }) => (marked ? make("mark", {}, text) : text));

  const languageOf = (pieces) => (pieces.some(({ text }) => /\p{Script=Han}/u.test(text)) ? "zh-Hans" : "en");

  const plain = (pieces) => pieces.map(({ text }) => text).join("");

  const addressOf = (found) => home + found.address + end;

  const resultsAddress = (query) => `${home}search/${end}?q=${encodeURIComponent(query)}`;

  /** A document's title in the page's language or the other, marked, then its name in the other one. */
  function titles(found) {
    const order = language === "zh" ? ["zh", "en"] : ["en", "zh"];
    const [main, other] = order.filter((one) => one in found.title);
    const inLanguage = (one, name) =>
      make("span", { lang: one === "zh" ? "zh-Hans" : "en", class: name }, ...shown(found.title[one]));
    const title = inLanguage(main, "title");
    return other && plain(found.title[other]) !== plain(found.title[main]) ? [title, " ", inLanguage(other, "other-name")] : [title];
  }

  const chip = (found) => make("span", { class: CHIPS[found.kind] }, words[found.kind]);

  /** The suggestions under one search box: a combobox with a list, as the ARIA patterns have it. */
  class Suggestions {
    constructor(form, number) {
      this.form = form;
      this.input = form.querySelector("input[name=q]");
      this.list = make("div", { id: `suggestions-${number}`, class: "suggestions", role: "listbox", hidden: "" });
      this.list.setAttribute("aria-label", this.input.getAttribute("aria-label") ?? "");
      this.status = make("span", { class: "search-status", role: "status" });
      this.active = -1;
      this.describe();
      this.listen();
      form.append(this.list, this.status);
    }

    describe() {
      const attributes = {
        role: "combobox",
        autocomplete: "off",
        "aria-autocomplete": "list",
        "aria-haspopup": "listbox",
        "aria-controls": this.list.id,
        "aria-expanded": "false",
      };
      for (const [key, value] of Object.entries(attributes)) this.input.setAttribute(key, value);
    }

    listen() {
      this.input.addEventListener("focus", () => load().catch(() => {}));
      this.input.addEventListener("input", () => this.suggest());
      this.input.addEventListener("keydown", (event) => this.press(event));
      this.form.addEventListener("focusout", (event) => {
        if (!this.form.contains(event.relatedTarget)) this.close();
      });
      // The box keeps the focus while a suggestion is clicked, or the list would be gone before the click arrives.
      this.list.addEventListener("mousedown", (event) => event.preventDefault());
    }

    async suggest() {
      const text = this.input.value;
      if (!text.trim()) return this.close();
      // An answer that comes late must not replace that to a newer text, nor open a list that was left.
      const wanted = () => text === this.input.value && document.activeElement === this.input;
      try {
        const answer = await ask("suggest", text);
        if (wanted()) this.show(text.trim(), answer);
      } catch {
        if (wanted()) this.say(words.broken);
      }
    }

    show(text, { blank, results }) {
      const options = results.map((found) => this.option(found));
      if (!options.length) {
        this.close();
        return this.say(blank ? "" : fill(words.none, { query: text }));
      }
      options.push(make("a", { class: "all", href: resultsAddress(text) }, fill(words.all, { query: text })));
      options.forEach((option, number) => this.complete(option, number));
      this.list.replaceChildren(...options);
      this.list.hidden = false;
      this.input.setAttribute("aria-expanded", "true");
      this.activate(-1);
      this.say(fill(words.suggested, { count: options.length - 1 }));
    }

    option(found) {
      return make("a", { href: addressOf(found) }, make("span", { class: "names" }, ...titles(found)), chip(found));
    }

    complete(option, number) {
      const attributes = { role: "option", id: `${this.list.id}-${number}`, tabindex: "-1", "aria-selected": "false" };
      for (const [key, value] of Object.entries(attributes)) option.setAttribute(key, value);
    }

    close() {
      this.list.hidden = true;
      this.list.replaceChildren();
      this.input.setAttribute("aria-expanded", "false");
      this.activate(-1);
      this.say("");
    }

    say(text) {
      this.status.textContent = text;
    }

    /** Make one option the active one; -1 gives the box itself back. */
    activate(number) {
      this.list.children[this.active]?.setAttribute("aria-selected", "false");
      this.active = number;
      const option = this.list.children[number];
      option?.setAttribute("aria-selected", "true");
      option?.scrollIntoView({ block: "nearest" });
      if (option) this.input.setAttribute("aria-activedescendant", option.id);
      else this.input.removeAttribute("aria-activedescendant");
    }

    press(event) {
      // While an input method composes, its keys are not ours.
      if (event.isComposing || this.list.hidden) return;
      const places = this.list.children.length + 1;
      const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const chosen = this.list.children[this.active];
      if (step) this.activate(((this.active + 1 + step + places) % places) - 1);
      else if (event.key === "Escape") this.close();
      else if (event.key === "Enter" && chosen) chosen.click();
      else return;
      event.preventDefault();
    }
  }

  const boxes = Array.from(document.querySelectorAll("form.searchbox"), (form, number) => new Suggestions(form, number));

  /** Whether someone is writing: then a slash is a slash. */
  const isWriting = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;

  document.addEventListener("keydown", (event) => {
    const plain = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
    if (!plain || !boxes.length || isWriting(event.target)) return;
    event.preventDefault();
    boxes[0].input.focus();
    boxes[0].input.select();
  });

  Object.assign(search, { addressOf, ask, boxes, chip, end, fill, home, insert, insertScript, languageOf, make, shown, titles });
})((globalThis.dealdirSearch ??= {}));

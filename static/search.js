/* The search box of every page, and the result page. The engine, lunr.js and the index load when someone searches. */
"use strict";
((search) => {
  const MOST_SUGGESTIONS = 8;
  const RESULTS_AT_ONCE = 20;
  const CHIPS = { organization: "chip", agreement: "chip deal", event: "chip event", article: "chip article" };
  const WORDS = {
    en: {
      organization: "Organization",
      agreement: "Agreement",
      event: "Event",
      article: "Article",
      loading: "Searching…",
      broken: "The search could not be loaded.",
      all: (query) => `All results for “${query}”`,
      suggested: (count) => `${count} ${count === 1 ? "suggestion" : "suggestions"}`,
      found: (count, query) => `${count} ${count === 1 ? "result" : "results"} for “${query}”`,
      some: "No page holds all of these words. These hold some of them:",
      none: (query) => `Nothing found for “${query}”.`,
      browse: "Browse all organizations from A to Z",
      more: "Show more results",
    },
    zh: {
      organization: "机构",
      agreement: "协议",
      event: "活动",
      article: "文章",
      loading: "正在搜索…",
      broken: "搜索功能未能加载。",
      all: (query) => `查看“${query}”的全部结果`,
      suggested: (count) => `${count} 条建议`,
      found: (count, query) => `“${query}”共有 ${count} 条结果`,
      some: "没有页面包含全部词语，以下页面包含其中一部分：",
      none: (query) => `没有找到“${query}”。`,
      browse: "按 A–Z 浏览所有机构",
      more: "显示更多结果",
    },
  };

  const page = document.documentElement;
  const root = page.dataset.root ?? "";
  const home = page.dataset.home ?? root;
  const end = page.dataset.index ?? "";
  const language = page.lang.startsWith("zh") ? "zh" : "en";
  const words = WORDS[language];

  /** Each page's own script follows its library: the order is kept although all load at once. */
  const SCRIPTS = [
    "assets/lunr.js",
    "assets/search-tokens.js",
    "assets/search-engine.js",
    "assets/search-snippets.js",
    "search/index.js",
  ];
  let loading = null;

  function load() {
    loading ??= Promise.all(SCRIPTS.map(insert));
    loading.catch(() => (loading = null));
    return loading;
  }

  function insert(path) {
    return new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.async = false;
      script.addEventListener("load", resolve);
      script.addEventListener("error", () => reject(new Error(path)));
      script.src = root + path;
      document.head.append(script);
    });
  }

  function make(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  }

  // Texts reach the page as text nodes and <mark> elements only, never as HTML.
  const shown = (pieces) => pieces.map(({ text, marked }) => (marked ? make("mark", {}, text) : text));

  const languageOf = (pieces) => (pieces.some(({ text }) => /\p{Script=Han}/u.test(text)) ? "zh-Hans" : "en");

  const addressOf = (found) => home + found.address + end;

  const resultsAddress = (query) => `${home}search/${end}?q=${encodeURIComponent(query)}`;

  /** A document's title in the page's language or the other, marked, then its name in the other one. */
  function titles(found, parts) {
    const order = language === "zh" ? ["zh", "en"] : ["en", "zh"];
    const [main, other] = order.filter((one) => one in found.title);
    const inLanguage = (one, name) =>
      make("span", { lang: one === "zh" ? "zh-Hans" : "en", class: name }, ...shown(search.mark(found.title[one], parts)));
    const title = inLanguage(main, "title");
    return other && found.title[other] !== found.title[main] ? [title, " ", inLanguage(other, "other-name")] : [title];
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
      try {
        await load();
      } catch {
        return this.say(words.broken);
      }
      // An answer that comes late must not replace that to a newer text, nor open a list that was left.
      if (text === this.input.value && document.activeElement === this.input) this.show(text);
    }

    show(text) {
      const { parts, results } = search.find(text);
      const options = results.slice(0, MOST_SUGGESTIONS).map((found) => this.option(found, parts));
      if (!options.length) {
        this.close();
        return this.say(parts.length ? words.none(text.trim()) : "");
      }
      options.push(make("a", { class: "all", href: resultsAddress(text.trim()) }, words.all(text.trim())));
      options.forEach((option, number) => this.complete(option, number));
      this.list.replaceChildren(...options);
      this.list.hidden = false;
      this.input.setAttribute("aria-expanded", "true");
      this.activate(-1);
      this.say(words.suggested(options.length - 1));
    }

    option(found, parts) {
      return make("a", { href: addressOf(found) }, make("span", { class: "names" }, ...titles(found, parts)), chip(found));
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

  /** The result page: its query stands in its address, so that results can be shared and Back and Forward work. */
  class Results {
    constructor(place) {
      this.status = make("p", { role: "status", class: "count" });
      this.list = make("ol", { class: "results" });
      this.rest = make("div", { class: "rest" });
      place.replaceChildren(this.status, this.list, this.rest);
    }

    async answer(query) {
      this.status.textContent = words.loading;
      document.title = `${query} – ${document.title}`;
      try {
        await load();
      } catch {
        this.status.textContent = words.broken;
        return;
      }
      this.show(search.find(query), query);
    }

    show({ all, parts, results }, query) {
      const note = all ? [] : [make("br"), words.some];
      this.status.replaceChildren(results.length ? words.found(results.length, query) : words.none(query), ...note);
      if (results.length) this.add(results, parts);
      else this.rest.append(make("a", { href: `${home}organizations/${end}` }, words.browse));
    }

    add(results, parts) {
      this.list.append(...results.slice(0, RESULTS_AT_ONCE).map((found) => this.result(found, parts)));
      this.rest.replaceChildren();
      const more = results.slice(RESULTS_AT_ONCE);
      if (!more.length) return;
      const button = make("button", { type: "button" }, words.more);
      button.addEventListener("click", () => {
        this.add(more, parts);
        // The focus goes on to the first result that came, not to the page's beginning.
        this.list.children[this.list.children.length - Math.min(more.length, RESULTS_AT_ONCE)].querySelector("a").focus();
      });
      this.rest.append(button);
    }

    result(found, parts) {
      const link = make("a", { href: addressOf(found) }, ...titles(found, parts));
      const facts = found.facts[language] ?? "";
      const lines = [make("p", { class: "facts-line" }, chip(found), " ", ...shown(search.mark(facts, parts)))];
      const snippet = search.snippet(found.passages, parts);
      if (snippet.length) lines.push(make("p", { class: "snippet", lang: languageOf(snippet) }, ...shown(snippet)));
      return make("li", {}, link, ...lines);
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

  const place = document.getElementById("search-results");
  const query = (new URLSearchParams(location.search).get("q") ?? "").trim();
  if (place && query) {
    for (const box of boxes) box.input.value = query;
    new Results(place).answer(query);
  }
})((globalThis.dealdirSearch ??= {}));

/* The result page. Query and filters stand in its address, so that results can be shared and Back and Forward work. */
"use strict";
((search) => {
  const RESULTS_AT_ONCE = 10;
  const { fill, make, shown, words } = search;
  const title = document.title;

  /** What the address asks for: `{query, kind, year}`. */
  function asked() {
    const values = new URLSearchParams(location.search);
    return { query: (values.get("q") ?? "").trim(), kind: values.get("kind") ?? "", year: Number(values.get("year")) || 0 };
  }

  function addressFor({ query, kind, year }) {
    const values = new URLSearchParams({ q: query, ...(kind && { kind }), ...(year && { year }) });
    return `${location.pathname}?${values}`;
  }

  function result(found) {
    const link = make("a", { href: search.addressOf(found) }, ...search.titles(found));
    const lines = [make("p", { class: "facts-line" }, search.chip(found), " ", ...shown(found.facts))];
    const { snippet } = found;
    if (snippet.length) lines.push(make("p", { class: "snippet", lang: search.languageOf(snippet) }, ...shown(snippet)));
    return make("li", {}, link, ...lines);
  }

  class Results {
    constructor(place) {
      this.status = make("p", { role: "status", class: "count" });
      this.filters = make("div", { class: "search-filters" });
      this.list = make("ol", { class: "results" });
      this.rest = make("div", { class: "rest" });
      place.replaceChildren(this.status, this.filters, this.list, this.rest);
    }

    async answer() {
      const wish = asked();
      // Of answers that cross each other, the one to the last wish counts.
      const turn = (this.turn = (this.turn ?? 0) + 1);
      this.status.textContent = words.loading;
      document.title = `${wish.query} – ${title}`;
      for (const box of search.boxes) box.input.value = wish.query;
      for (const link of document.querySelectorAll("a.language")) link.search = location.search;
      try {
        const answer = await this.ask(wish, 0);
        if (turn === this.turn) this.show(answer, wish);
      } catch {
        if (turn === this.turn) this.status.textContent = words.broken;
      }
    }

    ask({ query, kind, year }, from) {
      // The space tells that the last word is whole: here nobody is typing.
      return search.ask("find", `${query} `, { kind, year, from, count: RESULTS_AT_ONCE });
    }

    show(answer, wish) {
      const { total, unfiltered } = answer;
      const { query } = wish;
      const found = () => fill(words.found, { count: total, query: answer.instead?.trim() ?? query });
      const count = total || unfiltered ? found() : fill(words.none, { query });
      const before = answer.instead ? [fill(words.instead, { query }), make("br")] : [];
      const after = answer.all ? [] : [make("br"), words.some];
      this.status.replaceChildren(...before, count, ...after);
      this.filters.replaceChildren(...(unfiltered ? this.choices(answer, wish) : []));
      this.list.replaceChildren();
      this.rest.replaceChildren();
      if (unfiltered) this.add(answer, wish);
      if (!unfiltered || answer.instead) this.offerListing();
    }

    offerListing() {
      this.rest.append(make("a", { href: `${search.home}organizations/${search.end}` }, words.browse));
    }

    choices({ kinds, years }, wish) {
      const named = kinds.map(([kind, count]) => [kind, words[kind], count]);
      const dated = years.map(([year, count]) => [year, String(year), count]);
      return [this.choice("kind", named, wish), this.choice("year", dated, wish)].filter((one) => one.childElementCount > 2);
    }

    /** One filter, as buttons of which one is pressed; the first takes the filter away. */
    choice(name, values, wish) {
      const buttons = [["", words.every, null], ...values].map(([value, label, count]) => {
        const button = make("button", { type: "button", "aria-pressed": String((wish[name] || "") === value) }, label);
        if (count !== null) button.append(" ", make("span", { class: "figure" }, String(count)));
        button.addEventListener("click", () => this.choose({ ...wish, [name]: value }, name, value));
        button.dataset.value = value;
        return button;
      });
      const group = make("div", { role: "group", "aria-label": words[name], "data-filter": name });
      group.append(make("span", { class: "label" }, words[name]), ...buttons);
      return group;
    }

    async choose(wish, name, value) {
      history.pushState(null, "", addressFor(wish));
      await this.answer();
      this.filters.querySelector(`[data-filter="${name}"] [data-value="${value}"]`)?.focus();
    }

    add({ results, total }, wish) {
      this.list.append(...results.map(result));
      this.rest.replaceChildren();
      if (this.list.childElementCount >= total) return;
      const button = make("button", { type: "button" }, words.more);
      button.addEventListener("click", () => this.addMore(wish));
      this.rest.append(button);
    }

    async addMore(wish) {
      const before = this.list.childElementCount;
      this.add(await this.ask(wish, before), wish);
      // The focus goes on to the first result that came, not to the page's beginning.
      this.list.children[before]?.querySelector("a").focus();
    }
  }

  const place = document.getElementById("search-results");
  if (asked().query) {
    const results = new Results(place);
    addEventListener("popstate", () => results.answer());
    results.answer();
  }
})((globalThis.dealdirSearch ??= {}));

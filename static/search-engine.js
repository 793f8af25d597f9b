/* Answers a typed text: asks lunr.js of the parts of the index, judges, ranks, and cuts what a result shows. */
"use strict";
((search) => {
  const MOST_SUGGESTIONS = 8;
  // In this order kinds rank and are offered as filters.
  const KINDS = ["organization", "agreement", "event", "article"];

  let last = { text: null };

  /** What lunr finds in one of the indexes, judged. */
  async function ask(question, name) {
    const clauses = name === "n" ? search.nameClauses(question) : search.clauses(question);
    if (!clauses.length || !question.parts.length) return [];
    const { index, members } = await search.assemble(clauses, name);
    const wildcard = (clause) => (clause.prefix ? `${clause.term}*` : clause.term);
    const found = index.query((query) => {
      for (const clause of clauses) query.term(wildcard(clause), { fields: clause.fields, boost: clause.boost });
    });
    return found.map((one) => search.judge(one, members.get(Number(one.ref)), question)).filter(({ barred }) => !barred);
  }

  const inOrder = (a, b) => b.exact - a.exact || (a.exact ? 0 : b.score - a.score);

  /** The numbers of documents, those with an exact name first, then by score; what is equal, in the order of its numbers:
      organizations first. */
  function ranked(kept) {
    const sorted = Array.from(kept).sort(inOrder);
    const found = [];
    for (let at = 0, next; at < sorted.length; at = next) {
      next = at + 1;
      while (next < sorted.length && !inOrder(sorted[at], sorted[next])) next++;
      const equal = sorted.slice(at, next).flatMap(({ documents }) => documents);
      for (const number of equal.sort((a, b) => a - b)) found.push(number);
    }
    return found;
  }

  async function foldScript() {
    const [pairs] = await search.take(["folds"]);
    search.setFolds(search.open().letters, pairs);
  }

  /** Ask, and where nothing holds all of it, once more with traditional characters folded: none stands in the index. */
  async function answer(text, name) {
    const chinese = /\p{Script=Han}/u.test(text);
    if (chinese && /[-－:：]/.test(text)) await foldScript();
    const question = search.read(text);
    const judged = await ask(question, name);
    if (!chinese || judged.some(({ all }) => all)) return { question, judged };
    await foldScript();
    const folded = search.read(text);
    return { question: folded, judged: await ask(folded, name) };
  }

  const whole = ({ judged }) => judged.filter(({ all }) => all);

  /** A text in which words that nothing holds are replaced by the nearest ones that are known; null where none is near. */
  async function mended({ question, judged }) {
    const unknown = question.parts.map(({ filter, owner }, at) => !filter && !owner && !judged.some(({ shares }) => shares[at] === 1));
    if (!unknown.includes(true)) return null;
    if (!search.nearest) await search.insert(["assets/search-mending.js"]);
    const [vocabulary] = await search.take(["vocabulary"]);
    const nearest = question.parts.map(({ text }, at) => (unknown[at] ? search.nearest(text, vocabulary) : null));
    if (!nearest.some(Boolean)) return null;
    const typed = question.parts.map((part, at) => nearest[at] ?? part.typed);
    return [...typed, ...question.without.map((part) => part.typed)].join(" ");
  }

  /** AND first, its last word whole and then begun; then with mended words, which is said; then OR. */
  async function look(text) {
    const first = await answer(text, "t");
    const begun = text.trimEnd();
    const found = whole(first).length || text === begun ? first : await answer(begun, "t");
    if (whole(found).length) return { all: true, ...found, kept: whole(found) };
    const instead = await mended(first);
    const second = instead ? await answer(`${instead} `, "t") : null;
    if (second && whole(second).length) return { all: true, instead, ...second, kept: whole(second) };
    const some = first.judged.filter((one) => one.some && one.fits);
    return { all: !some.length, ...first, kept: some };
  }

  function counted(found, name) {
    const counts = new Map();
    for (const one of found) if (one[name]) counts.set(one[name], (counts.get(one[name]) ?? 0) + 1);
    return Array.from(counts);
  }

  const marks = (question) => question.parts.filter(({ filter }) => !filter).flatMap((part) => part.inside ?? [part]);

  /** What a result shows, its texts in pieces that are marked or not, in a language of the page. */
  function result(found, parts, language) {
    const title = Object.fromEntries(Object.entries(found.title).map(([one, text]) => [one, search.mark(text, parts)]));
    const facts = search.mark(found.facts[language] ?? "", parts);
    return { kind: found.kind, address: found.address, title, facts, snippet: search.snippet(found.passages, parts) };
  }

  async function results(numbers, question, language) {
    const found = await search.documents(numbers);
    const parts = marks(question);
    return found.map((one) => result(one, parts, language));
  }

  /** What a text finds, of some kind and year where these are given: `{all, instead, total, kinds, years, results}`. */
  function find(text, { kind = "", year = 0, from = 0, count = 10, language = "en" } = {}) {
    return search.withManifest(async () => {
      const { build } = search.open();
      if (last.text !== text || last.build !== build) {
        const found = await look(text);
        last = { text, build, ...found, kept: ranked(found.kept).map((number) => ({ number, ...search.filed(number) })) };
      }
      const ofKind = last.kept.filter((one) => !kind || one.kind === kind);
      const ofYear = last.kept.filter((one) => !year || one.year === year);
      const both = ofKind.filter((one) => !year || one.year === year);
      return {
        all: last.all,
        instead: last.instead,
        blank: !last.question.parts.length,
        total: both.length,
        unfiltered: last.kept.length,
        kinds: counted(ofYear, "kind").sort((a, b) => KINDS.indexOf(a[0]) - KINDS.indexOf(b[0])),
        years: counted(ofKind, "year").sort((a, b) => b[0] - a[0]),
        results: await results(both.slice(from, from + count).map(({ number }) => number), last.question, language),
      };
    });
  }

  /** The first documents for a text that is being typed: by their names, then, from the third letter on, by any text. */
  function suggest(text, { language = "en" } = {}) {
    return search.withManifest(async () => {
      const named = await answer(text, "n");
      const kept = ranked(whole(named)).slice(0, MOST_SUGGESTIONS);
      const typed = text.trim();
      if (kept.length < MOST_SUGGESTIONS && (typed.length > 2 || /[^\p{Script=Latin}\p{N}]/u.test(typed))) {
        const found = await look(text);
        const known = new Set(kept);
        const more = ranked(found.kept).filter((number) => !known.has(number));
        kept.push(...(found.instead || !found.all ? (kept.length ? [] : more) : more).slice(0, MOST_SUGGESTIONS - kept.length));
      }
      return { blank: !named.question.parts.length, results: await results(kept, named.question, language) };
    });
  }

  Object.assign(search, { find, suggest });
})((globalThis.dealdirSearch ??= {}));

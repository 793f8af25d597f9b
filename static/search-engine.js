/* The search index and its queries. dealdir/publishing/search.py writes what `receive` takes and tells its form. */
"use strict";
((search) => {
  const MOST_PARTS = 20;
  const MOST_BIGRAMS = 30;
  const NAMES = ["name", "title"];
  const EMPTY = Object.freeze({});
  // What may be missing of a word whose inflection is still being typed: licens-i-ng, plann-e-d.
  const ENDINGS = ["", "g", "ng", "d", "ing"];

  let index = null;
  let documents = [];
  let fields = [];

  function receive(data) {
    search.setFolds(data.letters, data.simplified);
    ({ documents, fields } = data);
    index = documents.length ? assemble(data) : null;
  }

  function assemble({ terms, numbers, postings }) {
    const invertedIndex = Object.create(null);
    const vectors = Object.create(null);
    // A vector must list its terms by their numbers, so they are added in that order.
    const order = Array.from(terms.keys()).sort((a, b) => numbers[a] - numbers[b]);
    for (const at of order) invertedIndex[terms[at]] = row(numbers[at], postings[at], vectors);
    const fieldVectors = Object.create(null);
    for (const reference in vectors) fieldVectors[reference] = new lunr.Vector(vectors[reference]);
    const tokenSet = lunr.TokenSet.fromArray(terms);
    return new lunr.Index({ invertedIndex, fieldVectors, tokenSet, fields, pipeline: new lunr.Pipeline() });
  }

  /** One term's row of lunr's inverted index; the term's weights go to the ends of the vectors they belong to. */
  function row(number, postings, vectors) {
    const all = { _index: number };
    for (const field of fields) all[field] = EMPTY;
    for (const [field, ...columns] of postings) {
      const name = fields[field];
      const found = (all[name] = Object.create(null));
      let at = 0;
      for (let column = 0; column < columns.length; column += 2) {
        at += columns[column];
        found[at] = EMPTY;
        (vectors[`${name}/${at}`] ??= []).push(number, columns[column + 1] / 1000);
      }
    }
    return all;
  }

  /** A typed text as parts. Runs hold bigrams, all to stand in one field; words hold terms, one of them to match. */
  function read(text) {
    const found = search.parts(text).slice(0, MOST_PARTS);
    const typing = !/\s$/.test(text);
    return found.map((part, at) => (search.isRun(part) ? run(part) : word(part, typing && at === found.length - 1)));
  }

  function run(part) {
    const bigrams = Array.from(new Set(search.bigrams(part).slice(0, -1))).slice(0, MOST_BIGRAMS);
    return bigrams.length ? { text: part, bigrams } : { text: part, terms: [], prefix: part, fields };
  }

  /** From its second letter on a word being typed is looked for as a beginning: of names first, of anything from its third. */
  function word(part, typing) {
    const terms = [search.stem(part)];
    if (!typing || part.length < 2) return { text: part, terms };
    const whole = new Set(ENDINGS.map((ending) => search.stem(part + ending)));
    return { text: part, terms: [...whole], prefix: part, fields: part.length > 2 ? fields : NAMES };
  }

  // Terms go to lunr as clauses and not through its query parser, which throws on much that people type.
  function addClauses(query, parts, key) {
    query.term(key, { fields: ["key"], boost: 10 });
    if (key.length > 2 || parts[0].prefix) query.term(`${key}*`, { fields: ["key"] });
    for (const { bigrams = [], terms = [], prefix, fields: within } of parts) {
      for (const bigram of bigrams) query.term(bigram, {});
      terms.forEach((term, at) => query.term(term, { boost: at ? 0.3 : 1 }));
      if (prefix) query.term(`${prefix}*`, { fields: within, boost: 0.3 });
    }
  }

  /** The share of a part that a document holds, from lunr's own match data: 1 where a word matches or all bigrams in one field. */
  function share(part, matched) {
    if (!part.bigrams) {
      const hit = (term) => part.terms.includes(term) || (part.prefix && term.startsWith(part.prefix));
      return Object.keys(matched).some(hit) ? 1 : 0;
    }
    const held = fields.map((field) => part.bigrams.filter((bigram) => matched[bigram]?.[field]).length);
    return Math.max(...held) / part.bigrams.length;
  }

  function judge({ ref, score, matchData }, parts, key) {
    const matched = matchData.metadata;
    const shares = parts.map((part) => share(part, matched));
    const named = Object.keys(matched).some((term) => term.startsWith(key));
    return {
      number: Number(ref),
      score,
      exact: key in matched,
      all: named || shares.every((one) => one === 1),
      some: shares.some((one) => one >= 0.5),
    };
  }

  // An exact name first; then by score. Documents are numbered organizations first, which settles what is equal.
  const inOrder = (a, b) => b.exact - a.exact || (a.exact ? 0 : b.score - a.score) || a.number - b.number;

  /** What a typed text finds: `{all, parts, results}`; `all` is false where no document holds every part and some only some. */
  function find(text) {
    const parts = read(text);
    if (!parts.length || !index) return { all: true, parts, results: [] };
    const key = search.key(text);
    const judged = index.query((query) => addClauses(query, parts, key)).map((one) => judge(one, parts, key));
    const whole = judged.filter((one) => one.all);
    const kept = whole.length ? whole : judged.filter((one) => one.some);
    return { all: kept === whole || !kept.length, parts, results: kept.sort(inOrder).map((one) => documents[one.number]) };
  }

  Object.assign(search, { assemble, find, receive });
})((globalThis.dealdirSearch ??= {}));

/* The index in parts: fetches those that clauses need and makes of them a small index for lunr.js, which then answers
   as the whole index would. dealdir/publishing/search_parts.py writes the parts and tells their form. */
"use strict";
((search) => {
  // A beginning that more parts hold is looked for in the first of them.
  const MOST_PARTS_A_PREFIX = 8;
  const EMPTY = Object.freeze({});

  const received = new Map();
  let manifest = null;
  let renewals = 0;

  function receive(name, data) {
    if (name === "manifest") {
      manifest = data;
      search.setFolds(data.letters, "");
      received.clear();
    } else received.set(name, data);
  }

  const open = () => manifest;

  /** Do some work with the manifest. A missing part means a newer site: then fetch the manifest again, once. */
  async function withManifest(work) {
    if (!manifest) await search.insert(["search/manifest.js"]);
    const { build } = manifest;
    try {
      return await work();
    } catch (error) {
      renewals += 1;
      await search.insert([`search/manifest.js?${renewals}`]);
      if (manifest.build === build) throw error;
      return work();
    }
  }

  /** The data of some files of the build, those not yet here fetched at once. */
  async function take(names) {
    const { build } = manifest;
    const missing = Array.from(new Set(names)).filter((name) => !received.has(`${build}/${name}`));
    if (missing.length) await search.insert(missing.map((name) => `search/${build}/${name}.js`));
    return names.map((name) => received.get(`${build}/${name}`));
  }

  /** How many of some sorted strings are not after `text`. */
  function rank(sorted, text) {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] <= text) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** The names of the parts of an index that may hold what a clause `{term, prefix}` matches. */
  function partsOf(name, { term, prefix }) {
    const bounds = manifest.bounds[name];
    if (!bounds.length) return [];
    const first = Math.max(0, rank(bounds, term) - 1);
    let next = first + 1;
    while (prefix && next < bounds.length && next < first + MOST_PARTS_A_PREFIX && bounds[next].startsWith(term)) next++;
    return Array.from({ length: next - first }, (_, at) => `${name}/${first + at}`);
  }

  /** Where each term's documents begin in the columns of a part's fields; worked out once. */
  function startsOf(part) {
    part.starts ??= part.fields.map(({ counts }) => {
      let sum = 0;
      return counts.map((count) => (sum += count) - count);
    });
    return part.starts;
  }

  /** The places in a part of the terms that a clause matches. */
  function matching({ terms }, { term, prefix }) {
    let at = Math.max(0, rank(terms, term) - 1);
    if (terms[at] < term) at++;
    const found = [];
    for (; at < terms.length && (prefix ? terms[at].startsWith(term) : terms[at] === term); at++) found.push(at);
    return found;
  }

  /** Collects the rows of an index's terms, each once. */
  class Assembly {
    constructor(fields) {
      this.fields = fields;
      this.rows = new Map();
      this.columns = [];
    }

    add(part, at) {
      const term = part.terms[at];
      if (this.rows.has(term)) return;
      const row = { _index: part.numbers[at] };
      this.rows.set(term, row);
      this.fields.forEach((field, place) => (row[field] = this.postings(field, row._index, part, place, at)));
    }

    postings(field, number, part, place, at) {
      const { counts, gaps, weights } = part.fields[place];
      const start = startsOf(part)[place][at];
      if (!counts[at]) return EMPTY;
      const found = Object.create(null);
      let document = 0;
      for (let entry = start; entry < start + counts[at]; entry++) {
        document += gaps[entry];
        found[document] = EMPTY;
        this.columns.push([`${field}/${document}`, number, (weights[entry] ?? 0) / 1000]);
      }
      return found;
    }

    index() {
      const fieldVectors = Object.create(null);
      // A vector lists its terms by their numbers; sums in the same order round to the same scores.
      this.columns.sort((a, b) => a[1] - b[1]);
      for (const [reference, number, weight] of this.columns) (fieldVectors[reference] ??= []).push(number, weight);
      for (const reference in fieldVectors) fieldVectors[reference] = new lunr.Vector(fieldVectors[reference]);
      const invertedIndex = Object.create(null);
      for (const [term, row] of this.rows) invertedIndex[term] = row;
      const tokenSet = lunr.TokenSet.fromArray(Array.from(this.rows.keys()).sort());
      return new lunr.Index({ invertedIndex, fieldVectors, tokenSet, fields: this.fields, pipeline: new lunr.Pipeline() });
    }
  }

  /** A `lunr.Index` that answers clauses as one of the whole indexes would: `t`, of all fields, or `n`, of names. */
  async function assemble(clauses, name = "t") {
    const names = clauses.map((clause) => partsOf(name, clause));
    await take(names.flat());
    const assembly = new Assembly(manifest.fields[name]);
    for (const [place, clause] of clauses.entries()) {
      for (const part of await take(names[place])) {
        for (const at of matching(part, clause)) assembly.add(part, at);
      }
    }
    return assembly.index();
  }

  /** What results show of documents, by their numbers. */
  async function documents(numbers) {
    const size = manifest.documents;
    const lots = await take(numbers.map((number) => `d/${Math.floor(number / size)}`));
    return numbers.map((number, at) => lots[at][number % size]);
  }

  /** The kind and the year (0: none) of a document, from the runs in which the manifest tells them. */
  function filed(number) {
    manifest.ends ??= manifest.runs.map(((sum) => ([, , count]) => (sum += count))(0));
    const [kind, year] = manifest.runs[rank(manifest.ends, number)];
    return { kind, year };
  }

  Object.assign(search, { assemble, documents, filed, open, receive, take, withManifest });
})((globalThis.dealdirSearch ??= {}));

/* The index in parts: fetches those that clauses need and makes of them a small index for lunr.js, which then answers
   as the whole index would. dealdir/publishing/search_parts.py writes the parts and tells their form.

   Documents in which all terms of a question weigh the same score the same. So lunr is asked of one for each such class,
   of which there are tens where thousands of documents match. */
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

  /** Where each term's columns begin in a part, and where each column's documents; worked out once. */
  function startsOf(part) {
    const sums = (counts) => {
      let sum = 0;
      return counts.map((count) => (sum += count) - count);
    };
    part.starts ??= { columns: sums(part.columns), documents: sums(part.counts) };
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

  /** The columns of a term of a part: `{term, number, field, weight, documents}`, their field by its name. */
  function* columnsOf(part, at, fields) {
    const starts = startsOf(part);
    const first = starts.columns[at];
    for (let column = first; column < first + part.columns[at]; column++) {
      const documents = new Int32Array(part.counts[column]);
      let document = 0;
      for (let place = 0; place < documents.length; place++) documents[place] = document += part.gaps[starts.documents[column] + place];
      yield { term: part.terms[at], number: part.numbers[at], field: fields[part.fields[column]], weight: part.weights[column] / 1000, documents };
    }
  }

  /** Divides documents into classes by the columns that hold them. Class 0 are those that none holds. */
  class Division {
    constructor(documents) {
      this.classOf = new Int32Array(documents);
      this.origins = [null];
    }

    /** Part those of each class that a column holds from those that it does not. */
    by(column) {
      const parted = new Map();
      for (const document of column.documents) {
        const old = this.classOf[document];
        let now = parted.get(old);
        if (now === undefined) {
          now = this.origins.push({ old, column }) - 1;
          parted.set(old, now);
        }
        this.classOf[document] = now;
      }
    }

    /** The documents of each class that has any, ascending. */
    members() {
      const found = new Map();
      this.classOf.forEach((one, document) => {
        if (!one) return;
        if (found.has(one)) found.get(one).push(document);
        else found.set(one, [document]);
      });
      return found;
    }

    /** The columns that hold a class, in the order in which they divided. */
    columns(one) {
      const found = [];
      for (let at = one; at; at = this.origins[at].old) found.push(this.origins[at].column);
      return found.reverse();
    }
  }

  /** A lunr.Index of classes, made of the columns of its terms, in the order of the terms' numbers. */
  function indexOf(terms, division, members, fields) {
    const invertedIndex = Object.create(null);
    const fieldVectors = Object.create(null);
    for (const [term, number] of terms) {
      invertedIndex[term] = { _index: number };
      for (const field of fields) invertedIndex[term][field] = Object.create(null);
    }
    for (const one of members.keys()) {
      // A vector lists its terms by their numbers; sums in the same order round to the same scores.
      for (const { term, number, field, weight } of division.columns(one)) {
        invertedIndex[term][field][one] = EMPTY;
        (fieldVectors[`${field}/${one}`] ??= []).push(number, weight);
      }
    }
    for (const reference in fieldVectors) fieldVectors[reference] = new lunr.Vector(fieldVectors[reference]);
    const tokenSet = lunr.TokenSet.fromArray(Array.from(terms.keys()).sort());
    return new lunr.Index({ invertedIndex, fieldVectors, tokenSet, fields, pipeline: new lunr.Pipeline() });
  }

  /** A `lunr.Index` that answers clauses as one of the whole indexes would: `t`, of all fields, or `n`, of names.
      What it names are classes of documents, which score alike: `members` has the numbers of each. */
  async function assemble(clauses, name = "t") {
    const names = clauses.map((clause) => partsOf(name, clause));
    await take(names.flat());
    const places = new Map();
    for (const [place, clause] of clauses.entries()) {
      for (const part of await take(names[place])) for (const at of matching(part, clause)) places.set(part.terms[at], { part, at });
    }
    const fields = manifest.fields[name];
    const found = Array.from(places.values()).sort((a, b) => a.part.numbers[a.at] - b.part.numbers[b.at]);
    const division = new Division(total());
    for (const { part, at } of found) for (const column of columnsOf(part, at, fields)) division.by(column);
    const members = division.members();
    const terms = new Map(found.map(({ part, at }) => [part.terms[at], part.numbers[at]]));
    return { index: indexOf(terms, division, members, fields), members };
  }

  /** What results show of documents, by their numbers. */
  async function documents(numbers) {
    const size = manifest.documents;
    const lots = await take(numbers.map((number) => `d/${Math.floor(number / size)}`));
    return numbers.map((number, at) => lots[at][number % size]);
  }

  /** Where each run of documents of the same kind and year ends. */
  function endsOfRuns() {
    manifest.ends ??= manifest.runs.map(((sum) => ([, , count]) => (sum += count))(0));
    return manifest.ends;
  }

  const total = () => endsOfRuns().at(-1) ?? 0;

  /** The kind and the year (0: none) of a document, from the runs in which the manifest tells them. */
  function filed(number) {
    const [kind, year] = manifest.runs[rank(endsOfRuns(), number)];
    return { kind, year };
  }

  Object.assign(search, { assemble, documents, filed, open, receive, take, withManifest });
})((globalThis.dealdirSearch ??= {}));

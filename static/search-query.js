/* What people type, as what is looked for: words, runs, phrases, filters such as year:2023, and -without. */
"use strict";
((search) => {
  const MOST_PARTS = 20;
  const MOST_BIGRAMS = 30;
  const SHORTEST_PREFIX = 3;
  const NAMED = ["name", "title"];
  const CODES = { type: "type", area: "area", year: "year", 类型: "type", 领域: "area", 年份: "year" };
  // Which field tells of whom, beside the names of the documents of that kind themselves.
  const WITHIN = { org: "organization", event: "event", 机构: "organization", 活动: "event" };
  const SYNTAX = new RegExp(
    `([-－]?)(?:(${[...Object.keys(CODES), ...Object.keys(WITHIN)].join("|")})[:：]\\s*)?(?:["“「]([^"”」]*)["”」]?|(\\S+))`,
    "giu",
  );
  // What may be missing of a word whose inflection is still being typed: licens-i-ng, plann-e-d.
  const ENDINGS = ["", "g", "ng", "d", "ing"];

  const searched = () => search.open().fields.t.filter((field) => field !== "key" && field !== "pinyin" && field !== "code");

  /** A word or run as `{text, terms | bigrams, prefix, fields}`: one of its terms must match, or all bigrams in one field. */
  const part = (text, typing, fields) => (search.isRun(text) ? run(text, fields) : word(text, typing, fields));

  function run(text, fields) {
    const bigrams = Array.from(new Set(search.bigrams(text).slice(0, -1))).slice(0, MOST_BIGRAMS);
    return bigrams.length ? { text, bigrams, fields } : { text, terms: [], prefix: text, fields };
  }

  /** From its second letter on a word being typed is looked for as a beginning: of names first, of anything from its third. */
  function word(text, typing, fields) {
    const terms = [search.stem(text)];
    const optional = !lunr.stopWordFilter(text);
    if (!typing || text.length < 2) return { text, terms, fields, optional };
    const short = text.length < SHORTEST_PREFIX;
    const whole = new Set(ENDINGS.map((ending) => search.stem(text + ending)));
    const prefixed = short ? fields.filter((field) => NAMED.includes(field)) : fields;
    return { text, terms: short ? terms : [...whole], prefix: text, prefixed, fields, optional };
  }

  /** A phrase: everything in it must stand in one field. Where in the field no index of this size could tell. */
  function phrase(text, fields) {
    const inside = search.parts(text).slice(0, MOST_PARTS).map((one) => part(one, false, fields));
    const wanted = inside.filter(({ optional }) => !optional);
    const bigrams = (wanted.length ? wanted : inside).flatMap(({ bigrams, terms }) => bigrams ?? terms);
    return { text: inside.map((one) => one.text).join(" "), bigrams, fields, inside };
  }

  function filter(code, value) {
    const key = search.key(value);
    return { text: value, terms: [], prefix: key && code + key, fields: ["code"], filter: true };
  }

  /** One piece of what was typed as parts, each with what it was typed as. */
  function piece([typed, minus, name = "", quoted, bare = ""], typing) {
    const lower = name.toLowerCase();
    const text = quoted ?? bare;
    const fields = lower in WITHIN ? [WITHIN[lower], "name"] : searched();
    const owner = WITHIN[lower];
    if (lower in CODES) return [filter(CODES[lower], text)].filter(({ prefix }) => prefix).map((one) => ({ ...one, typed, minus }));
    const found =
      quoted === undefined
        ? search.parts(text).map((one, at, all) => part(one, typing && at === all.length - 1, fields))
        : [phrase(text, fields)].filter(({ bigrams }) => bigrams.length);
    return found.map((one) => ({ ...one, minus, owner, typed: name || minus || quoted !== undefined ? typed : one.text }));
  }

  /** A typed text as `{key, parts, without}`. The key, a whole name, are the pieces in plain words, or else what org: and event: ask for. */
  function read(text) {
    const typing = !/\s$/.test(text);
    const pieces = Array.from(text.matchAll(SYNTAX));
    const all = pieces.flatMap((one, at) => piece(one, typing && at === pieces.length - 1)).slice(0, MOST_PARTS);
    const parts = all.filter(({ minus }) => !minus);
    const texts = (wanted) => pieces.filter(([, minus, name = ""]) => !minus && wanted(name.toLowerCase())).map(([, , , quoted, bare]) => quoted ?? bare);
    const key = search.key(texts((name) => !name).join(" ")) || search.key(texts((name) => name in WITHIN).join(" "));
    return { key, typing, parts: parts.length || key ? parts : [], without: all.filter(({ minus }) => minus) };
  }

  /** The clauses of one part for lunr. They do not go through its query parser, which throws on much that people type. */
  function clausesOf({ bigrams = [], terms = [], prefix, prefixed, fields }) {
    return [
      ...bigrams.map((term) => ({ term, fields, boost: 1 })),
      ...terms.map((term, at) => ({ term, fields, boost: at ? 0.3 : 1 })),
      ...(prefix ? [{ term: prefix, prefix: true, fields: prefixed ?? fields, boost: 0.3 }] : []),
    ];
  }

  function keyClauses({ key, typing }) {
    if (!key) return [];
    const whole = [
      { term: key, fields: ["key"], boost: 10 },
      { term: key, fields: ["pinyin"], boost: 5 },
    ];
    const begins = key.length > 2 || typing;
    return begins ? [...whole, { term: key, prefix: true, fields: ["key", "pinyin"], boost: 1 }] : whole;
  }

  /** All clauses of a question; what must be absent is looked for without counting. */
  function clauses(question) {
    const without = question.without.flatMap(clausesOf).map((clause) => ({ ...clause, boost: 0 }));
    return [...keyClauses(question), ...question.parts.flatMap(clausesOf), ...without];
  }

  /** The same, for the index of names alone. */
  function nameClauses(question) {
    const names = search.open().fields.n;
    const kept = clauses(question).map((clause) => ({ ...clause, fields: clause.fields.filter((field) => names.includes(field)) }));
    return kept.filter(({ fields }) => fields.length);
  }

  /** The share of a part that a document holds, from lunr's own match data: 1 where a word matches or all bigrams in one field. */
  function share({ bigrams, terms, prefix, fields, owner }, matched, kind) {
    const counting = fields.filter((field) => !owner || field !== "name" || kind === owner);
    const holds = (term) => counting.some((field) => matched[term]?.[field]);
    if (!bigrams) return Object.keys(matched).some((term) => (terms.includes(term) || (prefix && term.startsWith(prefix))) && holds(term)) ? 1 : 0;
    return Math.max(...counting.map((field) => bigrams.filter((bigram) => matched[bigram]?.[field]).length)) / bigrams.length;
  }

  /** How a result of lunr, which stands for documents of a kind that match alike, answers a question. */
  function judge({ score, matchData }, documents, question) {
    const { kind } = search.filed(documents[0]);
    const matched = matchData.metadata;
    const shares = question.parts.map((one) => share(one, matched, kind));
    const named = question.key && Object.keys(matched).some((term) => term.startsWith(question.key));
    const needed = (one, at) => shares[at] === 1 || one.optional || (named && !one.filter && !one.owner);
    return {
      documents,
      score,
      shares,
      exact: question.key in matched && "key" in matched[question.key],
      all: question.parts.every(needed) && (named || shares.includes(1)),
      some: shares.some((one, at) => one >= 0.5 && !question.parts[at].filter),
      fits: question.parts.every((one, at) => !one.filter || shares[at] === 1),
      barred: question.without.some((one) => share(one, matched, kind) === 1),
    };
  }

  Object.assign(search, { clauses, judge, nameClauses, read });
})((globalThis.dealdirSearch ??= {}));

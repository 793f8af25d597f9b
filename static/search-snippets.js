/* What matches a query in a text, and a snippet of a document: texts in pieces, marked or not. Nothing here makes HTML. */
"use strict";
((search) => {
  // A Chinese character takes two columns.
  const SNIPPET_COLUMNS = 180;

  /** A text folded character by character, with the place in the text of each folded one, and the text's end. */
  function foldInPlace(text) {
    const places = [];
    let folded = "";
    let at = 0;
    for (const character of text) {
      const plain = search.fold(character);
      for (let unit = 0; unit < plain.length; unit++) places.push(at);
      folded += plain;
      at += character.length;
    }
    return { folded, places: [...places, at] };
  }

  /** Where in a folded word or run the parts of a query stand: pairs of offsets. */
  function hits(found, parts) {
    if (!search.isRun(found)) {
      const stem = search.stem(found);
      const hit = ({ terms = [], prefix }) => terms.includes(stem) || (prefix && found.startsWith(prefix));
      return parts.some(hit) ? [[0, found.length]] : [];
    }
    return parts.filter((part) => search.isRun(part.text)).flatMap((part) => occurrences(found, part.text));
  }

  function occurrences(text, wanted) {
    const found = [];
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length)) {
      found.push([at, at + wanted.length]);
    }
    return found;
  }

  /** Where a query's parts stand in a text: pairs of offsets, in order, none overlapping. */
  function matches(text, parts) {
    const { folded, places } = foldInPlace(text);
    const found = [];
    for (const { 0: part, index: start } of folded.matchAll(search.PARTS)) {
      for (const [from, to] of hits(part, parts)) found.push([places[start + from], places[start + to]]);
    }
    found.sort((a, b) => a[0] - b[0]);
    return found.filter(([from], at) => !at || from >= found[at - 1][1]);
  }

  const columns = (character) => (search.isRun(character) ? 2 : 1);

  /** The end of the stretch of `text` from `start` on that fills no more than `room` columns. */
  function reach(text, start, room) {
    let at = start;
    for (const character of text.slice(start)) {
      room -= columns(character);
      if (room < 0) break;
      at += character.length;
    }
    return at;
  }

  /** A stretch of a text of fixed width, around its first match, cut between words. */
  function cut(text, found) {
    const first = found.length ? found[0][0] : 0;
    let start = 0;
    if (reach(text, 0, SNIPPET_COLUMNS) < text.length && first > SNIPPET_COLUMNS / 4) {
      start = Math.max(0, first - SNIPPET_COLUMNS / 4);
      const space = text.slice(start, first).search(/[\s，。；、]/u);
      start = space < 0 ? first : start + space + 1;
    }
    let end = reach(text, start, SNIPPET_COLUMNS);
    const space = end < text.length ? text.slice(start, end).search(/\s\S*$/u) : -1;
    if (space > SNIPPET_COLUMNS / 2) end = start + space;
    return [start, end];
  }

  /** A text as pieces `{text, marked}`, those marked that match; `from` and `to` cut it. */
  function marked(text, found, from = 0, to = text.length) {
    const pieces = [];
    let at = from;
    for (const [start, end] of found.filter(([start, end]) => start >= from && end <= to)) {
      pieces.push({ text: text.slice(at, start), marked: false }, { text: text.slice(start, end), marked: true });
      at = end;
    }
    pieces.push({ text: text.slice(at, to), marked: false });
    return pieces.filter((piece) => piece.text);
  }

  const mark = (text, parts) => marked(text, matches(text, parts));

  /** The passage with most matches, the first of equals, cut and marked. */
  function snippet(passages, parts) {
    const judged = passages.map((text) => ({ text, found: matches(text, parts) }));
    const best = judged.reduce((a, b) => (b.found.length > a.found.length ? b : a), { text: "", found: [] });
    const { text, found } = best.text ? best : (judged[0] ?? best);
    const [from, to] = cut(text, found);
    const pieces = marked(text, found, from, to);
    if (from > 0) pieces.unshift({ text: "…", marked: false });
    if (to < text.length) pieces.push({ text: "…", marked: false });
    return pieces;
  }

  Object.assign(search, { mark, snippet });
})((globalThis.dealdirSearch ??= {}));

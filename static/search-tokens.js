/* Text to search tokens: the twin of dealdir/publishing/tokens.py. Tests hold the two equal; change them together. */
"use strict";
((search) => {
  const LONGEST_WORD = 40;
  const LONGEST_KEY = 80;
  const HAN = "\\u3005-\\u3007\\u3021-\\u3029\\u3400-\\u4dbf\\u4e00-\\u9fff\\uf900-\\ufaff\\u{20000}-\\u{323af}";
  const KANA = "\\u3041-\\u3096\\u309d-\\u309f\\u30a1-\\u30fa\\u30fc-\\u30ff\\u31f0-\\u31ff";
  const HANGUL = "\\u1100-\\u11ff\\u3131-\\u318e\\ua960-\\ua97c\\uac00-\\ud7a3\\ud7b0-\\ud7fb";
  const RUN = HAN + KANA + HANGUL;
  const WORD = `(?![${RUN}])[\\p{L}\\p{N}]`;
  const PARTS = new RegExp(`[${RUN}]+|(?:${WORD})+`, "gu");
  const POSSESSIVE = new RegExp(`['’ʼ]s(?!${WORD})`, "gu");
  const IS_RUN = new RegExp(`^[${RUN}]`, "u");

  // What folds one character into others comes with the index, which knows the characters it holds.
  let folded = new Map();

  /** letters: {character: plain letters}; simplified: a string in which each traditional character precedes its simplified one. */
  function setFolds(letters, simplified) {
    const pairs = Array.from(simplified);
    folded = new Map(Object.entries(letters));
    for (let at = 0; at < pairs.length; at += 2) folded.set(pairs[at], pairs[at + 1]);
  }

  function fold(text) {
    const plain = text.normalize("NFKD").replace(/\p{Mn}/gu, "").toLowerCase().replaceAll("ς", "σ");
    return Array.from(plain, (character) => folded.get(character) ?? character).join("").normalize("NFC");
  }

  const cut = (text, length) => (text.length > length ? Array.from(text).slice(0, length).join("") : text);

  const isRun = (part) => IS_RUN.test(part);

  /** The folded words and runs of a text: words cut, runs whole. A final 's is no part of its word. */
  function parts(text) {
    const found = fold(text).replace(POSSESSIVE, " ").match(PARTS) ?? [];
    return found.map((part) => (isRun(part) ? part : cut(part, LONGEST_WORD)));
  }

  /** Each two neighbours of a run, then its last character. */
  function bigrams(run) {
    const characters = Array.from(run);
    return characters.map((character, at) => character + (characters[at + 1] ?? ""));
  }

  /** An English word without plural, -ed, -ing and final e, and y as i. Other words are given back. */
  function stem(word) {
    if (!/^[a-z]{4,}$/.test(word)) return word;
    let base = word.replace(/(?<=[a-z]{2}[^siu])s$/, "");
    const inflected = /^([a-z]*[aeiouy][a-z]*)(?:ing|(?<!e)ed)$/.exec(base);
    if (inflected && inflected[1].length > 2) base = inflected[1].replace(/([^aeiouylsz])\1$/, "$1");
    if (base.length > 3 && base.endsWith("e")) base = base.slice(0, -1);
    return base.replace(/(?<=[^aeiou])y$/, "i");
  }

  const tokens = (text) => parts(text).flatMap((part) => (isRun(part) ? bigrams(part) : [stem(part)]));

  /** One token for a whole name, whatever its spaces and punctuation; empty where no letter or digit is left. */
  function key(text) {
    const joined = cut(parts(text).join(""), LONGEST_KEY);
    return joined && "=" + joined;
  }

  Object.assign(search, { PARTS, bigrams, fold, isRun, key, parts, setFolds, stem, tokens });
})((globalThis.dealdirSearch ??= {}));

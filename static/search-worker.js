/* The search apart from the page, so that typing never waits for it. A page opened from disk has no worker. */
"use strict";
// Resolved against this file, which stands in assets/.
const fromHere = (path) => `../${path}`;

/** Hand on what a file of the index hands on, without running it: `importScripts` would fetch one file after the other. */
async function receive(path) {
  const response = await fetch(fromHere(path));
  if (!response.ok) throw new Error(path);
  const script = await response.text();
  dealdirSearch.receive(...JSON.parse(`[${script.slice(script.indexOf("(") + 1, script.lastIndexOf(")"))}]`));
}

const insertOne = (path) => (path.startsWith("search/") ? receive(path) : importScripts(fromHere(path)));

globalThis.dealdirSearch = { insert: (paths) => Promise.all(paths.map(insertOne)) };
importScripts("lunr.js", "search-tokens.js", "search-parts.js", "search-query.js", "search-snippets.js", "search-engine.js");
addEventListener("message", async ({ data: { task, text, options } }) => {
  try {
    postMessage({ answer: await dealdirSearch[task](text, options) });
  } catch (error) {
    postMessage({ error: String(error) });
  }
});

/* The search apart from the page, so that typing never waits for it. A page opened from disk has no worker. */
"use strict";
globalThis.dealdirSearch = {
  // Resolved against this file, which stands in assets/.
  insert: async (paths) => importScripts(...paths.map((path) => `../${path}`)),
};
importScripts("lunr.js", "search-tokens.js", "search-parts.js", "search-query.js", "search-snippets.js", "search-engine.js");
addEventListener("message", async ({ data: { task, text, options } }) => {
  try {
    postMessage({ answer: await dealdirSearch[task](text, options) });
  } catch (error) {
    postMessage({ error: String(error) });
  }
});

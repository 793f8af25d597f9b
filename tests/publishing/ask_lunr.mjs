// Answers questions about a site's search in Node, with the site's own scripts: reads a request as JSON, writes the answers.
//   compare   each list of clauses asked of the whole index and of one assembled from parts; what both gave
//   find      what each text finds
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runInThisContext } from "node:vm";

const { site, whole, compare = [], find = [], count = 10 } = JSON.parse(readFileSync(0, "utf8"));

const run = (path) => runInThisContext(readFileSync(join(site, path.split("?")[0]), "utf8"), { filename: path });
globalThis.dealdirSearch = { insert: async (paths) => paths.forEach(run) };
for (const name of ["lunr", "search-tokens", "search-parts", "search-query", "search-snippets", "search-engine"]) run(`assets/${name}.js`);
const search = globalThis.dealdirSearch;

// What lunr finds, by score; what is equal, in the order of its numbers. `members` has the documents that a result stands for.
function ask(index, clauses, members = null) {
  const found = index.query((query) => {
    for (const { term, prefix, fields, boost, presence } of clauses) {
      query.term(prefix ? `${term}*` : term, { fields, boost, ...(presence && { presence: lunr.Query.presence[presence] }) });
    }
  });
  const results = found.flatMap(({ ref, score, matchData }) => {
    const terms = Object.entries(matchData.metadata).map(([term, fields]) => [term, Object.keys(fields).sort()]);
    return (members?.get(Number(ref)) ?? [Number(ref)]).map((number) => [number, score, terms.sort()]);
  });
  return JSON.stringify(results.sort((a, b) => b[1] - a[1] || a[0] - b[0]));
}

const answers = {};
await search.withManifest(async () => {
  if (!compare.length) return;
  const index = lunr.Index.load(JSON.parse(readFileSync(whole, "utf8")));
  answers.compare = { asked: 0, found: 0, different: [] };
  for (const clauses of compare) {
    const one = ask(index, clauses);
    const { index: small, members } = await search.assemble(clauses);
    const other = ask(small, clauses, members);
    answers.compare.asked += 1;
    if (one !== "[]") answers.compare.found += 1;
    if (one !== other) answers.compare.different.push([clauses, one.slice(0, 300), other.slice(0, 300)]);
  }
});
answers.find = [];
for (const text of find) {
  const { results, ...rest } = await search.find(text, { count });
  answers.find.push({ ...rest, addresses: results.map(({ address }) => address), results });
}
process.stdout.write(JSON.stringify(answers));

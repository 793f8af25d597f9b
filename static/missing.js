/* The page for addresses that do not exist: it suggests pages whose present or former addresses are near to the one asked for. */
"use strict";
(() => {
  const MOST = 5;
  const LEAST_LIKENESS = 0.5;
  const BONUS_FOR_KIND = 0.1;
  const page = document.documentElement;
  const root = new URL(page.dataset.root || "/", location.href);
  const place = document.getElementById("near");

  const fold = (text) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");

  /** An address as its kind and the rest: of "organizations/acme/", "organizations" and "acme". */
  function parts(address) {
    const found = address.split("/").filter((part) => part && part !== "index.html");
    return { kind: fold(found.length > 1 ? found[0] : ""), slug: fold(found.slice(found.length > 1 ? 1 : 0).join("-")) };
  }

  function pairs(text) {
    const found = new Set();
    for (let at = 0; at + 1 < text.length; at++) found.add(text.slice(at, at + 2));
    return found;
  }

  /** How much two texts have in common, by their pairs of letters (Dice's coefficient): 0 to 1. */
  function likeness(one, other) {
    let common = 0;
    for (const pair of one) if (other.has(pair)) common++;
    return one.size + other.size ? (2 * common) / (one.size + other.size) : 0;
  }

  /** Addresses of pages, the nearest first, each once. */
  function near(asked, aliases, titles) {
    const { kind, slug } = parts(asked);
    const wanted = pairs(slug);
    const scores = new Map();
    const weigh = (target, address, title) => {
      const known = parts(address);
      const like = Math.max(likeness(wanted, pairs(known.slug)), likeness(wanted, pairs(fold(title))));
      const score = like < LEAST_LIKENESS ? 0 : like + (known.kind === kind ? BONUS_FOR_KIND : 0);
      if (score > (scores.get(target) ?? 0)) scores.set(target, score);
    };
    for (const [address, title] of Object.entries(titles)) weigh(address, address, title);
    for (const [address, target] of Object.entries(aliases)) weigh(target, address, titles[target] ?? "");
    return [...scores].sort(([, one], [, other]) => other - one).slice(0, MOST).map(([address]) => address);
  }

  function item(address, title, folder) {
    const link = document.createElement("a");
    link.href = root.href + folder + address + (page.dataset.index ?? "");
    link.textContent = title;
    link.lang = /\p{Script=Han}/u.test(title) ? "zh-Hans" : "en";
    const row = document.createElement("li");
    row.append(link);
    return row;
  }

  async function read(file) {
    const answer = await fetch(new URL(file, root));
    if (!answer.ok) throw new Error(file);
    return answer.json();
  }

  /** A page opened from disk can't fetch, and one on another host than its own has other addresses. */
  const isAtHome = location.protocol.startsWith("http") && location.href.startsWith(root.href);

  async function suggest() {
    const asked = decodeURIComponent(location.pathname.slice(root.pathname.length));
    const folder = place.dataset.folders.split(" ").find((one) => one && asked.startsWith(one)) ?? "";
    const [aliases, titles] = await Promise.all(["aliases.json", `${folder}pages.json`].map(read));
    const found = near(asked.slice(folder.length), aliases, titles);
    const items = found.map((address) => item(address, titles[address] ?? address, folder));
    place.querySelector("ul").replaceChildren(...items);
    place.hidden = !found.length;
  }

  // Where the maps can't be had, the page is as it is without this script.
  if (isAtHome) suggest().catch(() => {});
})();

// The page of the network: what an organization is tied to lights up with it. Without this, its ties alone do.
"use strict";
(() => {
  const picture = document.querySelector("svg.network");
  if (!picture) return;
  const place = (dot) => dot.getAttribute("transform").match(/-?\d+/g).map(Number);
  const dots = new Map([...picture.querySelectorAll("a[id]")].map((dot) => [place(dot).join(), dot]));
  const around = (dot) => {
    const [x, y] = place(dot);
    const rays = dot.querySelector("path").getAttribute("d").match(/-?\d+/g) ?? [];
    return rays.flatMap((_, at) => (at % 4 === 2 ? [dots.get([x + +rays[at], y + +rays[at + 1]].join())] : []));
  };
  const light = (dot) => {
    picture.querySelectorAll(".near").forEach((one) => one.classList.remove("near"));
    picture.classList.toggle("lit", Boolean(dot));
    if (dot) [dot, ...around(dot)].forEach((one) => one?.classList.add("near"));
  };
  const named = () => document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest("svg.network a[id]");
  const follow = (event) => light(event.target.closest("a[id]") ?? named());
  picture.addEventListener("pointerover", follow);
  picture.addEventListener("focusin", follow);
  picture.addEventListener("pointerleave", () => light(named()));
  addEventListener("hashchange", () => light(named()));
  light(named());
})();

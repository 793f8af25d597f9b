/* Keeps in the address which entries of a record are shown. Showing them takes no script: the style sheet does it. */
"use strict";
{
  const choices = [...document.querySelectorAll(".kinds input")];
  const pages = [...document.querySelectorAll(".pagination a")];

  const keep = (chosen) => {
    const address = new URL(location.href);
    if (chosen) address.searchParams.set("record", chosen);
    else address.searchParams.delete("record");
    history.replaceState(null, "", address);
    for (const page of pages) page.search = address.search;
  };

  const follow = () => {
    const asked = new URLSearchParams(location.search).get("record") ?? "";
    const choice = choices.find(({ value }) => value === asked) ?? choices[0];
    if (!choice) return;
    choice.checked = true;
    keep(choice.value);
  };

  for (const choice of choices) choice.addEventListener("change", () => keep(choice.value));
  addEventListener("pageshow", follow);
}

/* The nearest known word to one that nothing holds; fetched only then. */
"use strict";
((search) => {
  const SHORTEST = 3;

  /** Whether two words, given as arrays of characters, differ by one character: another, one more, one less, or two neighbours swapped. */
  function differByOne(a, b) {
    if (a.length > b.length) return differByOne(b, a);
    if (b.length - a.length > 1) return false;
    let same = 0;
    while (same < a.length && a[same] === b[same]) same++;
    const rest = (word, from) => word.slice(from).join("");
    if (a.length < b.length) return rest(a, same) === rest(b, same + 1);
    if (same === a.length) return false;
    if (rest(a, same + 1) === rest(b, same + 1)) return true;
    return a[same] === b[same + 1] && a[same + 1] === b[same] && rest(a, same + 2) === rest(b, same + 2);
  }

  /** The first of the known words, which stand most frequent first, that one mistake could have made this one; or null. */
  function nearest(word, known) {
    const typed = Array.from(word);
    if (typed.length < SHORTEST) return null;
    const near = (one) => Math.abs(one.length - word.length) < 3 && differByOne(typed, Array.from(one));
    return known.find(near) ?? null;
  }

  Object.assign(search, { nearest });
})((globalThis.dealdirSearch ??= {}));

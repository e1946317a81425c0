/* What a copy of the site does without a server: searching, and checking a record. A page that opens from a disk may load
   classic scripts and nothing else, so the index is scripts that call `ark`, and a record stands in its page. */

(() => {
  const own = document.currentScript.src;
  const at = (name) => new URL(name, own).href;

  /* The same as articles/characters/folding.py for letters and digits: what is raised, or broken, stays so. */
  const notRaised = /[^ªº²³¹⁰ⁱ⁴-ⁿ¼-¾⅐-⅟↉ʰ-ʸˠ-ˤᴬ-ᵡᵸᶛ-ᶿ①-⓿]+/gu;
  const unseen = /[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0]/g;
  const unaccented = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC");
  const folded = (text) =>
    unaccented(text.replace(unseen, "").replace(notRaised, (part) => part.normalize("NFKC")).replace("ẞ", "ß"))
      .toLowerCase()
      .replaceAll("ς", "σ");
  const wordsOf = (text) => folded(text).match(/[\p{L}\p{N}_]{2,}/gu) ?? [];
  const fileOf = (word) => "words-" + Array.from(word).slice(0, 2).map((letter) => letter.codePointAt(0).toString(16)).join("-") + ".js";

  const index = { pages: [], words: {} };
  window.ark = {
    pages: (pages) => (index.pages = pages),
    words: (_beginning, words) => Object.assign(index.words, words),
  };
  const loaded = {};
  const load = (name) =>
    (loaded[name] ??= new Promise((done) => {
      const script = document.createElement("script");
      script.src = at(name);
      script.onload = script.onerror = done; // no file: no page has such a word
      document.head.append(script);
    }));

  /* Pages with all words, each of which may be the beginning of a longer one. */
  function find(words) {
    let found = null;
    for (const word of words) {
      const here = new Map();
      for (const [known, places] of Object.entries(index.words)) {
        if (!known.startsWith(word)) continue;
        for (let i = 0; i < places.length; i += 2) {
          const weight = places[i + 1] * (known === word ? 2 : 1);
          here.set(places[i], (here.get(places[i]) ?? 0) + weight);
        }
      }
      const before = found;
      found = before ? new Map([...here].filter(([page]) => before.has(page)).map(([page, weight]) => [page, Math.min(weight, before.get(page))])) : here;
    }
    return [...(found ?? [])].sort((a, b) => b[1] - a[1]).slice(0, 50).map(([page]) => index.pages[page]);
  }

  async function search(section, asked) {
    const words = [...new Set(wordsOf(asked))];
    if (!words.length) return;
    await Promise.all([load("pages.js"), ...words.map((word) => load(fileOf(word)))]);
    const results = find(words);
    const said = document.createElement("p");
    said.setAttribute("role", "status");
    said.textContent = results.length ? `${section.dataset.found} ${results.length}` : section.dataset.none;
    const list = document.createElement("ol");
    list.className = "results";
    for (const [title, file, standfirst] of results) {
      const item = document.createElement("li");
      item.className = "result";
      const heading = document.createElement("h2");
      heading.className = "result__title";
      const link = document.createElement("a");
      link.href = at(`../${file}`);
      link.textContent = title;
      heading.append(link);
      const text = document.createElement("p");
      text.textContent = standfirst;
      item.append(heading, text);
      list.append(item);
    }
    section.replaceChildren(said, list);
  }

  const section = document.querySelector("[data-ark-search]");
  const asked = new URLSearchParams(location.search).get("q") ?? "";
  document.querySelector(".page__body")?.prepend(section ?? "");
  if (section && asked) {
    for (const box of document.querySelectorAll("input[name=q]")) box.value = asked;
    search(section, asked);
  }

  /* check_record.js, as the site has it, reads the record out of the page and itself out of program.js. */
  const record = document.getElementById("ark-record");
  if (record) {
    const key = document.getElementById("ark-key");
    window.ark.check = (program) => {
      const kept = { record: record.textContent, key: JSON.parse(key.textContent), program };
      window.ark.fetch = async (what) => new Response(kept[what], { status: kept[what] ? 200 : 404 });
      const section = document.querySelector("[data-check-record]");
      section.dataset.record = "record";
      section.dataset.key = "key";
      const script = document.createElement("script");
      script.type = "module";
      script.textContent = program.replaceAll("import.meta.url", '"program"').replaceAll(/\bfetch\(/g, "window.ark.fetch(");
      document.body.append(script);
    };
    load("program.js");
  }
})();

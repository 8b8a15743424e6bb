// Search on /search/. Pagefind, which does the finding, is loaded when there is something to find and not before.
// Nothing from the index is ever read as HTML: excerpts come as text with <mark> around the hits, and are taken apart here.

const PAGE = 10;
const PAUSE = 150; // milliseconds without a key, before a word counts as typed
const PATIENCE = 20000; // milliseconds until an index that does not answer is given up

const part = (id) => document.getElementById(id);
const root = part("search");
const field = part("q");
const status = part("search-status");
const trouble = part("search-trouble");
const found = part("search-found");
const list = part("search-results");
const more = part("search-more");
const browse = part("search-browse");
const narrow = part("search-narrow");
const filters = part("search-filters");
const groups = [...filters.querySelectorAll("[data-filter]")];
const title = document.title;

let engine = null;
let turn = 0; // counts searches, so that a late answer to an old one is dropped
let results = [];

function load() {
  engine ??= import(root.dataset.engine).then(async (pagefind) => {
    await pagefind.init();
    await pagefind.filters();
    return pagefind;
  });
  return engine;
}

function within(time, promise) {
  return Promise.race([promise, new Promise((_, give) => setTimeout(give, time, new Error("no answer")))]);
}

// What is chosen, by group: {kind: ["Post"], year: ["2014"]}. Groups without a choice are left out.
function chosen() {
  const pairs = groups.map((group) => group.dataset.filter).map((name) => [name, new FormData(filters).getAll(name).filter(Boolean)]);
  return Object.fromEntries(pairs.filter(([, values]) => values.length));
}

function asked(choice) {
  return Object.fromEntries(Object.entries(choice).map(([name, values]) => [name, { any: values }]));
}

function remember(words, choice) {
  const query = new URLSearchParams({ q: words });
  for (const [name, values] of Object.entries(choice)) values.forEach((value) => query.append(name, value));
  const address = words ? `?${query}` : "";
  if (address !== location.search) history.replaceState(history.state, "", location.pathname + address);
  const number = Object.values(choice).flat().length;
  part("search-chosen").textContent = number ? `${number} chosen` : "";
  document.title = words ? `${words} – ${title}` : title;
}

async function search(pause) {
  const mine = ++turn;
  const words = field.value.trim();
  const choice = chosen();
  if (pause && words) await new Promise((resolve) => setTimeout(resolve, pause));
  if (mine !== turn) return;
  remember(words, choice);
  if (!words) return clear();
  try {
    if (!results.length) status.textContent = "Searching …";
    const pagefind = await within(PATIENCE, load());
    const answer = await within(PATIENCE, pagefind.search(words, { filters: asked(choice) }));
    const counts = await within(PATIENCE, countsFor(pagefind, words, choice, answer));
    const shown = await within(PATIENCE, Promise.all(answer.results.slice(0, PAGE).map((result) => result.data())));
    if (mine !== turn) return;
    results = answer.results;
    list.replaceChildren(...shown.map(item));
    offer(counts, choice);
    say(words, answer);
  } catch (error) {
    console.warn(error);
    if (mine === turn) fail();
  }
}

// How many results each choice would leave. A group’s own choice must not count there, or no other could be seen beside it.
async function countsFor(pagefind, words, choice, answer) {
  const counts = { ...answer.filters };
  for (const name of Object.keys(choice)) {
    const { [name]: _, ...others } = choice;
    counts[name] = (await pagefind.search(words, { filters: asked(others) })).filters[name];
  }
  return counts;
}

function say(words, answer) {
  const [number, all] = [answer.results.length, answer.unfilteredResultCount];
  const of = number < all ? ` of ${all}` : "";
  status.textContent = number
    ? `${number}${of} ${number === 1 && !of ? "result" : "results"} for “${words}”`
    : all
      ? `None of the ${all} results for “${words}” is left. Choose less to narrow it down.`
      : `Nothing found for “${words}”. Try fewer words, or others, or look around below.`;
  trouble.hidden = true;
  found.hidden = !all;
  browse.hidden = all > 0;
  more.hidden = number <= list.children.length;
}

function clear() {
  results = [];
  status.textContent = "";
  list.replaceChildren();
  trouble.hidden = found.hidden = true;
  browse.hidden = false;
}

function fail() {
  clear();
  engine = null;
  trouble.hidden = false;
}

function item(data) {
  const made = part("search-result").content.cloneNode(true);
  const [kicker, link, excerpt, meta] = [".kicker", "a", ".search-excerpt", ".entry-meta"].map((name) => made.querySelector(name));
  link.href = data.url;
  link.textContent = data.meta.title || data.url;
  fill(kicker, [data.meta.kind, ...(data.filters.programme ?? []).filter((name) => name !== data.meta.title)]);
  fill(meta, [data.meta.by, data.meta.date]);
  excerpt.append(/^\p{Ll}/u.test(data.excerpt) ? "… " : "", ...marked(data.excerpt), " …");
  return made;
}

// Text and <mark> elements; the stops and quotation marks around a hit stay outside.
function marked(excerpt) {
  return excerpt.split(/<\/?mark>/).flatMap((text, number) => {
    const plain = text.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    if (number % 2 === 0) return plain;
    const [, before, word, after] = plain.match(/^(\p{P}*)(.*?)(\p{P}*)$/su);
    const mark = document.createElement("mark");
    mark.textContent = word;
    return [before, mark, after];
  });
}

function fill(line, words) {
  line.textContent = words.filter(Boolean).join(" · ");
  line.hidden = !line.textContent;
}

// Put the choices that would leave something into their groups, with how many; what is chosen stays to be taken back.
function offer(counts, choice) {
  for (const group of groups) {
    const name = group.dataset.filter;
    const mine = choice[name] ?? [];
    const values = Object.entries(counts[name] ?? {}).filter(([value, count]) => count || mine.includes(value));
    if (name === "year") values.reverse();
    group.hidden = values.length < 2 && !mine.length;
    (group.querySelector("select") ? options : boxes)(group, values, mine);
  }
}

function options(group, values, mine) {
  const select = group.querySelector("select");
  const made = values.map(([value, count]) => new Option(`${value} (${count})`, value, false, mine.includes(value)));
  select.replaceChildren(select.options[0], ...made);
}

function boxes(group, values, mine) {
  const focused = group.contains(document.activeElement) ? document.activeElement.value : null;
  group.querySelectorAll("label").forEach((label) => label.remove());
  for (const [value, count] of values) {
    const made = group.querySelector("template").content.cloneNode(true);
    const box = made.querySelector("input");
    box.value = value;
    box.checked = mine.includes(value);
    made.querySelector("span").textContent = value;
    made.querySelector(".facet-count").textContent = count;
    group.append(made);
    if (value === focused) box.focus();
  }
}

// Choices that the address names, before any index has said that they exist.
function restore(query) {
  field.value = query.get("q") ?? "";
  for (const group of groups) {
    const wanted = query.getAll(group.dataset.filter).filter(Boolean);
    const values = wanted.map((value) => [value, ""]);
    if (wanted.length) (group.querySelector("select") ? options : boxes)(group, values, wanted);
  }
}

field.form.addEventListener("submit", (event) => {
  event.preventDefault();
  search(0);
  if (matchMedia("(pointer: coarse)").matches) field.blur(); // or the keyboard stays over the results
});
field.addEventListener("input", () => search(PAUSE));
filters.addEventListener("change", () => search(0));
filters.addEventListener("submit", (event) => event.preventDefault());
more.addEventListener("click", async () => {
  const [mine, from] = [turn, list.children.length];
  try {
    const shown = await within(PATIENCE, Promise.all(results.slice(from, from + PAGE).map((result) => result.data())));
    if (mine !== turn) return;
    list.append(...shown.map(item));
    more.hidden = results.length <= list.children.length;
    list.children[from].querySelector("a").focus();
  } catch {
    fail();
  }
});
root.addEventListener("keydown", (event) => {
  const links = [...list.querySelectorAll("a")];
  const at = links.indexOf(document.activeElement);
  const inside = at >= 0 || document.activeElement === field;
  if (!inside || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "ArrowDown" && links[at + 1]) links[at + 1].focus();
  else if (event.key === "ArrowUp" && at >= 0) (links[at - 1] ?? field).focus();
  else if (event.key === "Escape" && field.value) {
    field.value = "";
    field.focus();
    search(0);
  } else return;
  event.preventDefault();
});

restore(new URLSearchParams(location.search));
narrow.open = matchMedia("(min-width: 62rem)").matches; // beside the results; above them it would hide them
if (field.value.trim()) search(0);
else field.focus();

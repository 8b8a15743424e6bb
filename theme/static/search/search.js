// The search page. Pagefind, which searches the index, is loaded with the first search.
// Nothing from the index is inserted as HTML: excerpts are text with <mark> around the matches, and are split here.

const PAGE_SIZE = 10;
const TYPING_DELAY_MS = 150; // how long the reader must stop typing before a search starts
const TIMEOUT_MS = 20000;

const byId = (id) => document.getElementById(id);
const root = byId("search");
const field = byId("q");
const status = byId("search-status");
const errorMessage = byId("search-error");
const output = byId("search-output");
const list = byId("search-results");
const moreButton = byId("search-more");
const browse = byId("search-browse");
const filterPanel = byId("search-refine");
const filterForm = byId("search-filters");
const groups = [...filterForm.querySelectorAll("[data-filter]")];
const title = document.title;

let engine = null;
let latestSearch = 0; // numbers the searches, so that a late answer to an old one is dropped
let results = [];

function loadEngine() {
  engine ??= import(root.dataset.engine).then(async (pagefind) => {
    await pagefind.init();
    await pagefind.filters();
    return pagefind;
  });
  return engine;
}

function withTimeout(promise) {
  return Promise.race([promise, new Promise((_, reject) => setTimeout(reject, TIMEOUT_MS, new Error("no answer")))]);
}

// The selected values of each group, such as {kind: ["Post"], year: ["2014"]}; groups without a selection are left out.
function selectedFilters() {
  const pairs = groups.map((group) => group.dataset.filter).map((name) => [name, new FormData(filterForm).getAll(name).filter(Boolean)]);
  return Object.fromEntries(pairs.filter(([, values]) => values.length));
}

function toPagefindFilters(selected) {
  return Object.fromEntries(Object.entries(selected).map(([name, values]) => [name, { any: values }]));
}

function updateAddress(query, selected) {
  const parameters = new URLSearchParams({ q: query });
  for (const [name, values] of Object.entries(selected)) values.forEach((value) => parameters.append(name, value));
  const address = query ? `?${parameters}` : "";
  if (address !== location.search) history.replaceState(history.state, "", location.pathname + address);
  const number = Object.values(selected).flat().length;
  byId("search-selected").textContent = number ? `${number} chosen` : "";
  document.title = query ? `${query} – ${title}` : title;
}

async function search(delay) {
  const current = ++latestSearch;
  const query = field.value.trim();
  const selected = selectedFilters();
  if (delay && query) await new Promise((resolve) => setTimeout(resolve, delay));
  if (current !== latestSearch) return;
  updateAddress(query, selected);
  if (!query) return clear();
  try {
    if (!results.length) status.textContent = "Searching …";
    const pagefind = await withTimeout(loadEngine());
    const answer = await withTimeout(pagefind.search(query, { filters: toPagefindFilters(selected) }));
    const counts = await withTimeout(countByFilter(pagefind, query, selected, answer));
    const shown = await withTimeout(Promise.all(answer.results.slice(0, PAGE_SIZE).map((result) => result.data())));
    if (current !== latestSearch) return;
    results = answer.results;
    list.replaceChildren(...shown.map(renderResult));
    updateFilters(counts, selected);
    showStatus(query, answer);
  } catch (error) {
    console.warn(error);
    if (current === latestSearch) showError();
  }
}

// How many results each value would give. The selection in a group does not count within that group, or its other values would all be 0.
async function countByFilter(pagefind, query, selected, answer) {
  const counts = { ...answer.filters };
  for (const name of Object.keys(selected)) {
    const { [name]: _, ...others } = selected;
    counts[name] = (await pagefind.search(query, { filters: toPagefindFilters(others) })).filters[name];
  }
  return counts;
}

function showStatus(query, answer) {
  const [number, all] = [answer.results.length, answer.unfilteredResultCount];
  const of = number < all ? ` of ${all}` : "";
  status.textContent = number
    ? `${number}${of} ${number === 1 && !of ? "result" : "results"} for “${query}”`
    : all
      ? `None of the ${all} results for “${query}” is left. Choose less to narrow it down.`
      : `Nothing found for “${query}”. Try fewer words, or others, or look around below.`;
  errorMessage.hidden = true;
  output.hidden = !all;
  browse.hidden = all > 0;
  moreButton.hidden = number <= list.children.length;
}

function clear() {
  results = [];
  status.textContent = "";
  list.replaceChildren();
  errorMessage.hidden = output.hidden = true;
  browse.hidden = false;
}

function showError() {
  clear();
  engine = null;
  errorMessage.hidden = false;
}

function renderResult(data) {
  const item = byId("search-result").content.cloneNode(true);
  const [kicker, link, excerpt, meta] = [".kicker", "a", ".search-excerpt", ".entry-meta"].map((name) => item.querySelector(name));
  link.href = data.url;
  link.textContent = data.meta.title || data.url;
  fillLine(kicker, [data.meta.kind, ...(data.filters.programme ?? []).filter((name) => name !== data.meta.title)]);
  fillLine(meta, [data.meta.by, data.meta.date]);
  excerpt.append(/^\p{Ll}/u.test(data.excerpt) ? "… " : "", ...highlight(data.excerpt), " …");
  return item;
}

// Split an excerpt into text and <mark> elements; punctuation around a match stays outside of the mark.
function highlight(excerpt) {
  return excerpt.split(/<\/?mark>/).flatMap((text, number) => {
    const plain = text.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    if (number % 2 === 0) return plain;
    const [, before, word, after] = plain.match(/^(\p{P}*)(.*?)(\p{P}*)$/su);
    const mark = document.createElement("mark");
    mark.textContent = word;
    return [before, mark, after];
  });
}

function fillLine(line, parts) {
  line.textContent = parts.filter(Boolean).join(" · ");
  line.hidden = !line.textContent;
}

// Offer in each group the values that would give results, with their counts. A selected value stays, so that it can be cleared.
function updateFilters(counts, selected) {
  for (const group of groups) {
    const name = group.dataset.filter;
    const own = selected[name] ?? [];
    const values = Object.entries(counts[name] ?? {}).filter(([value, count]) => count || own.includes(value));
    if (name === "year") values.reverse();
    group.hidden = values.length < 2 && !own.length;
    fillGroup(group, values, own);
  }
}

function fillGroup(group, values, selected) {
  (group.querySelector("select") ? fillSelect : fillCheckboxes)(group, values, selected);
}

function fillSelect(group, values, selected) {
  const select = group.querySelector("select");
  const options = values.map(([value, count]) => new Option(`${value} (${count})`, value, false, selected.includes(value)));
  select.replaceChildren(select.options[0], ...options);
}

function fillCheckboxes(group, values, selected) {
  const focused = group.contains(document.activeElement) ? document.activeElement.value : null;
  group.querySelectorAll("label").forEach((label) => label.remove());
  for (const [value, count] of values) {
    const label = group.querySelector("template").content.cloneNode(true);
    const checkbox = label.querySelector("input");
    checkbox.value = value;
    checkbox.checked = selected.includes(value);
    label.querySelector("span").textContent = value;
    label.querySelector(".facet-count").textContent = count;
    group.append(label);
    if (value === focused) checkbox.focus();
  }
}

// Fill in the query and the filters that the address names, before the index is loaded.
function restoreFromAddress(parameters) {
  field.value = parameters.get("q") ?? "";
  for (const group of groups) {
    const selected = parameters.getAll(group.dataset.filter).filter(Boolean);
    if (selected.length) fillGroup(group, selected.map((value) => [value, ""]), selected);
  }
}

field.form.addEventListener("submit", (event) => {
  event.preventDefault();
  search(0);
  if (matchMedia("(pointer: coarse)").matches) field.blur(); // or the on-screen keyboard would cover the results
});
field.addEventListener("input", () => search(TYPING_DELAY_MS));
filterForm.addEventListener("change", () => search(0));
filterForm.addEventListener("submit", (event) => event.preventDefault());
moreButton.addEventListener("click", async () => {
  const [current, from] = [latestSearch, list.children.length];
  try {
    const shown = await withTimeout(Promise.all(results.slice(from, from + PAGE_SIZE).map((result) => result.data())));
    if (current !== latestSearch) return;
    list.append(...shown.map(renderResult));
    moreButton.hidden = results.length <= list.children.length;
    list.children[from].querySelector("a").focus();
  } catch {
    showError();
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

restoreFromAddress(new URLSearchParams(location.search));
filterPanel.open = matchMedia("(min-width: 62rem)").matches; // beside the results; on a narrow screen it would push them down
if (field.value.trim()) search(0);
else field.focus();

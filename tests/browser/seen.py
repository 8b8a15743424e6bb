"""What can be seen of a page, measured in the browser: scripts for `page.evaluate`."""

# Of every piece of text that shows: its words, its colour as [r, g, b], and the first ground behind it that is not transparent.
TEXTS = """() => {
  const found = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement, words = walker.currentNode.data.trim();
    if (!words || !e.checkVisibility() || e.closest('script, svg, .visually-hidden')) continue;
    let ground = e;
    while (ground && numbers(getComputedStyle(ground).backgroundColor)[3] === 0) ground = ground.parentElement;
    found.push({words: words.slice(0, 40), large: parseFloat(getComputedStyle(e).fontSize) >= 24, ink: numbers(getComputedStyle(e).color).slice(0, 3),
                ground: ground ? numbers(getComputedStyle(ground).backgroundColor).slice(0, 3) : [255, 255, 255]});
  }
  return found;
}"""

# Pairs of texts whose letters lie on one another. What is drawn at one place with another, such as a cover link, has no letters of its own.
OVERLAPS = """() => {
  const boxes = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT), range = document.createRange();
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !e.checkVisibility() || e.closest('script, svg, .visually-hidden, .skip-link, sup')) continue;
    range.selectNodeContents(walker.currentNode);
    for (const box of range.getClientRects()) {
      const inset = Math.min(box.height * 0.25, 6);
      if (box.width > 2) boxes.push({e, words: walker.currentNode.data.trim().slice(0, 30), top: box.top + inset, bottom: box.bottom - inset, left: box.left + 1, right: box.right - 1});
    }
  }
  boxes.sort((a, b) => a.top - b.top);
  const found = [];
  boxes.forEach((a, i) => {
    for (let j = i + 1; j < boxes.length && boxes[j].top < a.bottom; j++) {
      const b = boxes[j];
      if (a.e !== b.e && a.left < b.right && b.left < a.right) found.push(`${a.words} | ${b.words}`);
    }
  });
  return found;
}"""

# Boxes that hide a part of the words in them.
CUT = """() => [...document.querySelectorAll('body *')].filter(e => {
  const style = getComputedStyle(e);
  return e.checkVisibility() && !e.matches('.visually-hidden, textarea, select, input') && e.textContent.trim()
    && [style.overflowX, style.overflowY].some(value => value === 'hidden' || value === 'clip')
    && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1);
}).map(e => `${e.tagName}.${e.className}: ${e.textContent.trim().slice(0, 30)}`)"""


def contrast(one: list[float], other: list[float]) -> float:
    """The ratio of two colours, [r, g, b] from 0 to 255, as WCAG 2.2 defines it: 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: list[float]) -> float:
    parts = [value / 255 for value in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

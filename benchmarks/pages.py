"""How soon a page shows its largest part on a phone on a slow network, and what it weighs: one row for each kind of page.

The phone is Lighthouse's: 360 pixels wide, a processor four times slower than this one, 1.6 Mbit/s and 150 ms away.
Times are of this machine; bytes are as they cross the network, and the same everywhere.
"""

import shutil
import statistics

from playwright.sync_api import Browser, sync_playwright

from benchmarks.served import KINDS, lacks, served
from benchmarks.table import table
from testing.chromium import CHROMIUM, FLAGS
from testing.weighed import go_and_see, weigh

RUNS = 3
SLOW = {"offline": False, "latency": 150, "downloadThroughput": 1.6e6 / 8 * 0.9, "uploadThroughput": 750e3 / 8 * 0.9}
LARGEST = """() => new Promise(done => {
    let largest = 0;
    new PerformanceObserver(list => { for (const entry of list.getEntries()) largest = entry.startTime; })
        .observe({type: 'largest-contentful-paint', buffered: true});
    setTimeout(() => done(largest), 500);
})"""


def main() -> int:
    """Print the table."""
    program = next(filter(None, map(shutil.which, CHROMIUM)), None) or lacks("Chromium", "README.md names the packages that tests need")
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=FLAGS)
        rows = [row(kind, [visit(browser, address + path) for _ in range(RUNS)]) for kind, path in KINDS.items()]
        browser.close()
    print(table(("page", "largest paint", "HTML", "CSS", "fonts", "programs", "together", "pictures", "in all"), rows))
    return 0


def row(kind: str, visits: list[tuple[float, dict[str, int]]]) -> tuple[str, ...]:
    """The middle of the times; the bytes of the first visit."""
    sizes = visits[0][1]
    bare = sum(sizes.get(sort, 0) for sort in ("HTML", "CSS", "fonts", "programs"))
    shown = [sizes.get(sort, 0) for sort in ("HTML", "CSS", "fonts", "programs")] + [bare, sizes.get("pictures", 0), sum(sizes.values())]
    return (kind, f"{statistics.median(time for time, _ in visits) / 1000:.2f} s", *(f"{size / 1000:.1f} kB" for size in shown))


def visit(browser: Browser, address: str) -> tuple[float, dict[str, int]]:
    """Milliseconds to the largest paint for somebody who was never here, and the bytes fetched, by sort."""
    context = browser.new_context(viewport={"width": 360, "height": 640}, device_scale_factor=2, is_mobile=True)
    page = context.new_page()
    session = context.new_cdp_session(page)
    sizes = weigh(session)
    session.send("Network.emulateNetworkConditions", SLOW)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    go_and_see(page, address)
    largest = page.evaluate(LARGEST)
    context.close()
    return largest, sizes

"""What photos cost: one of 12 megapixels, many of them on one core and on all, and a second time."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image, ImageFilter

from benchmarks.table import table

MANY = 40
PHOTO = (4000, 3000)


def photo(file: Path, seed: int) -> None:
    """A file of about the size and detail that a phone writes, different for each seed."""
    grain = Image.effect_noise(PHOTO, 30).filter(ImageFilter.GaussianBlur(1.5))
    slope = Image.linear_gradient("L").resize(PHOTO).rotate(seed * 7 % 360)
    Image.merge("RGB", (grain, slope, Image.blend(grain, slope, 0.5))).save(file, "JPEG", quality=90)


def main() -> int:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        originals = Path(folder, "originals")
        originals.mkdir()
        for number in range(8):
            photo(originals / f"{number}.jpg", number)
        for number in range(8, MANY):
            # Other bytes after the end of the picture are another file to the store, and the same work.
            (originals / f"{number}.jpg").write_bytes((originals / f"{number % 8}.jpg").read_bytes() + str(number).encode())
        one = prepared(Path(folder), "one", 1, "1")
        single = prepared(Path(folder), "single", MANY, "1")
        several = prepared(Path(folder), "several", MANY, "")
        again = prepared(Path(folder), "several", MANY, "")
        rows = [
            ("one photo of 12 megapixels, one core", f"{one:.2f} s", "< 3 s, once"),
            (f"{MANY} photos, one core", f"{single:.1f} s", ""),
            (f"{MANY} photos, all {len(os.sched_getaffinity(0))} cores", f"{several:.1f} s", f"{single / several:.2f} × as fast"),
            (f"{MANY} photos again", f"{again:.2f} s", f"{again / several:.3f} of the first time: reading and hashing"),
        ]
        print(table(("pictures", "time", ""), rows))
    return 0


def prepared(folder: Path, store: str, number: int, cores: str) -> float:
    """Seconds to prepare so many of the originals in a process of its own, on the first core alone if `cores` says so."""
    program = (
        "import os, sys; from pathlib import Path; from newsroom.images.store import prepare\n"
        "folder, store, number, cores = sys.argv[1:]\n"
        "if cores: os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})\n"
        "files = {f'images/{n}.jpg': Path(folder, 'originals', f'{n}.jpg') for n in range(int(number))}\n"
        "found, faults = prepare(files, Path(folder, store), lambda done, of: print(f'\\r{done} of {of}', end='', file=sys.stderr))\n"
        "assert len(found) == int(number), faults\n"
        "print('\\r', end='', file=sys.stderr)\n"
    )
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", program, str(folder), store, str(number), cores], check=True)
    return time.perf_counter() - started

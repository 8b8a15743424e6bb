"""The benchmarks: `python3 tasks.py bench`. They print figures and ratios to be read by people; no test depends on a time."""

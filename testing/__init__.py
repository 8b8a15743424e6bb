"""Servers, desks and copies of the project that tests and benchmarks share. It imports neither of them."""

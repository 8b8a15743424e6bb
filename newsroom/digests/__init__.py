"""Periods, and the digest of one period."""

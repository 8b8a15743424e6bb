"""From one original photo or drawing to what pages may show: whole, upright, without a word of metadata, in several sizes.

Knows neither Pelican nor a page. `original` opens what may be opened, `picture` says which renditions there are and where they
are published, `drawing` makes them, `store` keeps them by the original's bytes.
"""

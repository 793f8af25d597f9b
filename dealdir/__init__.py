"""Deal Directory: news articles in, a browsable, cross-linked, searchable directory of deals out."""

import gc

# What is read in, tables and records, stays; the collector would go through it again and again (a quarter of the start).
gc.set_threshold(20_000, 10, 100)

"""Deal Directory: news articles in, a browsable, cross-linked, searchable directory of deals out."""

import gc
import os

os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # it would look for some in every installed package
# What is read in, tables and records, stays; the collector would go through it again and again.
gc.set_threshold(20_000, 10, 100)

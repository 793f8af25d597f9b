"""Deal Directory: news articles in, a browsable, cross-linked, searchable directory of deals out."""

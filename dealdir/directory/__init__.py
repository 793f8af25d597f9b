"""Records → one graph of organizations, events, agreements and articles. Imports `content` only."""

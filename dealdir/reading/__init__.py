"""An article → a draft entry. Imports `content` only."""

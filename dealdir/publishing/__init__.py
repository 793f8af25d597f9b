"""The graph → the files of the site. Imports `content` and `directory`."""

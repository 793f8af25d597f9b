"""What files that stand beside pages are called."""

from __future__ import annotations

ROWS_FILE, ROWS_SCRIPT, SHEET = "index.json", "index.js", "agreements.csv"
"""Files beside a listing: its rows as data, the same as a script for pages opened from disk, and as a spreadsheet."""

CALENDAR, CALENDARS = "event.ics", "events.ics"
"""The file beside the page of an event whose days are certain, and of what has several such events."""

RECORD, TWIN = "index.json", "index.md"
"""A record beside its page: for programs, one for all languages, and for people, in each."""

ATOM, JSON_FEED = "feed.atom", "feed.json"
"""What is new of a record, a group or the site, for programs that follow it."""

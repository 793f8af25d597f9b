"""Data for the site's own scripts."""

from __future__ import annotations

import json


def json_text(data: object) -> str:
    """Write JSON that may stand in any script: no `<`, and no line separator on which an old browser would stumble."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")

"""Data for the site's own scripts."""

from __future__ import annotations

import orjson


def json_text(data: object) -> str:
    """Write JSON that may stand in any script: no `<`, and no line separator on which an old browser would stumble."""
    text = orjson.dumps(data, option=orjson.OPT_SERIALIZE_NUMPY).decode()
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")

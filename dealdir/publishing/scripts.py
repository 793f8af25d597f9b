"""Data for the site's own scripts."""

from __future__ import annotations

import orjson


def json_bytes(data: object) -> bytes:
    """Write JSON, in UTF-8, that may stand in any script: no `<`, and no line separator that an old browser minds."""
    text = orjson.dumps(data, option=orjson.OPT_SERIALIZE_NUMPY)
    for character in "<\u2028\u2029":
        text = text.replace(character.encode(), b"\\u%04x" % ord(character))
    return text

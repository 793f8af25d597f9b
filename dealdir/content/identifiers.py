"""Check digits of the identifiers under which registers know organizations."""

from __future__ import annotations

from pydantic_core import PydanticCustomError

_BASE_32 = "0123456789abcdefghjkmnpqrstvwxyz"
_BASE_31 = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def check_lei(lei: str) -> str:
    """Check a Legal Entity Identifier: ISO 17442, check digits of ISO 7064 MOD 97-10."""
    digits = "".join(str(int(character, 36)) for character in lei)
    return _accept(lei, "LEI", int(digits) % 97 == 1)


def check_ror(ror: str) -> str:
    """Check the last part of a ROR ID: Crockford's base 32 and two check digits of ISO 7064 MOD 97-10."""
    number = 0
    for character in ror[:-2]:
        number = number * 32 + _BASE_32.index(character)
    return _accept(ror, "ROR ID", 98 - number * 100 % 97 == int(ror[-2:]))


def check_uscc(code: str) -> str:
    """Check a Unified Social Credit Code of China: GB 32100-2015, weights 3^i modulo 31."""
    weighed = sum(_BASE_31.index(character) * pow(3, place, 31) for place, character in enumerate(code[:-1]))
    return _accept(code, "credit code", _BASE_31[-weighed % 31] == code[-1])


def _accept(identifier: str, name: str, is_right: bool) -> str:
    if not is_right:
        raise PydanticCustomError("check-digit", "the check digits of this {name} do not fit it", {"name": name})
    return identifier

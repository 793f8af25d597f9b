"""What ends a command before it begins."""

from __future__ import annotations


class ConfigurationError(Exception):
    """The settings or the words of the command line can't be used; the message says where and why."""

"""Builds the directory: `python build.py --help` says what else it does."""

import sys

from dealdir.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

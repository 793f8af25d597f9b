"""Builds the directory: `python build.py --help` says what else it does."""

from dealdir.cli import run

if __name__ == "__main__":
    run()

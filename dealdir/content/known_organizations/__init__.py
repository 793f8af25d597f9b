"""Known organizations, one a row; `registry.py` reads them."""

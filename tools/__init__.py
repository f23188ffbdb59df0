"""Scripts that make data files of the package; no part of it."""

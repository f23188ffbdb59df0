"""Irregular verb forms, from ``data/irregular.csv``."""

from __future__ import annotations

from functools import cache

from diurna.codebook.tables import DATA, read_table


@cache
def load_irregular() -> dict[str, str]:
    """Return the infinitive of each irregular form."""
    return {
        row["form"]: row["lemma"] for row in read_table(DATA / "irregular.csv", ("form", "lemma"))
    }

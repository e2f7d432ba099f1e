"""Names of places that do not exist: put together from parts that no map knows, so that nobody takes them for real."""

from __future__ import annotations

from itertools import product

import numpy as np

# No two parts of a list begin with the same two letters: those of both make a label that no other name has. The second
# parts begin with rare pairs of letters, so that no label is a word that says something about an area.
FIRST = (
    "Bal", "Bem", "Bir", "Brul", "Cad", "Cil", "Crem", "Dal", "Don", "Drim", "Dul", "Fam", "Fen", "Flom", "Gal", "Glim",
    "Grov", "Gwin", "Hal", "Hem", "Hul", "Jal", "Jom", "Jun", "Kam", "Kel", "Krom", "Lan", "Lem", "Lor", "Lum", "Mal",
    "Mem", "Mor", "Nal", "Nem", "Nor", "Nul", "Pam", "Pel", "Plom", "Pren", "Quil", "Ral", "Rem", "Rol", "Ruv", "Sal",
    "Sol", "Stov", "Tam", "Tel", "Trom", "Tul", "Val", "Vel", "Vor", "Yel", "Yor", "Zam", "Zel", "Zil", "Zor", "Zul",
)  # fmt: skip
SECOND = (
    "avilu", "axor", "azimmo", "evaru", "exbo", "ezlo", "ivoll", "ixtu", "izmar", "ovakk", "oxim", "ozlu", "uvebb",
    "uxon", "uzdi",
)  # fmt: skip
MOST = len(FIRST) * len(SECOND)


def invented_names(n: int, rng: np.random.Generator) -> list[tuple[str, str]]:
    """Invented names with a label of four letters each, in alphabetical order; no name and no label comes twice.

    Args:
        n: how many, at most ``MOST``.
        rng: where chance comes from.
    """
    pairs = list(product(FIRST, SECOND))
    chosen = [pairs[place] for place in rng.permutation(len(pairs))[:n]]
    return sorted((first + second, (first[:2] + second[:2]).upper()) for first, second in chosen)

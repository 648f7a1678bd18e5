"""Transforms: Reading → Reading, in this order, between reading and checking. Each says what it did.

Before them stands canonical.py: what a reader gives is in its one form when a transform gets it, and stays in it.
"""

from __future__ import annotations

from converter.reading import Reading
from converter.transforms.punctuation import Punctuation, restore_punctuation


def transform(reading: Reading, *, punctuation: Punctuation) -> Reading:
    """The reading after every transform that is asked for."""
    return restore_punctuation(reading, punctuation)

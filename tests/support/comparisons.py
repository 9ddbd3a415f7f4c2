"""Measures of comparisons that are made up."""

from __future__ import annotations

from dataclasses import fields

from mtaudit.core import OriginalMeasures, SourceMeasures


def original_measures(**given: float) -> OriginalMeasures:
    """Those that are given; the others are 0."""
    return OriginalMeasures(**{field.name: given.get(field.name, 0.0) for field in fields(OriginalMeasures)})


def source_measures(**given: float) -> SourceMeasures:
    """Those that are given; the others are 0."""
    return SourceMeasures(**{field.name: given.get(field.name, 0.0) for field in fields(SourceMeasures)})

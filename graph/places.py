"""Levels and places as the graph names them."""

from __future__ import annotations

from ..ontology.iri import Name
from ..ontology.model import Level, Place
from ..ontology.vocab import ZR

LEVELS = {
    Level.NATIONAL: ZR.National,
    Level.PROVINCIAL: ZR.Provincial,
    Level.PREFECTURAL: ZR.Prefectural,
    Level.COUNTY: ZR.County,
    Level.TOWNSHIP: ZR.Township,
}


def jurisdiction(place: Place) -> Name:
    """The name of a place."""
    return Name("jurisdiction", (place.code,))

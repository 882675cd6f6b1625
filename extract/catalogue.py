"""Catalogues to extractions, by the same way that plans go."""

from __future__ import annotations

from dataclasses import replace

from ..data.authority import Authority
from ..data.catalogue import Catalogue
from ..ontology.model import Document, Extraction, Level
from .compose import compose, plan_name
from .layout import arrange


def extract_catalogue(catalogue: Catalogue, authority: Authority) -> Extraction:
    """A national outline as zeren knows it; its plan has the name that the real text will have."""
    place = authority.nation
    document = Document(
        id=plan_name(catalogue.title, place, catalogue.period, catalogue.issued, catalogue.digest),
        title=catalogue.title,
        number=catalogue.number,
        issuers=catalogue.issuers,
        place=place,
        level=Level.NATIONAL,
        issued=catalogue.issued,
        period=catalogue.period,
        text=catalogue.text,
        source_name=catalogue.name,
        digest=catalogue.digest,
        verbatim=False,
        catalogue=True,
    )
    extraction = compose(document, arrange(document.text), authority)
    terms = {p.path: catalogue.terms[p.heading] for p in extraction.tasks if p.heading in catalogue.terms}
    return replace(extraction, terms=tuple(sorted(terms.items())), obligations=())

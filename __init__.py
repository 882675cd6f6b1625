"""zeren (责任): who must do what by when, read from government plans into an RDF graph."""

__version__ = "0.1.0"

"""What things are called: the records, the vocabulary and the identifiers."""

"""Obligations (义务): the clauses of running text that lay duties on somebody, and on whom."""

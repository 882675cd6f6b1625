"""Assignments (责任分工): who leads, is responsible for, supports or supervises, in brackets, lines and tables."""

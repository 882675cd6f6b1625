"""Quantities (指标): what is to be reached, in running text and in tables of indicators."""

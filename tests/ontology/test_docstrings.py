"""The examples in docstrings are what the code gives."""

import doctest
import importlib

import pytest

MODULES = {"zeren.ontology.iri": 6, "zeren.ontology.judgement": 3}


@pytest.mark.parametrize(("name", "examples"), MODULES.items())
def test_the_examples_hold(name, examples):
    result = doctest.testmod(importlib.import_module(name))
    assert result.failed == 0
    assert result.attempted == examples

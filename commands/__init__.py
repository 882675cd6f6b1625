"""The commands, a module a family: each reads its arguments, calls one floor and shows what comes back.

A command imports the floors it needs when it runs, so that a question is answered without loading the readers.
"""

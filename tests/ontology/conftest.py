"""Property tests run the same examples every time."""

from hypothesis import settings

settings.register_profile("same", derandomize=True, deadline=None, database=None, max_examples=80)
settings.load_profile("same")

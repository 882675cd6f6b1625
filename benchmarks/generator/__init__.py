"""Plans made up in any number, with what a reader would find in them: for benchmarks, sweeps and large stores."""

from .made import Noise, Plan, Truth
from .plans import Recipe, plans

__all__ = ["Noise", "Plan", "Recipe", "Truth", "plans"]

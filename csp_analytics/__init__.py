"""Maturity of community safety partnerships: compare areas, see strengths, weaknesses and skills gaps."""

__version__ = "0.6.0"

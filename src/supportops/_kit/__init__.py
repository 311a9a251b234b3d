"""Shared craft without any knowledge of support; private to the package."""

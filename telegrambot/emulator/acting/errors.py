"""Refusals of the test API."""


class ActingError(Exception):
    """A person cannot do this in a real client either; the text says why, for the author of a test."""

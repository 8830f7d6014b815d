"""The REST doors of the world."""

"""The REST doors of players."""

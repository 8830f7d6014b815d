"""The REST doors of battles."""

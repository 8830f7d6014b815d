from content.admin import releases, words

__all__ = ["releases", "words"]

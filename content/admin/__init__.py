from content.admin import costs, releases, text_kinds, texts, words

__all__ = ["costs", "releases", "text_kinds", "texts", "words"]

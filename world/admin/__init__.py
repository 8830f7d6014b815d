from world.admin import lives, locations, monsters, words

__all__ = ["lives", "locations", "monsters", "words"]

from content.models.catalogue import CatalogueRow
from content.models.release import ActiveRelease, Release, ReleaseActivation

__all__ = ["ActiveRelease", "CatalogueRow", "Release", "ReleaseActivation"]

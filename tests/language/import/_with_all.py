__all__ = ["listed", "_hidden"]
listed = 1
_hidden = 2
unlisted = 3

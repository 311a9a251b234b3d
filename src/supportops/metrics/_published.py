"""Published lengths and lines that stand behind the defaults of this room."""

from typing import Any

from supportops._kit.data import read_data

__all__ = ["published"]


def published(table: str, key: str) -> Any:
    """Figure of that name from the published windows."""
    return read_data("metrics", "windows")[table][key]

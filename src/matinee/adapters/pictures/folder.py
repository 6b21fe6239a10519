"""Pictures kept in a folder, of a bounded size: they can all be made again."""

import re
from pathlib import Path

from matinee.kit.files import written_whole

MOST = 1 << 30
"""Bytes."""
LOOK_AFTER = 256
"""Pictures between two looks at how large the folder has become."""
_KEY = re.compile(r"[0-9a-f]{32}")


class PictureFolder:
    """Keeps `services.catalogue.store.Pictures`. Files are named by digests, never by what a caller sent."""

    def __init__(self, folder: Path, *, most: int = MOST, look_after: int = LOOK_AFTER) -> None:
        self._folder = folder
        self._most = most
        self._look_after = look_after
        self._put = 0

    def get(self, key: str) -> bytes | None:
        try:
            return self._path(key).read_bytes()
        except FileNotFoundError:
            return None

    def put(self, key: str, picture: bytes) -> None:
        with written_whole(self._path(key)) as temporary:
            temporary.write_bytes(picture)
        self._put += 1
        if self._put % self._look_after == 0:
            self._make_room()

    def _path(self, key: str) -> Path:
        if not _KEY.fullmatch(key):
            raise ValueError(f"{key!r} is no digest")
        return self._folder / key[:2] / f"{key}.webp"

    def _make_room(self) -> None:
        """The oldest go until a tenth is free. Another worker may do the same at the same time."""
        found = sorted((path.stat().st_mtime, path.stat().st_size, path) for path in self._folder.glob("*/*.webp"))
        total = sum(size for _, size, _ in found)
        if total <= self._most:
            return
        for _, size, path in found:
            if total <= self._most * 9 // 10:
                return
            path.unlink(missing_ok=True)
            total -= size

"""Keys of lines, as ``model.keys`` makes and reads them."""

from pipelines.model.keys import Key, checksum, key_of, read_key, row_line_id

__all__ = ["Key", "checksum", "key_of", "read_key", "row_line_id"]

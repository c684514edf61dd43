"""Encoding of records in Confluent's wire format: a zero byte, four bytes of schema id, the Avro data."""

from __future__ import annotations

import io
import struct
from typing import Any

import msgspec

from streams.avro.avro_schema import avro_schema
from streams.contract.errors import Misconfigured, Reason, Unreadable

try:
    import fastavro
except ImportError as error:
    raise Misconfigured("Avro is an extra: pip install 'dateline[avro]'") from error

MAGIC = 0
MISFITS = (ValueError, TypeError, KeyError, AttributeError, OverflowError)
"""Exceptions of fastavro for values that do not fit the schema."""


class AvroEncoder:
    """Encoder for one record class."""

    def __init__(self, name: str, schema_id: int) -> None:
        self._schema: Any = fastavro.parse_schema(avro_schema(name))
        self._head = struct.pack(">bI", MAGIC, schema_id)

    def write(self, value: bytes | None) -> bytes:
        """Return the Avro message for a record in JSON; fields that are not in the schema are left out.

        Raises:
            Unreadable: the value is not such a record.
        """
        out = io.BytesIO(self._head)
        out.seek(len(self._head))
        try:
            record = msgspec.json.decode(value or b"", type=dict[str, Any])
            fastavro.schemaless_writer(out, self._schema, record)
        except (msgspec.DecodeError, RecursionError, *MISFITS) as error:
            raise Unreadable(Reason.NOT_JSON, f"no such record: {error!r}"[:300]) from error
        return out.getvalue()

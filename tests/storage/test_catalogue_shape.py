"""The catalogue's shape follows from its tables and from what is kept in them."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from sqlalchemy import Column, Index, MetaData, String, Table

from library.model.card import Card
from library.storage import tables
from library.storage.tables import PAYLOADS, shape


@pytest.fixture(autouse=True)
def forgotten() -> Iterator[None]:
    shape.cache_clear()
    yield
    shape.cache_clear()


def with_metadata(patch: pytest.MonkeyPatch, change: str) -> str:
    metadata = MetaData()
    copies = {table.name: table.to_metadata(metadata) for table in tables.METADATA.sorted_tables}
    if change == "column":
        copies["former"].append_column(Column("until", String))
    elif change == "index":
        Index("former_by_slug", copies["former"].c.slug)
    elif change == "table":
        Table("another", metadata, Column("name", String, primary_key=True))
    patch.setattr(tables, "METADATA", metadata)
    shape.cache_clear()
    return shape()


@pytest.mark.parametrize("change", ["column", "index", "table"])
def test_another_table_column_or_index_is_another_shape(monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    before = shape()
    assert with_metadata(monkeypatch, change) != before


def test_the_same_tables_are_the_same_shape(monkeypatch: pytest.MonkeyPatch) -> None:
    assert shape() == with_metadata(monkeypatch, "")


def test_another_field_of_a_payload_is_another_shape(monkeypatch: pytest.MonkeyPatch) -> None:
    before = shape()
    longer = dataclasses.make_dataclass(
        "Card", [*((each.name, each.type) for each in dataclasses.fields(Card)), ("more", str, "")], namespace={}
    )
    longer.__module__ = Card.__module__
    monkeypatch.setattr(tables, "PAYLOADS", (longer, *(each for each in PAYLOADS if each is not Card)))
    shape.cache_clear()
    assert shape() != before

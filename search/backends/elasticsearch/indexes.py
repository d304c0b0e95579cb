"""The physical indexes behind an alias: made, filled, compared, put into service."""

import re
from collections.abc import Iterable, Sequence
from typing import Any

from elasticsearch import ApiError, Elasticsearch, NotFoundError

from search.backends.base import SearchUnavailable
from search.backends.elasticsearch.bodies import body_of
from search.backends.elasticsearch.client import (
    blocked_in_words,
    in_plain_words,
    in_words,
    is_blocked,
    not_now,
    status_of,
)
from search.backends.elasticsearch.layout import mapping, serving_settings, settings
from search.backends.entries import Entry, Refused, Standing

_CONFLICT = 409
"""What stands there is as new, or newer: nothing to do."""

_UNREADABLE = {400, 413}
_FOR_A_SHARD = "10s"
_REASON = 500
"""Characters of a reason that are kept."""


class Indexes:
    """`search.backends.base.FollowedIndex` over Elasticsearch."""

    def __init__(self, client: Elasticsearch, *, alias: str, shards: int) -> None:
        self._client = client
        self._shards = shards
        self.alias = alias

    def serving(self) -> str | None:
        with in_plain_words():
            try:
                names = sorted(self._client.indices.get_alias(name=self.alias))
            except NotFoundError:
                return None
        return names[-1]

    def names(self) -> list[str]:
        with in_plain_words():
            found = self._client.indices.get(index=f"{self.alias}-*", features="aliases")
        return sorted(name for name in found if re.fullmatch(rf"{re.escape(self.alias)}-\d+", name))

    def create(self, name: str) -> None:
        laid_out = mapping()
        made = settings(shards=self._shards) | {"analysis": laid_out._collect_analysis()}
        with in_plain_words():
            self._client.indices.create(
                index=name, mappings=laid_out.to_dict(), settings=made, aliases={_door(name): {}}
            )

    def serve(self, name: str) -> None:
        with in_plain_words():
            self._client.indices.put_settings(index=name, settings=serving_settings())
            self._client.indices.refresh(index=name)
            self._client.indices.update_aliases(
                actions=[
                    {"remove": {"index": f"{self.alias}-*", "alias": self.alias, "must_exist": False}},
                    {"add": {"index": name, "alias": self.alias}},
                ]
            )

    def drop(self, name: str) -> None:
        with in_plain_words():
            self._client.options(ignore_status=404).indices.delete(index=name)

    def misfit(self, name: str) -> str:
        with in_plain_words():
            found = self._client.indices.get_mapping(index=name)[name]["mappings"]
        wanted = mapping().to_dict()
        if found.get("_meta") != wanted["_meta"]:
            return "_meta"
        there, ours = found.get("properties", {}), wanted["properties"]
        return next((field for field in sorted({*ours, *there}) if _type(there, field) != _type(ours, field)), "")

    def impatient(self, seconds: float) -> "Indexes":
        client = self._client.options(request_timeout=seconds, max_retries=0)
        return Indexes(client, alias=self.alias, shards=self._shards)

    def write(self, name: str, entries: Sequence[Entry]) -> list[Refused]:
        return self._bulk(name, entries, version_type="external", refresh=False)

    def write_at_once(self, name: str, entries: Sequence[Entry]) -> list[Refused]:
        return self._bulk(name, entries, version_type="external", refresh=True)

    def overwrite(self, name: str, entries: Sequence[Entry]) -> list[Refused]:
        return self._bulk(name, entries, version_type="external_gte", refresh=False)

    def erase(self, name: str, found: Sequence[Standing]) -> None:
        lines = [
            {"delete": {"_id": each.key, "version": each.version, "version_type": "external_gte"}} for each in found
        ]
        if lines:
            with in_plain_words():
                self._client.bulk(index=_door(name), operations=lines, require_alias=True)

    def standing(self, name: str, *, after: str, limit: int) -> list[Standing]:
        """Asks for a refresh with the first page: what was written before counts, what follows may or may not."""
        with in_plain_words():
            if not after:
                self._client.indices.refresh(index=name)
            found = self._client.search(
                index=name, size=limit, sort=[{"key": "asc"}], search_after=[after], source=False, version=True,
                docvalue_fields=[{"field": "key"}, {"field": "removed"}], track_total_hits=False, allow_partial_search_results=False,
            )  # fmt: skip
        return [_standing(hit) for hit in found["hits"]["hits"]]

    def standing_now(self, name: str, keys: Sequence[str]) -> list[Standing]:
        with in_plain_words():
            found = self._client.mget(index=name, ids=list(keys), source_includes=["removed"])
        return [
            Standing(hit["_id"], hit["_version"], hit["_source"]["removed"]) for hit in found["docs"] if hit["found"]
        ]

    def _bulk(self, name: str, entries: Sequence[Entry], *, version_type: str, refresh: bool) -> list[Refused]:
        if not entries:
            return []
        lines: list[dict[str, Any]] = []
        for entry in entries:
            lines.append({"index": {"_id": entry.key, "version": entry.version, "version_type": version_type}})
            lines.append(body_of(entry))
        with in_plain_words():
            try:
                answer = self._client.bulk(
                    index=_door(name), operations=lines, require_alias=True, refresh=refresh, timeout=_FOR_A_SHARD
                )
            except ApiError as error:
                if status_of(error) not in _UNREADABLE:
                    raise
                return self._one_by_one(name, entries, error, version_type=version_type, refresh=refresh)
        return [*_refusals(answer["items"])] if answer["errors"] else []

    def _one_by_one(
        self, name: str, entries: Sequence[Entry], error: ApiError, *, version_type: str, refresh: bool
    ) -> list[Refused]:
        """A request that was refused as a whole, in halves, down to the entries to blame."""
        if len(entries) == 1:
            return [Refused(entries[0].key, str(error)[:_REASON])]
        half = len(entries) // 2
        parts = (entries[:half], entries[half:])
        return [each for part in parts for each in self._bulk(name, part, version_type=version_type, refresh=refresh)]


def _door(name: str) -> str:
    """The alias through which an index is written: a request that requires it never makes an index that is gone."""
    return f"{name}.written"


def _refusals(items: Iterable[dict[str, Any]]) -> Iterable[Refused]:
    """What will never be taken as it is. Raises `SearchUnavailable` if any failed that may be taken later."""
    for item in items:
        result = item["index"]
        error = result.get("error")
        if error is None or result["status"] == _CONFLICT:
            continue
        if is_blocked(error["type"], error["reason"]):
            raise SearchUnavailable(blocked_in_words())
        if not_now(result["status"]) or result["status"] == 404:
            raise SearchUnavailable(in_words(error, result["status"]))
        yield Refused(result["_id"], _reason(error))


def _reason(error: dict[str, Any]) -> str:
    cause = error.get("caused_by") or {}
    return "; ".join(filter(None, (error.get("reason"), cause.get("reason"))))[:_REASON]


def _standing(hit: dict[str, Any]) -> Standing:
    return Standing(key=hit["fields"]["key"][0], version=hit["_version"], removed=hit["fields"]["removed"][0])


def _type(fields: dict[str, Any], name: str) -> str | None:
    """Elasticsearch leaves the type out where it is that of an object."""
    field = fields.get(name)
    return None if field is None else field.get("type", "object")

"""The bill of materials (SBOM) of a wheel: CycloneDX 1.6, in JSON.

It lists what the wheel needs to run on this platform, and what those packages need: names, exact versions, licences and
the hashes that the lock allows. Which package needs which comes from the metadata of the installed packages.
"""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from importlib import metadata
from typing import TYPE_CHECKING, Any

from packaging.requirements import Requirement
from packaging.utils import NormalizedName, canonicalize_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from release.lock import Locked

SPECIFICATION = "1.6"
# A longer one is the text of a licence, which belongs in the package.
LONGEST_NAME = 80


def bill_of_materials(
    root: metadata.PackageMetadata, wheel_hash: str, lock: Mapping[NormalizedName, Locked], made_at: int
) -> dict[str, Any]:
    """Return the bill of materials of a wheel.

    Args:
        root: The metadata of the wheel.
        wheel_hash: Its SHA-256, hexadecimal.
        lock: The packages of the lock.
        made_at: When it was made, in Unix seconds.
    """
    direct = frozenset(_needed(root.get_all("Requires-Dist") or [], frozenset()))
    needs = _closure(direct)
    return {
        "$schema": f"http://cyclonedx.org/schema/bom-{SPECIFICATION}.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": SPECIFICATION,
        "serialNumber": f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_OID, wheel_hash)}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(made_at, UTC).isoformat().replace("+00:00", "Z"),
            "component": _application(root, wheel_hash),
        },
        "components": [_library(lock[name]) for name in sorted(needs)],
        "dependencies": [
            _dependency(_address(root["Name"], root["Version"]), lock, {name for name, _ in direct}),
            *(_dependency(_address(name, lock[name].version), lock, needs[name]) for name in sorted(needs)),
        ],
    }


def _needed(requirements: Iterable[str], extras: frozenset[str]) -> Iterator[tuple[NormalizedName, frozenset[str]]]:
    """Yield each package that some requirements name on this platform, with the extras that they ask for."""
    for text in requirements:
        each = Requirement(text)
        if each.marker is None or any(each.marker.evaluate({"extra": extra}) for extra in (extras or {""})):
            yield canonicalize_name(each.name), frozenset(each.extras)


def _closure(direct: frozenset[tuple[NormalizedName, frozenset[str]]]) -> dict[NormalizedName, set[NormalizedName]]:
    """Return every package that is needed, with the packages that it needs itself."""
    needs: dict[NormalizedName, set[NormalizedName]] = {}
    waiting, seen = list(direct), set(direct)
    while waiting:
        name, extras = waiting.pop()
        found = set(_needed(metadata.requires(name) or [], extras | {""}))
        needs.setdefault(name, set()).update(each for each, _ in found)
        waiting += found - seen
        seen |= found
    return needs


def _application(about: metadata.PackageMetadata, wheel_hash: str) -> dict[str, Any]:
    identity = _identity(about["Name"], about["Version"])
    return {"type": "application", **identity, "licenses": _licences(about), "hashes": _hashes((wheel_hash,))}


def _library(locked: Locked) -> dict[str, Any]:
    identity = _identity(locked.name, locked.version)
    files = {"type": "distribution", "url": identity["purl"], "hashes": _hashes(locked.hashes)}
    licences = _licences(metadata.metadata(locked.name))
    return {"type": "library", **identity, "licenses": licences, "externalReferences": [files]}


def _dependency(address: str, lock: Mapping[NormalizedName, Locked], names: set[NormalizedName]) -> dict[str, Any]:
    return {"ref": address, "dependsOn": [_address(name, lock[name].version) for name in sorted(names)]}


def _identity(name: str, version: str) -> dict[str, str]:
    address = _address(name, version)
    return {"bom-ref": address, "name": name, "version": version, "purl": address}


def _address(name: str, version: str) -> str:
    return f"pkg:pypi/{canonicalize_name(name)}@{version}"


def _hashes(values: tuple[str, ...]) -> list[dict[str, str]]:
    return [{"alg": "SHA-256", "content": value} for value in values]


def _licences(about: metadata.PackageMetadata) -> list[dict[str, Any]]:
    """Return the licence as the package gives it: an expression, a name, or its classifiers."""
    expressions = about.get_all("License-Expression") or []
    if expressions:
        return [{"expression": expressions[0]}]
    names = [each for each in about.get_all("License") or [] if len(each) <= LONGEST_NAME]
    classifiers = (each for each in about.get_all("Classifier") or [] if each.startswith("License ::"))
    return [{"license": {"name": each}} for each in names or [each.rpartition(" :: ")[2] for each in classifiers]]

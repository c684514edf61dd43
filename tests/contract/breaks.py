"""Find the changes of a schema that break its users."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

_REMARKS = {"description", "title", "default", "examples"}


def breaks(was: Schema, now: Schema, *, read_by_us: bool = False) -> list[str]:
    """Return each breaking change, named by class and field.

    Additions break nothing: a field, a class, a further value of an enumeration. With `read_by_us` (the input) a field
    that becomes required is a break, and one that accepts more types is none; otherwise the reverse holds.
    """
    found: list[str] = []
    # Classes are paired by their use, because their names are not part of the contract.
    todo, seen = [(_name(was), _name(now))], {_name(was)}
    while todo:
        title, new_title = todo.pop()
        old, new = was["$defs"][title], now["$defs"][new_title]
        fields = new.get("properties", {})
        for field, shape in old["properties"].items():
            if field not in fields:
                found.append(f"{title}.{field}: removed or renamed")
                continue
            if not _widened(_type(shape), _type(fields[field]), more_types=read_by_us):
                found.append(f"{title}.{field}: retyped")
            pairs = zip(_classes(shape), _classes(fields[field]), strict=False)
            todo += [pair for pair in pairs if pair[0] not in seen]
            seen.update(_classes(shape))
        had, has = set(old.get("required", ())), set(new.get("required", ()))
        if read_by_us:
            found += [f"{title}.{field}: now required" for field in has - had]
        else:
            found += [f"{title}.{field}: no longer always there" for field in had & fields.keys() - has]
    return sorted(found)


def _name(schema: Schema) -> str:
    return str(schema["$ref"]).rpartition("/")[2]


def _classes(shape: Any) -> list[str]:
    """Return the classes that a shape refers to, in order."""
    if isinstance(shape, list):
        return [name for part in shape for name in _classes(part)]
    if not isinstance(shape, dict):
        return []
    own = [_name(shape)] if "$ref" in shape else []
    return own + [name for key, part in sorted(shape.items()) if key != "$ref" for name in _classes(part)]


def _type(shape: Any) -> Any:
    """Return a shape without descriptions; a class counts as equal whatever its name."""
    if isinstance(shape, list):
        return [_type(part) for part in shape]
    if not isinstance(shape, dict):
        return shape
    kept = {key: part for key, part in shape.items() if key not in _REMARKS}
    return {key: "an object" if key == "$ref" else _type(part) for key, part in kept.items()}


def _widened(was: Any, now: Any, *, more_types: bool) -> bool:
    """Return whether only enumerations gained values or, with `more_types`, unions gained members."""
    if isinstance(was, dict) and isinstance(now, dict) and was.keys() == now.keys():
        return all(
            set(was[key]) <= set(now[key])
            if key == "enum"
            else all(part in now[key] for part in was[key])
            if key == "anyOf" and more_types
            else _widened(was[key], now[key], more_types=more_types)
            for key in was
        )
    if isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        return all(_widened(a, b, more_types=more_types) for a, b in zip(was, now, strict=True))
    return bool(was == now)

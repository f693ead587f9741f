"""Reading a compose file as Docker does, as far as the project's own need it: variables and services."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]
_VARIABLE = re.compile(r"\$\{([A-Z_]+)(?::([-?])([^}]*))?\}")


def variables(text: str) -> dict[str, bool]:
    """The variables that the text of a compose file names, and whether each must be set."""
    found: dict[str, bool] = {}
    for name, kind, _ in _VARIABLE.findall(text):
        found[name] = found.get(name, False) or kind != "-"
    return found


def services(text: str, values: Mapping[str, str]) -> dict[str, Any]:
    """The services of a compose file with values for its variables. Raises KeyError for one that is needed."""

    def value(found: re.Match[str]) -> str:
        name, kind, default = found.groups()
        return (values.get(name) or default) if kind == "-" else values[name]

    read: dict[str, Any] = yaml.safe_load(_VARIABLE.sub(value, text))["services"]
    return read

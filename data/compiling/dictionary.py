"""The data dictionary: one page written from datapackage.json and the tables, never by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

HEAD = """# Data dictionary

Written by `python data/compile.py --dictionary` from `datapackage.json` and the tables; do not edit it.
In a notebook: `load("NAME")`. A blank is "not known or does not apply", never a zero.

| table | rows | years | made | what it is |
| --- | --- | --- | --- | --- |
"""
TYPES = {"string": "text", "integer": "whole number", "number": "number", "date": "date", "boolean": "true or false"}


def dictionary(folder: Path) -> str:
    """The page as Markdown. folder: data/, with datapackage.json and the CSV files."""
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    overview, pages = [], []
    for resource in package["resources"]:
        table = pd.read_csv(folder / resource["path"], dtype=str, keep_default_na=False)
        name = resource["name"]
        made = resource["made"]
        overview.append(
            f"| [{name}](#{name}) | {len(table)} | {_years(resource, table)} | {made} | {resource['title']} |"
        )
        pages.append(_page(resource, table))
    return HEAD + "\n".join(overview) + "\n\n" + "\n".join(pages)


def _years(resource: dict[str, Any], table: pd.DataFrame) -> str:
    column = resource.get("years")
    if not column:
        return ""
    years = table.loc[table[column] != "", column].str[:4]
    return f"{years.min()}-{years.max()}"


def _page(resource: dict[str, Any], table: pd.DataFrame) -> str:
    schema = resource["schema"]
    links = {
        link["fields"][0]: f"{link['reference']['resource']}.{link['reference']['fields'][0]}"
        for link in schema.get("foreignKeys", [])
    }
    lines = [
        f"## {resource['name']}",
        "",
        f"**{resource['title']}.** {resource['description']}",
        "",
        f"- Use: {resource['use']}",
        f"- As of {resource['as_of']}; key: {', '.join(schema['primaryKey'])}",
        f"- Cite: {resource['citation']}",
        f"- Licence: {'; '.join(_licence(entry) for entry in resource['licenses'])}",
        f"- Sources: {'; '.join(_source(entry) for entry in resource['sources'])}",
        "",
        "| column | type | unit | blank | meaning |",
        "| --- | --- | --- | --- | --- |",
    ]
    for field in schema["fields"]:
        blank = int((table[field["name"]] == "").sum())
        meaning = field["description"] + _rules(field, links.get(field["name"]))
        kind = "label" if "enum" in field.get("constraints", {}) else TYPES[field["type"]]
        lines.append(f"| {field['name']} | {kind} | {field.get('unit', '')} | {blank or ''} | {meaning} |")
    return "\n".join(lines) + "\n"


def _rules(field: dict[str, Any], link: str | None) -> str:
    rules = field.get("constraints", {})
    words = []
    if "enum" in rules:
        words.append("one of: " + ", ".join(rules["enum"]))
    if link:
        words.append(f"points to {link}")
    return f" ({'; '.join(words)})" if words else ""


def _licence(entry: dict[str, str]) -> str:
    return f"[{entry['title']}]({entry['path']})" if "path" in entry else entry["title"]


def _source(entry: dict[str, str]) -> str:
    return f"[{entry['title']}]({entry['path']})" if "path" in entry else entry["title"]

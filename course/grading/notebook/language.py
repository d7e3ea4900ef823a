"""Which programming language a notebook is in, from its metadata."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_KERNELS = {
    "ir": "R", "julia": "Julia", "bash": "Bash", "octave": "Octave", "matlab": "MATLAB", "scala": "Scala",
    "javascript": "JavaScript", "deno": "TypeScript", "xcpp": "C++", "sas": "SAS", "stata": "Stata", "ruby": "Ruby",
    "rust": "Rust", "sagemath": "SageMath", "java": "Java",
}  # fmt: skip
"""Usual kernels by the beginning of their name, for a notebook whose metadata say no more."""


def language_of(metadata: Mapping[str, Any]) -> str:
    """The language of a notebook with this metadata; "python" where nothing says otherwise.

    >>> language_of({"kernelspec": {"name": "ir"}}), language_of({"language_info": {"name": "python"}}), language_of({})
    ('R', 'python', 'python')
    """
    spec, info = (_mapping(metadata.get(key)) for key in ("kernelspec", "language_info"))
    said = spec.get("language") or info.get("name")
    if isinstance(said, str) and said:
        return "python" if said.lower() in ("python", "ipython", "python3") else said
    kernel = spec.get("name")
    if isinstance(kernel, str) and not kernel.lower().startswith(("py", "ipy")):
        start = kernel.lower().split("-")[0]
        return next((name for known, name in _KERNELS.items() if start in (known, f"x{known}")), "python")
    return "python"


def ran_in(metadata: Mapping[str, Any]) -> str:
    """The language that the kernel itself wrote into a notebook which was run; "python" where nothing says otherwise.

    >>> ran_in({"language_info": {"name": "R"}, "kernelspec": {"name": "python3"}})
    'R'
    """
    return language_of({"language_info": metadata.get("language_info")})


def _mapping(found: Any) -> Mapping[str, Any]:
    return found if isinstance(found, Mapping) else {}

"""How numpy's arrays and pandas' tables cross to the judge; importing this registers them in `codec`.

Numbers travel as their bytes, text as text. A type of column is named, and only names of this list are made again:
the plain form comes from a learner's process, so nothing in it may choose what code runs here.

>>> import pandas as pd
>>> unpack(pack(pd.Series([1, 2], index=["a", "b"], name="n"))).to_dict()
{'a': 1, 'b': 2}
"""

from __future__ import annotations

import base64
import math
import re
import sys
from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from course.grading.judge.codec import (
    FAMILIES,
    MARK,
    PACKERS,
    UNPACKERS,
    CannotCross,
    Crossing,
    crosses,
    pack,
    unpack,
)

__all__ = ["pack", "unpack"]

_RAW = re.compile(r"[<>|=]?([biufcSU]\d*|[mM]8(\[\d*(Y|M|W|D|h|m|s|ms|us|ns|ps|fs|as)\])?)")
_ZONE = re.compile(r"(?!dateutil)[A-Za-z]\w*([/+:-]\w+)*")
_COLUMN = re.compile(
    r"(U?Int(8|16|32|64)|Float(32|64)|boolean|datetime64\[(s|ms|us|ns), (?!dateutil)[\w/+:-]+\]|period\[[\w-]+\])"
)


# -- numpy ---------------------------------------------------------------------------------------------------------


def _raw(array: np.ndarray) -> dict[str, Any]:
    return {
        "dtype": array.dtype.str,
        "shape": list(array.shape),
        "bytes": base64.b64encode(np.ascontiguousarray(array).tobytes()).decode(),
    }


def _from_raw(plain: Mapping[str, Any]) -> np.ndarray:
    if not _RAW.fullmatch(plain["dtype"]):
        raise CannotCross("numpy.ndarray", f"numbers of the kind {plain['dtype']!r} do not travel")
    shape = tuple(int(side) for side in plain["shape"])
    data = base64.b64decode(plain["bytes"])
    dtype = np.dtype(plain["dtype"])
    if math.prod(shape) * dtype.itemsize != len(data):
        raise CannotCross("numpy.ndarray", "its size and its shape differ")
    if dtype.itemsize == 0:
        return np.zeros(shape, dtype)
    return np.frombuffer(data, dtype).reshape(shape).copy()


def _array(array: np.ndarray, crossing: Crossing) -> dict[str, Any]:
    if array.dtype == object:
        return {"shape": list(array.shape), "of": [crossing.pack(item) for item in array.ravel()]}
    if not _RAW.fullmatch(array.dtype.str):
        raise CannotCross("numpy.ndarray", f"numbers of the kind {array.dtype} do not travel")
    return _raw(array)


def _from_array(plain: Mapping[str, Any], crossing: Crossing) -> np.ndarray:
    if "of" not in plain:
        return _from_raw(plain)
    items = [crossing.unpack(item) for item in plain["of"]]
    array = np.empty(len(items), dtype=object)
    for place, item in enumerate(items):
        array[place] = item
    return array.reshape(tuple(int(side) for side in plain["shape"]))


crosses(np.ndarray, "array", _array, _from_array)
for _code in "?bBhHiIlLqQefdgFDGSUmM":
    crosses(
        np.dtype(_code).type,
        "scalar",
        lambda value, crossing: _array(np.asarray(value), crossing),
        lambda plain, crossing: _from_raw(plain)[()],
    )


def _poly(value: np.poly1d, crossing: Crossing) -> dict[str, Any]:
    return {"of": crossing.pack(value.coeffs), "variable": str(value.variable)}


def _masked(value: Any, crossing: Crossing) -> dict[str, Any]:
    mask, fill = np.ma.getmaskarray(value), np.asarray(value.fill_value)
    return {"data": _array(np.asarray(value.data), crossing), "mask": _raw(mask), "fill": _array(fill, crossing)}


def _from_masked(plain: Mapping[str, Any], crossing: Crossing) -> Any:
    made = np.ma.array(_from_array(plain["data"], crossing), mask=_from_raw(plain["mask"]))
    np.ma.set_fill_value(made, _from_array(plain["fill"], crossing).item())
    return made


def _sparse(value: Any, crossing: Crossing) -> dict[str, Any] | None:
    """A sparse table of scipy's, if scipy is there: its numbers and their places."""
    scipy = sys.modules.get("scipy.sparse")
    if scipy is None or not scipy.issparse(value) or type(value) is not getattr(scipy, type(value).__name__, None):
        return None
    found = value.tocoo()
    places = [_raw(np.asarray(place)) for place in (found.row, found.col)]
    shape = [int(side) for side in value.shape]
    return {MARK: "sparse", "kind": type(value).__name__, "of": _raw(found.data), "at": places, "shape": shape}


def _from_sparse(plain: Mapping[str, Any], crossing: Crossing) -> Any:
    import scipy.sparse

    kind = str(plain["kind"])
    if not re.fullmatch(r"(bsr|coo|csc|csr|dia|dok|lil)_(matrix|array)", kind):
        raise CannotCross("sparse table", "its kind is not known")
    rows, columns = (_from_raw(place) for place in plain["at"])
    shape = tuple(int(side) for side in plain["shape"])
    found = getattr(scipy.sparse, f"coo_{kind[4:]}")((_from_raw(plain["of"]), (rows, columns)), shape=shape)
    return getattr(scipy.sparse, kind)(found)


crosses(np.poly1d, "polynomial", _poly, lambda p, crossing: np.poly1d(crossing.unpack(p["of"]), variable=p["variable"]))
crosses(np.matrix, "matrix", _array, lambda plain, crossing: np.asmatrix(_from_array(plain, crossing)))
crosses(np.ma.MaskedArray, "masked", _masked, _from_masked)
FAMILIES.append(_sparse)
UNPACKERS["sparse"] = _from_sparse


# -- pandas' single values -----------------------------------------------------------------------------------------

crosses(type(pd.NaT), "NaT", lambda value, crossing: {}, lambda plain, crossing: pd.NaT)
crosses(type(pd.NA), "NA", lambda value, crossing: {}, lambda plain, crossing: pd.NA)
crosses(
    pd.Timestamp,
    "timestamp",
    lambda value, crossing: {"is": value.isoformat(), "unit": value.unit, "zone": str(value.tz) if value.tz else None},
    lambda plain, crossing: _timestamp(plain),
)
crosses(
    pd.Timedelta,
    "pd.timedelta",
    lambda value, crossing: {"is": int(value.as_unit("ns").value), "unit": value.unit},
    lambda plain, crossing: pd.Timedelta(int(plain["is"]), unit="ns").as_unit(plain["unit"]),
)
crosses(
    pd.Period,
    "period",
    lambda value, crossing: {"is": int(value.ordinal), "freq": value.freqstr},
    lambda plain, crossing: pd.Period(ordinal=int(plain["is"]), freq=str(plain["freq"])),
)
crosses(
    pd.Interval,
    "interval",
    lambda value, crossing: {
        "of": [crossing.pack(value.left), crossing.pack(value.right)],
        "closed": value.closed,
    },
    lambda plain, crossing: pd.Interval(*(crossing.unpack(end) for end in plain["of"]), closed=plain["closed"]),
)


def _timestamp(plain: Mapping[str, Any]) -> pd.Timestamp:
    made = pd.Timestamp(str(plain["is"]))
    if plain.get("zone") and made.tz is not None:
        if not _ZONE.fullmatch(plain["zone"]):  # some names of zones are paths of files
            raise CannotCross("pandas.Timestamp", "its time zone is not known here")
        made = made.tz_convert(plain["zone"])
    return made.as_unit(plain["unit"])


# -- pandas' columns -----------------------------------------------------------------------------------------------


def _column(values: Any, crossing: Crossing) -> dict[str, Any]:
    """An index's or a column's values: numpy's or one of pandas' own arrays."""
    if type(values) is pd.arrays.NumpyExtensionArray:  # pandas keeps its text in a subclass
        values = values.to_numpy()
    dtype = values.dtype
    if isinstance(dtype, np.dtype):
        return {"kind": "numpy", "array": _array(np.asarray(values), crossing)}
    if isinstance(dtype, pd.StringDtype):
        missing = "nan" if dtype.na_value is not pd.NA else "NA"
        gone = np.asarray(pd.isna(values), dtype=bool)
        return {
            "kind": "text",
            "missing": missing,
            "of": [None if no else str(t) for t, no in zip(values, gone, strict=True)],
        }
    if isinstance(dtype, pd.CategoricalDtype):
        codes, labels = np.asarray(values.codes), _index(values.categories, crossing)
        return {"kind": "category", "codes": _raw(codes), "labels": labels, "ordered": bool(dtype.ordered)}
    if _COLUMN.fullmatch(str(dtype)):
        gone = np.asarray(pd.isna(values), dtype=bool)
        packed = [None if no else crossing.pack(item) for item, no in zip(values, gone, strict=True)]
        return {"kind": "pandas", "dtype": str(dtype), "of": packed}
    if isinstance(dtype, pd.IntervalDtype):
        return {"kind": "interval", "closed": dtype.closed, "of": [crossing.pack(item) for item in values]}
    raise CannotCross("pandas column", f"the type {dtype} does not travel")


def _from_column(plain: Mapping[str, Any], crossing: Crossing) -> Any:
    kind = plain["kind"]
    if kind == "numpy":
        return _from_array(plain["array"], crossing)
    if kind == "text":
        missing = pd.NA if plain["missing"] == "NA" else np.nan
        texts = [missing if text is None else str(text) for text in plain["of"]]
        # The default text type keeps pandas' own choice of storage; the nullable one is asked for by name.
        return pd.Series(texts, dtype="string" if plain["missing"] == "NA" else "str").array
    if kind == "category":
        codes = _from_raw(plain["codes"]).astype("int64")
        return pd.Categorical.from_codes(codes, _from_index(plain["labels"], crossing), ordered=bool(plain["ordered"]))
    if kind == "interval":
        return pd.arrays.IntervalArray([crossing.unpack(item) for item in plain["of"]], closed=plain["closed"])
    if kind == "pandas" and _COLUMN.fullmatch(plain["dtype"]):
        items = [pd.NA if item is None else crossing.unpack(item) for item in plain["of"]]
        if plain["dtype"].startswith(("datetime64", "period")):
            items = [pd.NaT if item is pd.NA else item for item in items]
        return pd.array(items, dtype=plain["dtype"])
    raise CannotCross("pandas column", f"the kind {kind!r} is not known")


def _index(index: pd.Index, crossing: Crossing) -> dict[str, Any]:
    names = [crossing.pack(name) for name in index.names]
    if isinstance(index, pd.MultiIndex):
        levels = [_column(index.get_level_values(place).array, crossing) for place in range(index.nlevels)]
        return {"levels": levels, "names": names}
    if type(index) is pd.RangeIndex:
        return {"range": [index.start, index.stop, index.step], "names": names}
    freq = getattr(index, "freqstr", None) if isinstance(index, (pd.DatetimeIndex, pd.TimedeltaIndex)) else None
    return {"values": _column(index.array, crossing), "names": names, "freq": freq}


def _from_index(plain: Mapping[str, Any], crossing: Crossing) -> pd.Index:
    names = [crossing.unpack(name) for name in plain["names"]]
    if "levels" in plain:
        levels = [_from_column(level, crossing) for level in plain["levels"]]
        return pd.MultiIndex.from_arrays(levels, names=names)
    if "range" in plain:
        return pd.RangeIndex(*(int(number) for number in plain["range"]), name=names[0])
    values = _from_column(plain["values"], crossing)
    index = pd.Index(values, name=names[0], dtype=values.dtype)
    if plain.get("freq") and isinstance(index, (pd.DatetimeIndex, pd.TimedeltaIndex)):
        index.freq = str(plain["freq"])
    return index


def _frame(frame: pd.DataFrame, crossing: Crossing) -> dict[str, Any]:
    columns = [_column(frame.iloc[:, place].array, crossing) for place in range(frame.shape[1])]
    return {"columns": columns, "names": _index(frame.columns, crossing), "index": _index(frame.index, crossing)}


def _from_frame(plain: Mapping[str, Any], crossing: Crossing) -> pd.DataFrame:
    index = _from_index(plain["index"], crossing)
    columns = {place: _from_column(column, crossing) for place, column in enumerate(plain["columns"])}
    frame = pd.DataFrame(columns, index=index, columns=range(len(columns)))
    frame.columns = _from_index(plain["names"], crossing)
    return frame


crosses(
    pd.Series,
    "series",
    lambda value, crossing: {
        "values": _column(value.array, crossing),
        "index": _index(value.index, crossing),
        "name": crossing.pack(value.name),
    },
    lambda plain, crossing: pd.Series(
        _from_column(plain["values"], crossing),
        index=_from_index(plain["index"], crossing),
        name=crossing.unpack(plain["name"]),
    ),
)
crosses(pd.DataFrame, "frame", _frame, _from_frame)
for _kind in (
    pd.Index, pd.RangeIndex, pd.MultiIndex, pd.DatetimeIndex, pd.TimedeltaIndex, pd.PeriodIndex,
    pd.CategoricalIndex, pd.IntervalIndex,
):  # fmt: skip
    crosses(_kind, "index", _index, _from_index)
for _name in ("StringArray", "ArrowStringArray", "IntegerArray", "FloatingArray", "BooleanArray", "DatetimeArray"):
    if (_kind := getattr(pd.arrays, _name, None)) is not None:
        crosses(_kind, "column", _column, _from_column)
crosses(pd.Categorical, "column", _column, _from_column)
crosses(pd.arrays.NumpyExtensionArray, "column", _column, _from_column)
PACKERS[type(pd.Series(["a"]).array)] = PACKERS[pd.Categorical]  # whatever pandas keeps its text in here

"""Lists of names that are known to be harmless, or not, when a test runs in one process with a learner's cells.

What stands in no list of harmless names has both witnesses (see `transparent`, `apart`), so a name too few costs time
and a name too many a wrong grade. Not harmless are `update`, `seterr`, `to_csv` or `seed`: they change something.
"""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


MODULES = _words(
    """
    calendar collections datetime decimal fractions itertools math numpy pandas re statistics string
    """
)
"""Modules of which a test may use what stands in PURE."""

BUILTINS = _words(
    """
    Ellipsis abs all any bin bool bytes callable chr complex dict divmod enumerate filter float format
    frozenset hex int isinstance issubclass len list map max min oct ord pow print range repr reversed round
    set slice sorted str sum tuple type zip
    """
)
"""Builtins that look at values only; exceptions are harmless, too."""

PURE = _words(
    """
    Counter DataFrame DateOffset DatetimeIndex Decimal Fraction Index Interval MultiIndex NaT OrderedDict
    Period RangeIndex Series Timedelta Timestamp absolute accumulate acos agg aggregate align all allclose
    alltrue amax amin any apply applymap arange arctan argmax argmin argsort array array_equal array_equiv
    as_integer_ratio asarray asin assert_allclose assert_almost_equal assert_array_almost_equal
    assert_array_equal assert_equal assert_frame_equal assert_index_equal assert_series_equal assign astype
    at_time atan atan2 average between bfill bit_length capitalize casefold ceil center chain clip
    column_stack comb combinations combine_first concat concatenate conjugate contains copy corr corrcoef cos
    cosh count count_nonzero cov crosstab cummax cummin cumprod cumsum cut date date_range datetime day_name
    decode degrees describe det diag diagonal diff difference dist divide dot drop drop_duplicates droplevel
    dropna duplicated e elements empty encode endswith eq equals erf ewm exp expanding expandtabs explode
    expm1 eye fabs factorial ffill fillna filter find findall first flatten floor floordiv fmean fmod format
    frexp from_dict from_iterable from_records fromisoformat fromkeys fsum full full_like fullmatch gamma gcd
    ge geometric_mean get get_dummies get_group groupby gt harmonic_mean head hstack hypot identity idxmax
    idxmin index infer_objects inner interp intersection inv invert is_integer is_monotonic_decreasing
    is_monotonic_increasing isalnum isalpha isclose isdecimal isdigit isdisjoint isfinite isidentifier isin
    isinf isleap islower isna isnan isnull isnumeric isoformat isqrt isspace issubset issuperset istitle
    isupper items iterrows itertuples join keys kurt last lcm ldexp le len lgamma limit_denominator linspace
    ljust log log10 log1p log2 logical_and logical_not logical_or lower lstrip lt map mask max maximum mean
    median median_high median_low melt merge min minimum mode modf month_name monthrange most_common mul
    multimode multiply nanmax nanmean nanmin nansum ne nlargest nonzero norm normalize notna notnull nsmallest
    nunique ones ones_like outer partition pct_change percentile period_range permutations pivot pivot_table
    power prod product pstdev ptp pvariance qcut quantile quantiles query radians rank ravel real reindex
    remainder removeprefix removesuffix rename rename_axis repeat replace reset_index reshape rfind rindex
    rjust rolling round rpartition rsplit rstrip search select_dtypes sem set_axis set_index shift sin sinh
    size skew solve sort_index sort_values split splitlines sqrt square squeeze stack startswith std stdev
    strftime strip strptime sub subtract sum swapaxes swapcase symmetric_difference tail tan tanh time
    timedelta timestamp title to_datetime to_dict to_frame to_list to_numeric to_numpy to_period to_pydatetime
    to_records to_string to_timedelta to_timestamp tolist total_seconds trace transform translate transpose
    tril triu truediv trunc tz_convert tz_localize union unique unstack upper value_counts values var variance
    vstack weekday where xs zeros zeros_like zfill zip_longest
    """
)
"""Functions and methods that leave what they are given as it is: of Python's values and modules, numpy and pandas."""

CHANGING = _words(
    """
    add append appendleft clear discard extend extendleft insert pop popitem popleft remove reverse setdefault
    sort update
    """
)
"""Methods that change a list or the like in place."""

SEES_MORE = _words(
    """
    attrs base ctypes data dst flags fold gi_frame im_self is_copy options plot style tz tzinfo tzname
    """
)
"""What an object has beside its value, and a module beside its functions."""

LEARNERS_MODULES = _words(
    """
    calendar collections copy course csv datetime fractions functools itertools json math matplotlib numpy
    operator pandas random re statistics string textwrap typing
    """
)
"""Modules that a learner's cell may use without doing anything to a test beside it."""

LOOKS_AROUND = _words(
    """
    In Out breakpoint compile delattr display eval exec exit get_ipython globals help input locals memoryview
    quit setattr vars
    """
)
"""Names by which a cell looks at, or changes, what its own text does not show."""

SETTINGS = _words(
    """
    errstate option_context options patch rcParams reset_option set_option set_printoptions setbufsize seterr
    seterrcall testing
    """
)
"""What sets a library's options for everybody."""

"""Means, medians and deviations."""

from math import fsum, sqrt

__all__ = ["mean", "fmean", "median", "median_low", "median_high", "mode", "multimode", "stdev", "pstdev", "variance", "pvariance",
           "StatisticsError", "geometric_mean", "harmonic_mean"]


class StatisticsError(ValueError):
    pass


def _exact_ratio(values):
    """The sum as an exact fraction: numerator and denominator."""
    numerator, denominator = 0, 1
    for value in values:
        n, d = value.as_integer_ratio()
        numerator, denominator = numerator * d + n * denominator, denominator * d
        if denominator > 1 << 64:
            from math import gcd

            common = gcd(numerator, denominator)
            numerator, denominator = numerator // common, denominator // common
    return numerator, denominator


def _as_given(numerator, denominator, data):
    if all(isinstance(x, int) for x in data) and numerator % denominator == 0:
        return numerator // denominator
    return numerator / denominator


def mean(data):
    data = list(data)
    if not data:
        raise StatisticsError("mean requires at least one data point")
    numerator, denominator = _exact_ratio(data)
    return _as_given(numerator, denominator * len(data), data)


def fmean(data, weights=None):
    data = list(data)
    if not data:
        raise StatisticsError("fmean requires at least one data point")
    if weights is None:
        return fsum(data) / len(data)
    weights = list(weights)
    if len(weights) != len(data):
        raise StatisticsError("data and weights must be the same length")
    return fsum(x * w for x, w in zip(data, weights)) / fsum(weights)


def geometric_mean(data):
    from math import exp, log

    data = list(data)
    if not data:
        raise StatisticsError("Must have a non-empty dataset")
    return exp(fsum(map(log, data)) / len(data))


def harmonic_mean(data, weights=None):
    data = list(data)
    if not data:
        raise StatisticsError("harmonic_mean requires at least one data point")
    return len(data) / fsum(1 / x for x in data)


def _sorted(data):
    data = sorted(data)
    if not data:
        raise StatisticsError("no median for empty data")
    return data


def median(data):
    data = _sorted(data)
    n = len(data)
    return data[n // 2] if n % 2 else (data[n // 2 - 1] + data[n // 2]) / 2


def median_low(data):
    data = _sorted(data)
    return data[(len(data) - 1) // 2]


def median_high(data):
    data = _sorted(data)
    return data[len(data) // 2]


def multimode(data):
    counts = {}
    for x in data:
        counts[x] = counts.get(x, 0) + 1
    most = max(counts.values(), default=0)
    return [x for x, count in counts.items() if count == most]


def mode(data):
    found = multimode(data)
    if not found:
        raise StatisticsError("no mode for empty data")
    return found[0]


def _spread(data, name, least, xbar=None):
    """The sum of squared differences from the mean, as an exact fraction."""
    data = list(data)
    if len(data) < least:
        what = "one data point" if least == 1 else "two data points"
        raise StatisticsError(f"{name} requires at least {what}")
    n = len(data)
    sn, sd = _exact_ratio(data)
    total_n, total_d = 0, 1
    for value in data:
        a, b = value.as_integer_ratio()
        dn, dd = a * sd * n - sn * b, b * sd * n
        dn, dd = dn * dn, dd * dd
        total_n, total_d = total_n * dd + dn * total_d, total_d * dd
        from math import gcd

        common = gcd(total_n, total_d)
        total_n, total_d = total_n // common, total_d // common
    return total_n, total_d, data


def variance(data, xbar=None):
    numerator, denominator, data = _spread(data, "variance", 2)
    return _as_given(numerator, denominator * (len(data) - 1), data)


def pvariance(data, mu=None):
    numerator, denominator, data = _spread(data, "pvariance", 1)
    return _as_given(numerator, denominator * len(data), data)


def stdev(data, xbar=None):
    numerator, denominator, data = _spread(data, "stdev", 2)
    return sqrt(numerator / (denominator * (len(data) - 1)))


def pstdev(data, mu=None):
    numerator, denominator, data = _spread(data, "pstdev", 1)
    return sqrt(numerator / (denominator * len(data)))

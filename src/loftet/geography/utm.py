"""Degrees from the metres of UTM zone 33 on ETRS89 (EPSG:25833), in which Kartverket delivers.

Krüger's series, as in IOGP Guidance Note 7-2 (Geomatics), Transverse Mercator, to the third order:
centimetres anywhere in Norway.
"""

from math import asin, atan, atanh, cos, cosh, degrees, sin, sinh, sqrt, tan

FLATTENING, RADIUS = 1 / 298.257222101, 6_378_137.0  # GRS 80
SCALE, MIDDLE, FALSE_EAST = 0.9996, 15.0, 500_000.0
N = FLATTENING / (2 - FLATTENING)
RECTIFYING = RADIUS / (1 + N) * (1 + N**2 / 4 + N**4 / 64)
BACK = (
    N / 2 - 2 * N**2 / 3 + 37 * N**3 / 96,
    N**2 / 48 + N**3 / 15,
    17 * N**3 / 480,
)


def degrees_from_utm33(east: float, north: float) -> tuple[float, float]:
    """Return longitude and latitude of a point in metres.

    >>> [round(part, 5) for part in degrees_from_utm33(500_000.0, 0.0)]
    [15.0, 0.0]
    >>> [round(part, 4) for part in degrees_from_utm33(262_000.0, 6_649_000.0)]
    [10.7427, 59.9096]
    """
    xi, eta = north / (SCALE * RECTIFYING), (east - FALSE_EAST) / (SCALE * RECTIFYING)
    xi0 = xi - sum(b * sin(2 * k * xi) * cosh(2 * k * eta) for k, b in enumerate(BACK, 1))
    eta0 = eta - sum(b * cos(2 * k * xi) * sinh(2 * k * eta) for k, b in enumerate(BACK, 1))
    conformal = asin(sin(xi0) / cosh(eta0))
    longitude = MIDDLE + degrees(atan(sinh(eta0) / cos(xi0)))
    return longitude, degrees(_geodetic(conformal))


def _geodetic(conformal: float) -> float:
    """Return the latitude on the ellipsoid of a conformal latitude."""
    eccentricity = sqrt(FLATTENING * (2 - FLATTENING))
    latitude, wanted = conformal, tan(conformal)
    for _step in range(5):
        bent = sinh(eccentricity * atanh(eccentricity * sin(latitude)))
        found = tan(latitude) * sqrt(1 + bent**2) - bent * sqrt(1 + tan(latitude) ** 2)
        latitude += (wanted - found) * cos(latitude) ** 2
    return latitude

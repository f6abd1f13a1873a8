"""Money: decimal yuan with two places, everywhere. Units of a column (万元) are undone when it is read."""

from decimal import ROUND_HALF_UP, Decimal

import polars as pl

YUAN = pl.Decimal(14, 2)
_CENT = Decimal("0.01")


def yuan(amount: Decimal) -> Decimal:
    """``amount`` rounded half up to a cent."""
    return amount.quantize(_CENT, ROUND_HALF_UP)


def written(amount: Decimal) -> str:
    """An amount as people write it: ``23,450`` or ``23,450.50``.

    >>> written(Decimal("23450.00")), written(Decimal("0.5"))
    ('23,450', '0.50')
    """
    rounded = yuan(amount)
    return f"{rounded:,.0f}" if rounded == rounded.to_integral_value() else f"{rounded:,.2f}"

"""What insurance paid, what civil relief paid, and what was left to the patient, whatever columns say so.

Belongs here: the arithmetic between a settlement's columns (contract of the ``rows`` table). All lists are one amount a
line, Decimal yuan or None.
"""

from decimal import Decimal

from pipelines.sources.vocabulary import FUND_PART, FUNDS_TOTAL, RELIEF, RELIEF_FUND, TUITION_PART

_CLOSE = Decimal(1)  # yuan: more than rounding
Amounts = list[Decimal | None]


def _added(columns: list[Amounts], length: int) -> Amounts:
    """Line by line sums; None where no column has an amount."""
    if not columns:
        return [None] * length
    return [
        sum((amount for amount in line if amount is not None), Decimal(0)) if any(a is not None for a in line) else None
        for line in zip(*columns, strict=True)
    ]


def _without_relief(total: Decimal, parts: Decimal | None, relief: Decimal, rest: Decimal | None) -> Decimal:
    """The funds' total without a civil relief that it includes.

    ``rest`` is cost minus what the patient paid, when both are known: it equals all that was paid for him.
    """
    if parts is not None and abs(total - parts) <= _CLOSE < abs(total - parts - relief):
        return total
    if parts is not None and abs(total - parts - relief) <= _CLOSE:
        return total - relief
    if rest is not None and abs(rest - total - relief) <= _CLOSE:
        return total
    return total - relief


def settle(cleaned: dict[str, list[object]], length: int) -> tuple[dict[str, Amounts], list[int]]:
    """(reimbursed_yuan, civil_relief_yuan and self_paid_yuan; the lines whose own 个人负担 differs by over a yuan).

    The funds' total goes before the sum of its parts. 医疗救助基金 is civil relief and part of the national form's
    基金支付总额, so it is taken out of it; a 医疗救助 or 民政救助 column beside a total is taken out only where the
    sums show that the total holds it.
    """
    columns: dict[str, list[Amounts]] = {FUND_PART: [], RELIEF: [], RELIEF_FUND: [], TUITION_PART: []}
    for key, amounts in cleaned.items():
        columns.get(key.partition("#")[0], []).append(amounts)  # type: ignore[arg-type]
    total_funds: Amounts = cleaned.pop(FUNDS_TOTAL, [None] * length)  # type: ignore[assignment]
    cost: Amounts = cleaned.get("total_cost_yuan", [None] * length)  # type: ignore[assignment]
    own: Amounts = cleaned.get("self_paid_yuan", [None] * length)  # type: ignore[assignment]
    parts = _added(columns[FUND_PART], length)
    from_fund = _added(columns[RELIEF_FUND], length)
    relief = _added([*columns[RELIEF], *columns[RELIEF_FUND]], length)
    reimbursed = [_reimbursed(*line) for line in zip(total_funds, parts, relief, from_fund, cost, own, strict=True)]
    computed = [_computed(*line) for line in zip(cost, reimbursed, relief, strict=True)]
    differing = [
        line
        for line, (said, sum_) in enumerate(zip(own, computed, strict=True))
        if said is not None and sum_ is not None and abs(said - sum_) > _CLOSE
    ]
    self_paid = [said if said is not None else sum_ for said, sum_ in zip(own, computed, strict=True)]
    sums = {"reimbursed_yuan": reimbursed, "civil_relief_yuan": relief, "self_paid_yuan": self_paid}
    if columns[TUITION_PART]:
        whole: Amounts = cleaned.get("tuition_yuan", [None] * length)  # type: ignore[assignment]
        added = _added(columns[TUITION_PART], length)
        sums["tuition_yuan"] = [said if said is not None else sum_ for said, sum_ in zip(whole, added, strict=True)]
    return sums, differing


def _reimbursed(
    total: Decimal | None,
    parts: Decimal | None,
    relief: Decimal | None,
    from_fund: Decimal | None,
    cost: Decimal | None,
    own: Decimal | None,
) -> Decimal | None:
    if total is None:
        return parts
    if not relief:
        return total
    rest = cost - own if cost is not None and own is not None else None
    inside = _without_relief(total, parts, relief, rest)
    sure_outside = not from_fund and parts is None and (rest is None or abs(rest - total) > _CLOSE)
    return total if sure_outside else inside


def _computed(cost: Decimal | None, reimbursed: Decimal | None, relief: Decimal | None) -> Decimal | None:
    """Cost minus both; unknown when nothing says what was paid."""
    if cost is None or (reimbursed is None and relief is None):
        return None
    return cost - (reimbursed or Decimal(0)) - (relief or Decimal(0))

"""To whom a row belongs: to its unit, or to the publisher of its document where the form prints no unit."""

from __future__ import annotations

IS_NO_UNIT = "unit_role is null"
"""Of a row of `dim_budget_unit`: that no unit is printed, or none that is known. Nobody publishes as it."""

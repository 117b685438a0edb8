"""Whether the units and the cadences of formulas fit."""

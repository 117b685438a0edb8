"""What the formulas and the reported values give together: computed values, and what follows from them."""

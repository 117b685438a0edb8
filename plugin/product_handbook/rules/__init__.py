"""The linter of strategy: small functions over a Strategy, one file a family of rules."""

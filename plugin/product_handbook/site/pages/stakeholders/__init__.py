"""The page stakeholders."""

"""Evidence bundles: written and verified with nothing but what they hold. Not sealed yet: see ``bundle``."""

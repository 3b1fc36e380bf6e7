"""How well what is used again is found: prints after a messenger and a new scan, others' papers, the lookup's time."""

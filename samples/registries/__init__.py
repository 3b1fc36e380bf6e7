"""The reference registry service: answers as three agencies would, from the records of sample persons only."""

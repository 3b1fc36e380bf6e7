"""Reading of identity cards: labels in a left column, values to their right, a portrait, a header above."""

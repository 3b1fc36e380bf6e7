"""PDFs of many producers, saved again by many tools, and with texts changed in their own operators."""

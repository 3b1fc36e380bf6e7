"""PDFs of many producers, saved again by many tools, with texts changed in their operators: what is found, what is not."""

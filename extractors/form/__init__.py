"""Papers told by data: labels with their wordings, kinds of value, sections, sentences, tables; one reader for all."""

"""One module an identifier: compact, validate, is_valid, format."""

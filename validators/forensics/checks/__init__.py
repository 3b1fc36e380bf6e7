"""One check a file; found by walking this package, and none knows another."""

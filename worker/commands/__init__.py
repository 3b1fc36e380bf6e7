"""The commands, one group a file. Nothing heavy is imported at module level: ``--help`` must answer at once."""

"""What outlives a process: blobs on disk, rows in SQL, the audit chain. PostgreSQL or SQLite is the truth."""

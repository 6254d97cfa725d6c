"""What the emulator keeps: documents in SQLite, files, sources, faults, the log of requests."""

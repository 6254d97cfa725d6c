"""HTTP: the server, the application, and what all operations have in common."""

"""One request: its message, its authorization, its attempts and the way over the network."""

"""What happens to a video after its upload: it is read, encoded, and webhooks are told."""

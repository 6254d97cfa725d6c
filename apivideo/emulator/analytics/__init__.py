"""Who watched what, and the metrics made of it."""

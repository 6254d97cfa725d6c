"""Names of the published clients (1.3.0 to 1.4.7) that nothing else here uses."""

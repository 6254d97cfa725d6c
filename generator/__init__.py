"""Turns openapi.yaml into apivideo/api, apis, model, docs/reference, and JSON. Never ships."""

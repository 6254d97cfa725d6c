"""Turns openapi.yaml into apivideo/api, apis and model, and docs/reference. Never ships."""

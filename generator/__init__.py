"""Turns openapi.yaml into apivideo/apis, apivideo/model and docs/reference. Never ships."""

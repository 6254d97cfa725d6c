# Generated from openapi.yaml by ``python -m generator``. Do not edit.

from apivideo.model.filter_by import FilterBy


class FilterBy2(FilterBy):
    """Another name of FilterBy."""

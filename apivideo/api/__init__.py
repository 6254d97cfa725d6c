"""The published import path of ``apivideo.apis``."""

from apivideo._lazy import lazy_package

lazy_package(__name__, {})

"""Packages whose names are imported when they are first used."""

import importlib
import sys
import types
from typing import Any, Dict, List


def lazy_package(package: str, modules: Dict[str, str]) -> None:
    """Give *package* the names in *modules*, each imported from its module on first use.

    A name that is not listed but is a submodule of the package is imported as such, so that
    ``apivideo.exceptions.ApiException`` works after a plain ``import apivideo``.
    """

    class LazyPackage(types.ModuleType):
        def __getattr__(self, name: str) -> Any:
            if name in modules:
                value = getattr(importlib.import_module(modules[name]), name)
            else:
                value = _submodule(package, name)
            setattr(self, name, value)
            return value

        def __dir__(self) -> List[str]:
            return sorted(set(super().__dir__()) | set(modules))

    # Module-level __getattr__ needs Python 3.7; another class of module does not.
    module: Any = sys.modules[package]
    module.__class__ = LazyPackage
    if hasattr(module, "__path__"):
        module.__all__ = list(modules)


def _submodule(package: str, name: str) -> types.ModuleType:
    path = f"{package}.{name}"
    if not name.startswith("_"):
        try:
            return importlib.import_module(path)
        except ImportError as error:
            if error.name != path:  # the submodule exists; what it imports does not
                raise
    raise AttributeError(f"module {package!r} has no attribute {name!r}")

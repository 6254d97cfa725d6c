"""Names that are imported when they are first used: of a package, and as attributes of a client."""

import importlib
import sys
import types
from typing import Any, Dict, List


def lazy_package(package: str, modules: Dict[str, str]) -> None:
    """Give *package* names of other *modules*, each imported from its module on first use.

    *modules* has the names of each module, with spaces between them. A name that is not listed but
    is a submodule of the package is imported as such, so that ``apivideo.exceptions.ApiException``
    works after a plain ``import apivideo``.
    """
    homes = {name: module for module, names in modules.items() for name in names.split()}

    class LazyPackage(types.ModuleType):
        def __getattr__(self, name: str) -> Any:
            path = homes.get(name, f"{package}.{name}")
            try:
                if name.startswith("_"):
                    raise ImportError(name=path)
                module: Any = importlib.import_module(path)
            except ImportError as error:
                if error.name != path:  # the submodule exists; what it imports does not
                    raise
                raise AttributeError(f"module {package!r} has no attribute {name!r}") from None
            value = getattr(module, name) if name in homes else module
            setattr(self, name, value)
            return value

        def __dir__(self) -> List[str]:
            return sorted(set(super().__dir__()) | set(homes))

    # Module-level __getattr__ needs Python 3.7; another class of module does not.
    module: Any = sys.modules[package]
    module.__class__ = LazyPackage
    if hasattr(module, "__path__"):
        classes = [name for name, value in vars(module).items() if isinstance(value, type)]
        module.__all__ = [*homes, *classes]


class _Resource:
    def __init__(self, module: str, class_name: str) -> None:
        self.module, self.class_name = module, class_name

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, client: Any, owner: Any = None) -> Any:
        api_class = getattr(importlib.import_module(self.module), self.class_name)
        if client is None:  # the class, as unittest.mock.create_autospec needs it
            return api_class
        api = client.__dict__[self.name] = api_class(client)
        return api


def resource(module: str, class_name: str) -> Any:
    """Return an attribute of a client class: an API class, made for each client on first use."""
    return _Resource(module, class_name)

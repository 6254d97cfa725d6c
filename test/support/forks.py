"""Children of this process."""

import json
import os
from typing import Any, Callable

import pytest

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
quiet = pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")


def in_child(function: Callable[[], Any]) -> Any:
    """What *function* gives in a child of this process."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        result = "nothing"
        try:
            result = function()
        except BaseException as error:
            result = repr(error)
        finally:
            os.write(writing, json.dumps(result).encode())
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        result = json.loads(pipe.read())
    os.waitpid(child, 0)
    return result

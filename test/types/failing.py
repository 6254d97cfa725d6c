# pyright: strict
"""What a type checker knows of errors. Never run; ``# error: word`` marks what must fail."""

from typing import List, Mapping, Optional

from typing_extensions import assert_type

import apivideo
from apivideo.exceptions import (
    ApiException,
    ApiTimeoutError,
    NotFoundException,
    Problem,
    TooManyRequestsException,
)


def an_error_tells_what_went_wrong(client: apivideo.AuthenticatedApiClient) -> None:
    try:
        client.videos.get("vi")
    except TooManyRequestsException as error:
        assert_type(error.retry_after, Optional[float])
    except NotFoundException as error:
        assert_type(error.title, Optional[str])
        error.retry_after  # error: retry_after
    except ApiException as error:
        assert_type(error.status, Optional[int])
        assert_type(error.body, Optional[str])
        assert_type(error.headers, Optional[Mapping[str, str]])
        assert_type(error.problems, List[Problem])
        assert_type(error.problems[0].name, Optional[str])
        error.code  # error: code
    except ApiTimeoutError as error:
        assert_type(error, ApiTimeoutError)
        error.status  # error: status


def every_error_has_a_common_root(error: ApiException) -> apivideo.ApiVideoError:
    return error

"""A client for the api.video REST API: hosting, encoding, streaming and analytics of video.

import apivideo

with apivideo.AuthenticatedApiClient(api_key) as client:
    for video in client.videos.list().data:
        print(video.title)
"""

from typing import TYPE_CHECKING

from apivideo.lazy import lazy_package

if TYPE_CHECKING:
    from apivideo.api_client import ApiClient as ApiClient
    from apivideo.auth_api_client import AuthenticatedApiClient as AuthenticatedApiClient
    from apivideo.configuration import Configuration as Configuration
    from apivideo.exceptions import ApiAttributeError as ApiAttributeError
    from apivideo.exceptions import ApiConnectionError as ApiConnectionError
    from apivideo.exceptions import ApiException as ApiException
    from apivideo.exceptions import ApiKeyError as ApiKeyError
    from apivideo.exceptions import ApiTimeoutError as ApiTimeoutError
    from apivideo.exceptions import ApiTypeError as ApiTypeError
    from apivideo.exceptions import ApiValueError as ApiValueError
    from apivideo.exceptions import ApiVideoError as ApiVideoError
    from apivideo.exceptions import OpenApiException as OpenApiException

__version__ = "2.0.0"

lazy_package(
    __name__,
    {
        "ApiClient": "apivideo.api_client",
        "AuthenticatedApiClient": "apivideo.auth_api_client",
        "Configuration": "apivideo.configuration",
        "ApiAttributeError": "apivideo.exceptions",
        "ApiConnectionError": "apivideo.exceptions",
        "ApiException": "apivideo.exceptions",
        "ApiKeyError": "apivideo.exceptions",
        "ApiTimeoutError": "apivideo.exceptions",
        "ApiTypeError": "apivideo.exceptions",
        "ApiValueError": "apivideo.exceptions",
        "ApiVideoError": "apivideo.exceptions",
        "OpenApiException": "apivideo.exceptions",
    },
)

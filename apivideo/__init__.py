"""A client for the api.video REST API: hosting, encoding, streaming and analytics of video.

import apivideo

with apivideo.AuthenticatedApiClient(api_key) as client:
    for video in client.videos.list().data:
        print(video.title)
"""

from typing import TYPE_CHECKING

from apivideo._lazy import lazy_package
from apivideo.exceptions import ApiAttributeError as ApiAttributeError
from apivideo.exceptions import ApiAuthException as ApiAuthException
from apivideo.exceptions import ApiConnectionError as ApiConnectionError
from apivideo.exceptions import ApiException as ApiException
from apivideo.exceptions import ApiKeyError as ApiKeyError
from apivideo.exceptions import ApiTimeoutError as ApiTimeoutError
from apivideo.exceptions import ApiTypeError as ApiTypeError
from apivideo.exceptions import ApiValueError as ApiValueError
from apivideo.exceptions import ApiVideoError as ApiVideoError
from apivideo.exceptions import BadRequestException as BadRequestException
from apivideo.exceptions import ConflictException as ConflictException
from apivideo.exceptions import EncodingFailedError as EncodingFailedError
from apivideo.exceptions import ForbiddenException as ForbiddenException
from apivideo.exceptions import NoSuchMemberError as NoSuchMemberError
from apivideo.exceptions import NotFoundException as NotFoundException
from apivideo.exceptions import OpenApiException as OpenApiException
from apivideo.exceptions import ServiceException as ServiceException
from apivideo.exceptions import TooManyRequestsException as TooManyRequestsException
from apivideo.exceptions import UnauthorizedException as UnauthorizedException
from apivideo.exceptions import UnexpectedResponseException as UnexpectedResponseException
from apivideo.exceptions import UploadCancelled as UploadCancelled
from apivideo.exceptions import UploadError as UploadError

if TYPE_CHECKING:
    from apivideo.api_client import ApiClient as ApiClient
    from apivideo.auth_api_client import AuthenticatedApiClient as AuthenticatedApiClient
    from apivideo.configuration import Configuration as Configuration

__version__ = "2.0.0"

lazy_package(
    __name__,
    {
        "ApiClient": "apivideo.api_client",
        "AuthenticatedApiClient": "apivideo.auth_api_client",
        "Configuration": "apivideo.configuration",
    },
)

"""The one door to the network: a Request goes out, a Response comes back."""

from apivideo.lazy import lazy_package
from apivideo.messages import Request as Request
from apivideo.messages import Response as Response
from apivideo.rest.client import RestClient as RestClient
from apivideo.rest.tls import ssl_context as ssl_context

lazy_package(
    __name__,
    {
        "RESTClientObject": "apivideo.published_rest",
        "RESTResponse": "apivideo.published_rest",
        "ApiException": "apivideo.exceptions",
        "ApiValueError": "apivideo.exceptions",
        "ForbiddenException": "apivideo.exceptions",
        "NotFoundException": "apivideo.exceptions",
        "ServiceException": "apivideo.exceptions",
        "UnauthorizedException": "apivideo.exceptions",
    },
)

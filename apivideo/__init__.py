"""A client for the api.video REST API: hosting, encoding, streaming and analytics of video.

import apivideo

with apivideo.AuthenticatedApiClient(api_key) as client:
    for video in client.videos.list().auto_paging_iter():
        print(video.title)
"""

from typing import TYPE_CHECKING

from apivideo._lazy import lazy_package
from apivideo.exceptions import *

if TYPE_CHECKING:
    from apivideo import api as api
    from apivideo import model_utils as model_utils
    from apivideo import pagination as pagination
    from apivideo import rest as rest
    from apivideo import waiting as waiting
    from apivideo import webhooks as webhooks
    from apivideo.api_client import ApiClient as ApiClient
    from apivideo.auth_api_client import AuthenticatedApiClient as AuthenticatedApiClient
    from apivideo.configuration import Configuration as Configuration
    from apivideo.dataframes import to_dataframe as to_dataframe
    from apivideo.pagination import items as items
    from apivideo.pagination import pages as pages
    from apivideo.raw_response import RawResponse as RawResponse
    from apivideo.uploads import Cancellation as Cancellation
    from apivideo.waiting import wait_until_available as wait_until_available
    from apivideo.waiting import wait_until_broadcasting as wait_until_broadcasting
    from apivideo.waiting import wait_until_encoded as wait_until_encoded
    from apivideo.waiting import wait_until_playable as wait_until_playable
    from apivideo.waiting import wait_until_summary as wait_until_summary

__version__ = "2.0.0"

lazy_package(
    __name__,
    {
        "apivideo.api_client": "ApiClient",
        "apivideo.auth_api_client": "AuthenticatedApiClient",
        "apivideo.configuration": "Configuration",
        "apivideo.dataframes": "to_dataframe",
        "apivideo.pagination": "items pages",
        "apivideo.uploads": "Cancellation",
        "apivideo.waiting": "wait_until_available wait_until_broadcasting wait_until_encoded"
        " wait_until_playable wait_until_summary",
        "apivideo.raw_response": "RawResponse",
    },
)

# Generated from openapi.yaml by ``python -m generator``. Do not edit.

import datetime
from typing import List, Optional

from apivideo.model_base import Literal, Model, field


class Webhook(Model):
    """A subscription that makes the service send a `POST` request to a URL when chosen events
    happen. It cannot be changed, only deleted and created anew.
    """

    webhook_id: str = field("webhookId", default=None)
    """Id of the subscription, also sent in the `X-Api-Video-WebhookID` header of each
    notification.
    """

    created_at: datetime.datetime = field("createdAt", default=None)
    """When the subscription was created."""

    events: List[
        Literal[
            "live-stream.broadcast.started",
            "live-stream.broadcast.ended",
            "video.source.recorded",
            "video.encoding.quality.completed",
            "video.caption.generated",
            "video.summary.generated",
        ]
    ] = field("events", default=None)
    """Names of the events that are notified."""

    url: str = field("url", default=None)
    """Address the notifications go to. Responding with a status from 300 up makes the service try 3
    more times, 3 seconds apart.
    """

    signature_secret: Optional[str] = field("signatureSecret", default=None, secret=True)
    """Key for checking that a notification is genuine: the `X-Api-Video-Signature` header is the
    lowercase hex HMAC-SHA256 of the raw body under this key. Some responses leave it out.
    """

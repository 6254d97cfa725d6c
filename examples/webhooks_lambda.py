"""Receives webhooks with AWS Lambda, behind a function URL or an API Gateway.

The handler is ``webhooks_lambda.handler``. The environment variable APIVIDEO_WEBHOOK_SECRET holds
``signature_secret`` of the webhook.
"""

import base64
import os
from typing import Any, Dict

from apivideo.model import VideoEncodingQualityCompletedEvent
from apivideo.webhooks import Receiver, WebhookError

receiver = Receiver(os.environ["APIVIDEO_WEBHOOK_SECRET"])


@receiver.on("video.encoding.quality.completed")
def encoded(event: VideoEncodingQualityCompletedEvent) -> None:
    print(event.video_id, "can be played in", event.quality, event.encoding)


def handler(event: Dict[str, Any], context: object) -> Dict[str, Any]:
    body: str = event.get("body") or ""
    content = base64.b64decode(body) if event["isBase64Encoded"] else body.encode()
    try:
        receiver.handle(content, event["headers"])
    except WebhookError as error:
        return {"statusCode": 400, "body": str(error)}
    return {"statusCode": 204}

"""Receives webhooks with Flask.

    pip install flask
    APIVIDEO_WEBHOOK_SECRET=sig_sec_... flask --app examples/webhooks_flask.py run

The secret is ``signature_secret`` of the webhook.
"""

import os
from typing import Tuple

from flask import Flask, request

from apivideo.model import VideoEncodingQualityCompletedEvent
from apivideo.webhooks import Receiver, WebhookError

app = Flask(__name__)
receiver = Receiver(os.environ["APIVIDEO_WEBHOOK_SECRET"])


@receiver.on("video.encoding.quality.completed")
def encoded(event: VideoEncodingQualityCompletedEvent) -> None:
    print(event.video_id, "can be played in", event.quality, event.encoding)


@app.post("/webhooks")
def webhooks() -> Tuple[str, int]:
    try:
        receiver.handle(request.get_data(), request.headers)
    except WebhookError as error:
        return str(error), 400
    return "", 204

"""Receives webhooks with FastAPI.

    pip install fastapi uvicorn
    APIVIDEO_WEBHOOK_SECRET=sig_sec_... uvicorn --app-dir examples webhooks_fastapi:app

The secret is ``signature_secret`` of the webhook.
"""

import os

from fastapi import FastAPI, Request, Response
from fastapi.concurrency import run_in_threadpool

from apivideo.model import VideoEncodingQualityCompletedEvent
from apivideo.webhooks import Receiver, WebhookError

app = FastAPI()
receiver = Receiver(os.environ["APIVIDEO_WEBHOOK_SECRET"])


@receiver.on("video.encoding.quality.completed")
def encoded(event: VideoEncodingQualityCompletedEvent) -> None:
    print(event.video_id, "can be played in", event.quality, event.encoding)


@app.post("/webhooks")
async def webhooks(request: Request) -> Response:
    body = await request.body()
    try:
        await run_in_threadpool(receiver.handle, body, request.headers)
    except WebhookError as error:
        return Response(str(error), 400)
    return Response(status_code=204)

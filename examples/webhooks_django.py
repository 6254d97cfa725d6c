"""Receives webhooks with Django, whose cache remembers the events for all processes.

    pip install django
    APIVIDEO_WEBHOOK_SECRET=sig_sec_... python examples/webhooks_django.py runserver

The secret is ``signature_secret`` of the webhook.
"""

import os
import sys

from django.conf import settings
from django.core.cache import cache
from django.core.management import execute_from_command_line
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from apivideo.model import VideoEncodingQualityCompletedEvent
from apivideo.webhooks import Receiver, WebhookError

settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["127.0.0.1", "localhost"])


class Seen:
    """Keeps the keys of events in the cache for a day."""

    def __contains__(self, key: object) -> bool:
        return f"apivideo-{key}" in cache

    def add(self, key: str) -> None:
        cache.set(f"apivideo-{key}", True, timeout=24 * 3600)


receiver = Receiver(os.environ["APIVIDEO_WEBHOOK_SECRET"], seen=Seen())


@receiver.on("video.encoding.quality.completed")
def encoded(event: VideoEncodingQualityCompletedEvent) -> None:
    print(event.video_id, "can be played in", event.quality, event.encoding)


@csrf_exempt
@require_POST
def webhooks(request: HttpRequest) -> HttpResponse:
    try:
        receiver.handle(request.body, request.headers)
    except WebhookError as error:
        return HttpResponse(str(error), status=400)
    return HttpResponse(status=204)


urlpatterns = [path("webhooks", webhooks)]

if __name__ == "__main__":
    execute_from_command_line(sys.argv)

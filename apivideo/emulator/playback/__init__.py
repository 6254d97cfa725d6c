"""What browsers and players fetch: pages, media, thumbnails, text tracks."""

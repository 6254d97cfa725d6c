"""Short videos to upload: each picture is a grey of its own, so one can tell which it is."""

import io
from fractions import Fraction

RATE = 25
FIRST_GREY = 20
STEP = 4
MOST_PICTURES = 50


def film(pictures=MOST_PICTURES, size=(320, 180), kind="mp4", codec="libx264", sound="aac"):
    """A video of so many pictures, 25 a second, as bytes."""
    import av

    file = io.BytesIO()
    with av.open(file, "w", format=kind) as container:
        video = container.add_stream(codec, rate=RATE)
        video.width, video.height, video.pix_fmt = *size, "yuv420p"
        audio = container.add_stream(sound, rate=48000, layout="mono") if sound else None
        for number in range(pictures):
            container.mux(video.encode(_picture(number, size)))
            if audio:
                container.mux(audio.encode(_silence(number)))
        for stream in filter(None, (video, audio)):
            container.mux(stream.encode(None))
    return file.getvalue()


def number_of(picture):
    """Which picture of a film an image file shows."""
    import av

    with av.open(io.BytesIO(picture)) as container:
        frame = next(container.decode(video=0)).reformat(format="gray")
    line = bytes(frame.planes[0])[: frame.width]
    return round((sum(line) / len(line) - FIRST_GREY) / STEP)


def size_of(picture):
    """Width and height of an image file."""
    import av

    with av.open(io.BytesIO(picture)) as container:
        frame = next(container.decode(video=0))
        return frame.width, frame.height


def _picture(number, size):
    import av

    width, height = size
    grey = av.VideoFrame(width, height, "gray")
    plane = grey.planes[0]
    plane.update(bytes([FIRST_GREY + STEP * number]) * plane.line_size * height)
    grey.color_range = 2  # from black, 0, to white, 255
    frame = grey.reformat(format="yuv420p", dst_color_range=1)
    frame.pts, frame.time_base = number, Fraction(1, RATE)
    return frame


def _silence(number):
    import av

    samples = 48000 // RATE
    frame = av.AudioFrame("fltp", "mono", samples)
    frame.planes[0].update(bytes(frame.planes[0].buffer_size))
    frame.sample_rate, frame.pts, frame.time_base = 48000, number * samples, Fraction(1, 48000)
    return frame

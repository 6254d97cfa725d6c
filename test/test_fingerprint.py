"""The fingerprint of a file: another one for other bytes, without reading all of them."""

from hypothesis import given
from hypothesis import strategies as st

from apivideo._http.source import Source
from apivideo.uploads.fingerprint import SAMPLE, SAMPLES, fingerprint
from apivideo.uploads.sources import PartFiles


def of(content):
    with Source(content) as source:
        return fingerprint(source)


@given(st.binary(min_size=1, max_size=300), st.data())
def test_a_small_file_has_another_one_if_any_byte_differs(content, data):
    index = data.draw(st.integers(0, len(content) - 1))
    other = bytearray(content)
    other[index] ^= data.draw(st.integers(1, 255))

    assert of(content) == of(bytearray(content))
    assert of(content) != of(bytes(other))


@given(st.binary(min_size=1, max_size=50))
def test_a_longer_file_has_another_one(content):
    assert of(content) != of(content + b"\0")
    assert of(content).startswith(f"{len(content)}-")


def test_how_a_file_is_given_does_not_matter(tmp_path):
    path = tmp_path / "film.mp4"
    path.write_bytes(b"x" * 100)

    assert of(str(path)) == of(b"x" * 100) == fingerprint(PartFiles([b"x" * 100]))


def test_of_a_large_file_samples_from_its_beginning_to_its_end_are_read():
    class Large:
        size = 50 * 10**9
        read = []

        def blocks(self, start, length):
            self.read.append((start, length))
            return iter([b""])

    fingerprint(Large())

    starts = [start for start, _ in Large.read]
    assert len(starts) == SAMPLES
    assert starts[0] == 0
    assert starts[-1] == Large.size - SAMPLE
    assert {length for _, length in Large.read} == {SAMPLE}

"""Addresses that open a recording on another website at a second of it."""

import pytest

from library.web.outside_times import outside_time


@pytest.mark.parametrize(
    ("source", "address"),
    [
        ("https://www.youtube.com/watch?v=abc", "https://www.youtube.com/watch?v=abc&t=76"),
        ("https://www.youtube.com/watch?v=abc&t=5", "https://www.youtube.com/watch?v=abc&t=76"),
        ("https://youtu.be/abc?si=x", "https://youtu.be/abc?si=x&t=76"),
        ("https://m.youtube.com/watch?v=abc#top", "https://m.youtube.com/watch?v=abc&t=76"),
        ("https://vimeo.com/123/abc", "https://vimeo.com/123/abc#t=76s"),
        ("https://player.vimeo.com/video/123", "https://player.vimeo.com/video/123#t=76s"),
        ("https://soundcloud.com/a/b", "https://soundcloud.com/a/b#t=1:16"),
        ("https://archive.org/details/talk", "https://archive.org/details/talk?start=76"),
        ("https://www.dailymotion.com/video/x1", "https://www.dailymotion.com/video/x1?start=76"),
        ("https://open.spotify.com/episode/1", "https://open.spotify.com/episode/1?t=76"),
        ("https://care.example.org/talk.MP3", "https://care.example.org/talk.MP3#t=76"),
        ("https://care.example.org/talk", ""),
        ("https://notyoutube.com/watch?v=abc", ""),
        ("https://youtube.com.example.org/watch", ""),
        ("", ""),
    ],
)
def test_a_time_is_written_as_the_website_of_the_recording_reads_it(source: str, address: str) -> None:
    assert outside_time(source, 76.9) == address

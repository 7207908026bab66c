"""Two addresses of the same page are recognised, however they were copied; two pages are never taken for one."""

from __future__ import annotations

import pytest

from library.model.web_address import same_page_key

SAME = [
    ("https://www.iriss.org.uk/resources/tools/", "http://iriss.org.uk/resources/tools"),
    ("https://Example.org/A?utm_source=mail&fbclid=x&b=2&a=1#top", "example.org/A?a=1&b=2"),
    ("https://example.org/index.html", "https://example.org"),
    ("https://example.org:443/a%20b", "http://example.org/a b".replace(" ", "%20")),
    ("https://youtu.be/dQw4w9WgXcQ?si=abc", "https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=43s&list=PL1"),
    ("https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ", "https://m.youtube.com/shorts/dQw4w9WgXcQ?feature=share"),
    ("https://player.vimeo.com/video/12345?h=", "https://vimeo.com/12345?h="),
    ("https://dx.doi.org/10.1000/ABC", "https://doi.org/10.1000/abc"),
]
OTHER = [
    ("https://example.org/a", "https://example.org/b"),
    ("https://example.org/A", "https://example.org/a"),
    ("https://example.org/?page=1", "https://example.org/?page=2"),
    ("https://www.org/a", "https://org.www/a"),
    ("https://youtu.be/one", "https://youtu.be/two"),
    ("https://www.youtube.com/@one", "https://www.youtube.com/@two"),
    ("https://example.org/topic?t=1", "https://example.org/topic?t=2"),
    ("https://wales.example.org/a", "https://example.org/a"),
    ("https://example.org:8080/a", "https://example.org/a"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_two_ways_to_write_an_address_are_the_same_page(one: str, other: str) -> None:
    assert same_page_key(one) == same_page_key(other) != ""


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_two_pages_have_two_keys(one: str, other: str) -> None:
    assert same_page_key(one) != same_page_key(other)


@pytest.mark.parametrize("text", ["", "a title", "mailto:a@example.org", "https://", "http://[1", "https://a.org:x/"])
def test_what_is_no_address_of_a_website_has_no_key(text: str) -> None:
    assert same_page_key(text) == ""

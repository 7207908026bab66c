"""What an author cannot see in what they paste is not in the text."""

import pytest

from library.content.markdown_writer.writer import markdown_of


@pytest.mark.parametrize(
    "html",
    [
        '<p>Seen <span style="display:none">secret</span>words</p>',
        "<p>Seen <span style='mso-hide:all;color:red'><b>secret</b></span>words</p>",
        '<p>Seen <font style="visibility: hidden">secret</font>words</p>',
        "<p hidden>secret</p><p>Seen words</p>",
        '<p>Seen <del cite="mailto:Ann" datetime="2026-11-29">secret</del>words</p>',
        '<p>Seen <a href="#_msocom_1">[secret]</a>words</p><div style="mso-element: comment-list"><p>secret</p></div>',
        "<p>Seen words</p><style>secret</style><script>secret</script><!-- secret -->",
        f"{'<div>' * 80}<p hidden>secret</p><p>Seen words</p>{'</div>' * 80}",
    ],
)
def test_words_that_are_hidden_deleted_or_a_comment_are_left_out(html: str) -> None:
    assert markdown_of(html, {}).markdown == "Seen words\n"


def test_a_line_through_words_is_kept() -> None:
    assert markdown_of("<p>Not <del>this</del></p>", {}).markdown == "Not <s>this</s>\n"

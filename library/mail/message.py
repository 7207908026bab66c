"""A mail: plain text to one person."""

from __future__ import annotations

from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, parseaddr


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail.

    Attributes:
        to: The address it goes to.
        subject: One line.
        text: Plain text with line feeds.
        language: Of the text.
        token: Makes its ``Message-ID``: a mail that is sent again is recognised as the same one.
    """

    to: str
    subject: str
    text: str
    language: str
    token: str

    def message(self, sender: str, now: float) -> EmailMessage:
        """Return it as it is sent.

        Args:
            sender: As ``LIBRARY_MAIL_FROM`` has it.
            now: In Unix seconds.
        """
        message = EmailMessage()
        message["From"] = sender
        message["To"] = self.to
        message["Subject"] = " ".join(self.subject.split())
        message["Date"] = formatdate(now)
        message["Message-ID"] = f"<{self.token}@{parseaddr(sender)[1].rpartition('@')[2]}>"
        # No answer from a machine, such as "I am on leave".
        message["Auto-Submitted"] = "auto-generated"
        message.set_content(self.text)
        message["Content-Language"] = self.language
        return message

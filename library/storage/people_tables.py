"""The records' tables of people: who may sign in, how they do, what they did, and work that waits.

Nothing here opens anything by itself: of every secret only a digest is stored. No story text is in any of these.
Times are Unix seconds, so that SQLite and PostgreSQL compare them alike.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text

from library.storage.records_tables import METADATA

# With the tables of packs and these, the metadata has every table of the records.
__all__ = [
    "AUDIT",
    "INVITATION",
    "JOB",
    "METADATA",
    "PERSON",
    "RECOVERY_CODE",
    "SESSION",
    "SIGN_IN",
    "SIGN_IN_ATTEMPT",
]

PERSON = Table(
    "person",
    METADATA,
    Column("id", Integer, primary_key=True),
    # Folded: the domain in small letters and the rest as mail servers compare it (``model/person.py``).
    Column("email", String(254), nullable=False, unique=True),
    Column("name", String(100), nullable=False),
    Column("role", String(16), nullable=False),
    # Language of mails and pages: ``en``, ``cy`` or ``gd``.
    Column("language", String(8), nullable=False),
    # Argon2id, with its parameters; only coordinators and administrators have one.
    Column("password_hash", String(200)),
    # Encrypted with a key derived from the site's secret key.
    Column("totp_secret", LargeBinary(200)),
    # The newest time step whose code was used, so that no code is used twice.
    Column("totp_step", BigInteger),
    Column("joined_at", BigInteger, nullable=False),
    # Written at most once a day.
    Column("seen_on", BigInteger),
    # When a mail server last refused the address.
    Column("mail_refused_at", BigInteger),
    Index("ix_person_role", "role"),
    # An id is never used again, because lines of the audit log outlive the account.
    sqlite_autoincrement=True,
)

# Printed codes that stand in for the app, each used once.
RECOVERY_CODE = Table(
    "recovery_code",
    METADATA,
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), primary_key=True),
    Column("digest", LargeBinary(32), primary_key=True),
    Column("used_at", BigInteger),
)

SESSION = Table(
    "session",
    METADATA,
    # SHA-256 of the secret in the cookie.
    Column("digest", LargeBinary(32), primary_key=True),
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE"), nullable=False),
    Column("started_at", BigInteger, nullable=False),
    # Written at most every few minutes; expiry slides with it.
    Column("seen_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    # When the person last proved with password and second factor that it is them; needed before changing people.
    Column("confirmed_at", BigInteger),
    # Such as "Firefox, Windows", for the list of sessions. Never the whole header, never an address.
    Column("device", String(60), nullable=False),
    Index("ix_session_person_id", "person_id"),
    Index("ix_session_expires_at", "expires_at"),
)

INVITATION = Table(
    "invitation",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("digest", LargeBinary(32), nullable=False, unique=True),
    Column("email", String(254), nullable=False, unique=True),
    Column("name", String(100), nullable=False),
    Column("role", String(16), nullable=False),
    Column("invited_by", ForeignKey("person.id", ondelete="SET NULL")),
    Column("made_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("mail_refused_at", BigInteger),
    Index("ix_invitation_expires_at", "expires_at"),
    sqlite_autoincrement=True,
)

# One request to sign in by mail: a link and a six-digit code, both used up together.
SIGN_IN = Table(
    "sign_in",
    METADATA,
    Column("id", Integer, primary_key=True),
    # SHA-256 of the secret in the link.
    Column("link_digest", LargeBinary(32), nullable=False, unique=True),
    # SHA-256 of the secret in the cookie of the browser that asked, which may ask again. Empty for a link that an
    # administrator copied: it signs in whichever browser uses it first.
    Column("browser_digest", LargeBinary(32)),
    # HMAC of the code and the link with the site's key; a code alone could be guessed from a plain digest.
    Column("code_digest", LargeBinary(32), nullable=False),
    # HMAC of the address that was asked for, whether someone has it or not: attempts are counted by it.
    Column("account_key", LargeBinary(32), nullable=False),
    # Nobody has the address: the row exists all the same, so that both answers take the same work.
    Column("person_id", ForeignKey("person.id", ondelete="CASCADE")),
    Column("tries", Integer, nullable=False),
    Column("made_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger, nullable=False),
    Column("used_at", BigInteger),
    # Where to go afterwards: a path of this site.
    Column("next", String(500), nullable=False),
    Index("ix_sign_in_browser_digest", "browser_digest"),
    Index("ix_sign_in_expires_at", "expires_at"),
)

# Attempts to sign in, counted for an account and for a network: keys are HMACs, so no address is stored.
SIGN_IN_ATTEMPT = Table(
    "sign_in_attempt",
    METADATA,
    Column("id", Integer, primary_key=True),
    # ``mail``, ``code``, ``password``, ``totp``, ``recovery``.
    Column("kind", String(16), nullable=False),
    Column("account_key", LargeBinary(32), nullable=False),
    Column("network_key", LargeBinary(32), nullable=False),
    # HMAC of a browser that this account signed in with before; attempts from it have a count of their own,
    # so nobody can lock another person out.
    Column("browser_key", LargeBinary(32)),
    Column("at", BigInteger, nullable=False),
    Column("succeeded", Boolean, nullable=False),
    Index("ix_sign_in_attempt_account_key", "account_key", "at"),
    Index("ix_sign_in_attempt_network_key", "network_key", "at"),
    Index("ix_sign_in_attempt_at", "at"),
)

# Who did what to whom or to which document. Only ever added to, until its retention is over.
AUDIT = Table(
    "audit",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("at", BigInteger, nullable=False),
    # Who did it; empty for the terminal and for the site itself. Not a foreign key: the line outlives the account.
    Column("actor_id", Integer),
    # ``person``, ``terminal`` or ``site``.
    Column("actor_kind", String(16), nullable=False),
    # Such as ``person.invited``, ``document.withdrawn``.
    Column("action", String(48), nullable=False),
    # ``person``, ``invitation``, ``document``, ``pack``, ``library``; and its id or slug.
    Column("subject_kind", String(16), nullable=False),
    Column("subject", String(200), nullable=False),
    # A small JSON object of values from closed lists, such as roles. No story text, no address, no secret.
    Column("details", Text, nullable=False),
    Index("ix_audit_at", "at"),
    Index("ix_audit_subject", "subject_kind", "subject"),
)

JOB = Table(
    "job",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("kind", String(32), nullable=False),
    # Jobs of one kind with the same key are one job; empty for jobs that have none.
    Column("key", String(100)),
    # JSON; deleted with the job, because mails hold addresses and links.
    Column("payload", LargeBinary, nullable=False),
    Column("due_at", BigInteger, nullable=False),
    # A process that works on it has it until then; a job of a killed process is free again afterwards.
    Column("leased_until", BigInteger),
    Column("leased_by", String(36)),
    Column("tries", Integer, nullable=False),
    # What went wrong last, in a word of ours, never the words of a mail server: these may hold an address.
    Column("failure", String(48)),
    # Given up after the last try; its payload is empty then.
    Column("failed_at", BigInteger),
    Index("ix_job_due_at", "failed_at", "due_at"),
    Index("uq_job_kind_key", "kind", "key", unique=True),
)

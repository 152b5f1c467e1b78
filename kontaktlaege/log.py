"""What must not stand in a log: the secret part of an address that signs somebody in or answers for somebody."""

import logging
import re

# The address up to the secret part; what follows up to the next blank or quotation mark is hidden.
_SECRET = re.compile(r"(/invitation/|/konto/glemt/vaelg/|/mig/e-mail/)[^\s\"'?]+")


def masked(text: str) -> str:
    """The text with every secret address ended by an ellipsis."""
    return _SECRET.sub(r"\1…", text)


class MaskSecrets(logging.Filter):
    """Hides secrets in what is logged, wherever it comes from."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always true: the record is logged, but masked."""
        record.msg, record.args = masked(record.getMessage()), ()
        return True

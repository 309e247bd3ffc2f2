"""What went wrong in the world, as a code and values; `desktop.words` makes the sentence."""

from typing_extensions import override


class Problem(Exception):
    """Something outside the program is not as it should be, and a person can be told why.

    ``code`` is a stable dotted word such as ``office.missing``; ``values`` are what the sentence
    about it needs. Neither is a sentence: the same problem is shown in three languages.
    ``str()`` is for logs only.
    """

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.values = values

    @override
    def __str__(self) -> str:
        """Give the code and its values, for a log."""
        told = ", ".join(f"{name}={value!r}" for name, value in self.values.items())
        return f"{self.code} ({told})" if told else self.code

    @override
    def __reduce__(self) -> tuple[object, ...]:
        """Keep the values when the problem crosses to another process."""
        return type(self), (self.code,), {"values": self.values}

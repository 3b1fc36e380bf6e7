"""Why a number is not valid: one exception class a cause, after python-stdnum."""


class ValidationError(ValueError):
    """The number is not valid. Never raised itself, only as one of its kinds."""


class InvalidLength(ValidationError):  # noqa: N818  # named after python-stdnum's classes
    """The number has too few or too many characters."""


class InvalidFormat(ValidationError):  # noqa: N818
    """The number holds characters, or an order of them, that it cannot have."""


class InvalidComponent(ValidationError):  # noqa: N818
    """A part of the number, such as a date or a region, has a value that does not exist."""


class InvalidDate(InvalidComponent):
    """The number's date is no day of the calendar; rules tell a date from a region by this class."""


class InvalidChecksum(ValidationError):  # noqa: N818
    """The number's check digits do not fit its content."""

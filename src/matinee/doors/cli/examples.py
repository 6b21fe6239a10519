"""Examples under the help of a command."""

_BEGIN = "Examples:"


def examples(*commands: str) -> str:
    """As the command line's help wants them: one paragraph each."""
    return "\n\n".join([_BEGIN, *commands])


def commands_in(epilog: str) -> list[str]:
    """The commands again."""
    return epilog.split("\n\n")[1:]

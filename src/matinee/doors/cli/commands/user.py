"""matinee user: accounts, from the machine that the service runs on."""

import asyncio
import secrets
import sys
from typing import Annotated, Any

import typer

from matinee.domain.accounts import Role
from matinee.domain.errors import BadInput
from matinee.doors.cli.examples import examples
from matinee.doors.cli.options import DataDir, Json
from matinee.doors.cli.server_rooms import administering, homed, registering, serving, telling_apart
from matinee.doors.cli.terminal import terminal_of
from matinee.kit.text import counted
from matinee.services.accounts.names import checked_name
from matinee.services.accounts.password_rules import check_password
from matinee.wiring.settings import Settings

app = typer.Typer(no_args_is_help=True, help="Make accounts, set passwords that were forgotten, and find crowds.")


@app.command(epilog=examples("matinee user create ana --admin", "matinee user create ben --generate"))
def create(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the person is called.")],
    *,
    admin: Annotated[bool, typer.Option("--admin", help="May look after other people's accounts.")] = False,
    email: Annotated[str | None, typer.Option(metavar="ADDRESS", help="Where the person can be reached.")] = None,
    generate: Annotated[bool, typer.Option("--generate", help="Make a password and print it.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Make an account. The password is asked for, or is the first line of the standard input."""
    terminal = terminal_of(ctx)
    password = secrets.token_urlsafe(12) if generate else _asked()
    usual = checked_name(name)
    check_password(password, name=usual)
    role: Role = "admin" if admin else "member"
    settings = homed(terminal.context.settings, data_dir)
    asyncio.run(_make(settings, name=usual, email=email, password=password, role=role))
    terminal.say(f"{usual} is {'an admin' if admin else 'a member'} now.")
    if generate:
        terminal.say(f"password: {password}")


@app.command(epilog=examples("matinee user password ana", "matinee user password ana --generate"))
def password(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAME", help="What the person is called.")],
    *,
    generate: Annotated[bool, typer.Option("--generate", help="Make a password and print it.")] = False,
    data_dir: DataDir = None,
) -> None:
    """Set the password of somebody who has forgotten theirs.

    Their sessions and tokens end, in a running service too.
    """
    terminal = terminal_of(ctx)
    fresh = secrets.token_urlsafe(12) if generate else _asked()
    check_password(fresh, name=checked_name(name))
    settings = homed(terminal.context.settings, data_dir)
    ended = asyncio.run(_reset(settings, name=name, password=fresh))
    terminal.say(f"The password of {name} is set; {counted(ended, 'session')} ended.")
    if generate:
        terminal.say(f"password: {fresh}")


@app.command(epilog=examples("matinee user crowds", "matinee user crowds --json"))
def crowds(ctx: typer.Context, *, as_json: Json = False, data_dir: DataDir = None) -> None:
    """Name the accounts that rate alike, of which a training learns from one alone.

    Of each crowd the first account is the one that began to rate first, and is learned from. --data-dir is the home of
    the house, which a demo prints when it starts.
    """
    terminal = terminal_of(ctx)
    found = asyncio.run(_crowds(homed(terminal.context.settings, data_dir)))
    if as_json:
        terminal.json(found)
        return
    for one in found:
        names = one["names"]
        terminal.say(f"{len(names):,} accounts say the same of {counted(one['titles'], 'title')}: {', '.join(names)}")
    if not found:
        terminal.say("There is no crowd.")


async def _crowds(settings: Settings) -> list[dict[str, Any]]:
    def look(tx: Any) -> list[dict[str, Any]]:
        named = tx.accounts.accounts.keyed
        return [
            {"titles": crowd.titles, "names": [named(key).name for key in crowd.keys]}
            for crowd in telling_apart().crowds_now(tx.learning)
        ]

    serving().check_database(settings)
    async with serving().open_service(settings) as service:
        return await service.storage.read(look, long=True)


async def _reset(settings: Settings, *, name: str, password: str) -> int:
    async with serving().open_service(settings) as service:
        digest = await service.passwords.hash(password)
        return await service.storage.write(
            lambda tx: administering().reset_password(tx.accounts, name=name, digest=digest)
        )


async def _make(settings: Settings, *, name: str, email: str | None, password: str, role: Role) -> None:
    async with serving().open_service(settings) as service:
        digest = await service.passwords.hash(password)

        def make(tx: Any) -> None:
            registering().make_account(tx.accounts, name=name, email=email, digest=digest, role=role)

        await service.storage.write(make)


def _asked() -> str:
    if sys.stdin.isatty():
        return typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    line = sys.stdin.readline().rstrip("\r\n")
    if not line:
        raise BadInput(
            "there is no password on the standard input", remedy="Give it as its first line, or use --generate"
        )
    return line

"""Who may come in, and the database."""

import datetime as dt
from typing import Annotated

import typer

from worker.commands.output import settings_from

user_app = typer.Typer(help="Reviewers.", no_args_is_help=True, rich_markup_mode=None)
key_app = typer.Typer(help="Portals and their API keys.", no_args_is_help=True, rich_markup_mode=None)
db_app = typer.Typer(help="The database.", no_args_is_help=True, rich_markup_mode=None)


@user_app.command("add")
def add_user(name: Annotated[str, typer.Argument(help="The reviewer's name, up to 64 characters.")]) -> None:
    """Add a reviewer."""
    if not name.strip() or len(name) > 64:
        raise typer.BadParameter("a name has 1 to 64 characters", param_hint="NAME")
    settings = settings_from()
    from worker.bootstrap import bootstrap

    user = bootstrap(settings).store.add_user(name.strip())
    typer.echo(f"reviewer {user.name} ({user.id})")


@user_app.command("link")
def link_user(
    name: Annotated[str, typer.Argument(help="The reviewer's name.")],
    minutes: Annotated[int, typer.Option(min=1, max=24 * 60, help="How long the link is good for.")] = 15,
) -> None:
    """Print a link that signs a reviewer in once."""
    settings = settings_from()
    from worker.bootstrap import bootstrap

    store = bootstrap(settings).store
    user = store.user_by_name(name)
    if user is None:
        raise typer.BadParameter(f"no such reviewer: {name}; see: user add", param_hint="NAME")
    token = store.make_sign_in_token(user, dt.timedelta(minutes=minutes))
    typer.echo(f"http://{settings.http_host}:{settings.http_port}/masuk?token={token}")


@key_app.command("add")
def add_key(
    name: Annotated[str, typer.Argument(help="The portal's name: lower-case letters, digits, hyphens.")],
) -> None:
    """Make an API key for a portal (which is added when there is none) and print it, this once."""
    settings = settings_from()
    from worker.bootstrap import bootstrap
    from worker.intake import PORTAL_NAME

    if not PORTAL_NAME.fullmatch(name):
        raise typer.BadParameter("lower-case letters, digits and hyphens, up to 64", param_hint="NAME")
    services = bootstrap(settings)
    portal = services.store.add_portal(name)
    (settings.drops_dir / name).mkdir(parents=True, exist_ok=True)
    typer.echo(services.store.add_key(portal))


@db_app.command("upgrade")
def upgrade_database() -> None:
    """Bring the database to this version's tables."""
    settings = settings_from()
    from worker.storage.database import Database
    from worker.storage.migrate import upgrade

    settings.data_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    upgrade(Database(settings.database))
    typer.echo("database is up to date")

"""What Absah knows: its rules, its dated facts, its registries."""

import inspect
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from worker.commands.output import settings_from

if TYPE_CHECKING:
    from validators.packs import Packs
    from validators.rule import Rule

rules_app = typer.Typer(help="The rules.", no_args_is_help=True, rich_markup_mode=None)
packs_app = typer.Typer(help="The packs of dated facts.", rich_markup_mode=None)
registry_app = typer.Typer(help="The agency registries.", no_args_is_help=True, rich_markup_mode=None)


@rules_app.command("list")
def list_rules() -> None:
    """List every rule: code, status, severity, cause, title, and what it came to on drawn cases."""
    from validators.measured import figures, measured_on
    from validators.rule import load

    known = figures()
    for rule in load().values():
        head = f"{rule.code}  {rule.status:7}  {rule.severity.value:8}  {rule.cause.value:15}"
        typer.echo(f"{head}  {rule.text.title.en}")
        typer.echo(f"{'':8}{rule.text.title.id}")
        typer.echo(f"{'':8}{known.get(rule.code, 'not measured')}")
    typer.echo(f"Measured {measured_on()}.")


@rules_app.command("show")
def show_rule(code: Annotated[str, typer.Argument(help="The rule's code, e.g. NIK003.")]) -> None:
    """Show what a rule checks, why, how it can be wrong, and on what basis."""
    from validators.rule import load

    rule = load().get(code.upper())
    if rule is None:
        raise typer.BadParameter(f"no such rule: {code}; see: rules list", param_hint="CODE")
    typer.echo(_described(rule))


@rules_app.command("backtest")
def backtest_rules(
    *,
    rule: Annotated[str | None, typer.Option(help="Run this rule alone anew; the others stand as published.")] = None,
    policy: Annotated[Path | None, typer.Option(help="A policy file instead of the one in use.")] = None,
    packs: Annotated[Path | None, typer.Option(help="A folder of packs laid over ours.")] = None,
) -> None:
    """Judge the stored cases again, from their readings and answers, and say what would change. Nothing is written."""
    from validators.rule import load

    if rule is not None and rule.upper() not in load():
        raise typer.BadParameter(f"no such rule: {rule}; see: rules list", param_hint="--rule")
    settings = settings_from()
    from worker.backtest import backtest
    from worker.bootstrap import bootstrap
    from worker.commands.backtest import shown
    from worker.packs import load_packs

    store = bootstrap(settings).store
    held = load_packs(packs or settings.packs_dir, policy)
    for line in shown(tuple(backtest(store, held, rule.upper() if rule else None))):
        typer.echo(line)


def _described(rule: "Rule") -> str:
    from validators.measured import figures, measured_on

    head = [
        f"{rule.code}@{rule.version}  {rule.text.title.id} / {rule.text.title.en}",
        f"severity {rule.severity.value}, cause {rule.cause.value}, status {rule.status}, since {rule.since}",
        f"documents: {', '.join(sorted(rule.documents))} ({rule.scope.value})",
        f"stages: {', '.join(sorted(rule.stages))}",
        f"basis: {'; '.join(rule.basis)}",
        f"measured {measured_on()}: {figures().get(rule.code, 'not measured')}",
        "",
        inspect.cleandoc(rule.description),
        "",
        "## Innocent explanations",
        *(f"- {text.id} / {text.en}" for text in rule.text.innocent),
    ]
    return "\n".join(head)


@packs_app.callback(invoke_without_command=True)
def packs(context: typer.Context) -> None:
    """List the packs of dated facts: rows, sources, when last looked at, hash; then what grows old."""
    if context.invoked_subcommand is not None:
        return
    from worker.clock import utc_now
    from worker.commands.packs import ageing, listing

    held, own = _packs()
    typer.echo("\n".join((*listing(held, own), "", *ageing(held, utc_now().date()))))


@packs_app.command("show")
def show_pack(name: Annotated[str, typer.Argument(help="The pack's name, e.g. wage_floors.")]) -> None:
    """Print the rows of a pack, each with its days and its source."""
    from worker.commands.packs import rows_of

    held, _ = _packs()
    if name not in held.versions:
        raise typer.BadParameter(f"no such pack: {name}; see: packs", param_hint="NAME")
    typer.echo("\n".join(rows_of(held, name)))


def _packs() -> "tuple[Packs, frozenset[str]]":
    """Return the packs as the settings lay them, and the names of those that are the operator's own."""
    settings = settings_from()
    from worker.packs import load_packs, own_files

    own = own_files(settings.packs_dir) if settings.packs_dir else {}
    return load_packs(settings.packs_dir), frozenset(file.rpartition(".")[0] for file in own)


@registry_app.command("check")
def check_registries() -> None:
    """Say of each registry whether its address answers. Exit status 1 when one does not, or none is configured."""
    settings = settings_from()
    from worker.clock import utc_now
    from worker.fetch import Registries

    found = Registries(settings, utc_now).check()
    for name, state in found.items():
        typer.echo(f"{name:16}{state}")
    if any(state != "reachable" for state in found.values()):
        raise typer.Exit(1)

"""The command line: one group of commands a file in ``worker/commands``; heavy modules load inside the commands."""

import typer

from worker.commands import admin, bundle, cases, demo, doctor, knowledge, quality, run, screen

app = typer.Typer(
    name="absah",
    help="Absah reads the documents of migrant workers, checks them, and puts doubtful ones before a person.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("demo")(demo.demo)
app.command("serve")(run.serve)
app.command("work")(run.work)
app.command("screen")(screen.screen)
app.command("quality")(quality.quality)
app.command("submit")(cases.submit)
app.command("doctor")(doctor.doctor)
app.add_typer(cases.app, name="case")
app.add_typer(knowledge.rules_app, name="rules")
app.add_typer(knowledge.packs_app, name="packs")
app.add_typer(knowledge.registry_app, name="registry")
app.add_typer(bundle.app, name="bundle")
app.add_typer(admin.user_app, name="user")
app.add_typer(admin.key_app, name="key")
app.add_typer(admin.db_app, name="db")

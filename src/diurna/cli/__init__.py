"""The command line: one file a command, loaded when it is called."""

from __future__ import annotations

import gc
import sys
from importlib import import_module
from keyword import iskeyword

import click

from diurna.errors import DiurnaError

_COMMANDS = {
    "backup": "Copy the record, checked, while others use it.",
    "codebook": "Check dictionaries and frames of your own.",
    "evaluate": "Score the reader and the coder on gold annotations.",
    "events": "List the events of the record.",
    "export": "Write the record in the field's formats.",
    "import": "Store events of other data sets beside ours.",
    "read": "Read reports and print who did what to whom.",
    "restore": "Make the record what a backup holds.",
    "recode": "Code the stories of the record anew.",
    "review": "Reject, confirm, edit, merge or part mentions.",
    "series": "Count what one actor does to another by day, week, month or quarter.",
    "sql": "Query the record with SQL.",
    "story": "Show one story with its mentions and figures.",
    "why": "Show what a mention was read from.",
}


class _Commands(click.Group):
    """Finds a command in the module of its name, so that `--help` loads none of them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = f"{cmd_name}_" if iskeyword(cmd_name) else cmd_name
        command = import_module(f"diurna.cli.{module}").command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(_COMMANDS.items()))


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="diurna")
def group() -> None:
    """Diurna reads news reports and writes down who did what to whom, when, where and
    according to whom.

    \b
    Examples:
      diurna read report.txt                      read one report, print its record
      diurna read reports/ --format jsonl         a folder, as JSON lines
      diurna events --actor CHN --event CONSULT   what China discussed, and with whom
      diurna series CHN RUS --by month            their events over time, with a picture
      diurna why 3f9a                             the words behind one mention
    """


def main() -> None:
    """Run the command line; exit 1 with one line for an error that a user can mend."""
    # Loading the codebook makes a million small objects: collecting among them costs a second.
    gc.set_threshold(1_000_000, 50, 100)
    try:
        code = group.main(standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("stopped", err=True)
        sys.exit(130)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except DiurnaError as error:
        click.echo(f"diurna: {error}", err=True)
        sys.exit(1)
    except BrokenPipeError:
        sys.exit(0)
    sys.exit(code if isinstance(code, int) else 0)

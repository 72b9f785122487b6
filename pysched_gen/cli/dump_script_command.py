"""`pysched-gen dump-script`."""

from __future__ import annotations

from pathlib import Path
from shlex import quote

import click

from pysched_gen.cli.completions import complete_paths
from pysched_gen.cli.output import mention, show_document

__all__ = ["command"]


@click.command("dump-script")
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    shell_complete=complete_paths,
    default="dump_node.py",
    show_default=True,
    help="File to write, - to print.",
)
@click.option("--force", is_flag=True, help="Replace a file that is another; it is kept as .orig.")
def command(output: str, *, force: bool) -> None:
    """Write the script that dumps nodes from inside Houdini.

    A scene is read without Houdini; a dump also says what only Houdini can tell, such as the value
    of an expression. Run the script with hython, put it on a shelf, or paste it into the Python
    Shell: it needs nothing but hou.

    \b
    Examples:
      pysched-gen dump-script
      hython dump_node.py scene.hip /tasks/topnet1/pythonscheduler1 -o dump.json
      pysched-gen extract dump.json -o snippets/farmq
    """
    from pysched_gen import houdini  # noqa: PLC0415 - start-up
    from pysched_gen.output.write_file import write_single  # noqa: PLC0415 - start-up

    script = Path(houdini.__file__).with_name("dump_node.py").read_bytes()
    if output == "-":
        show_document(script.decode())
        return
    wrote = write_single(Path(output), script, force=force, is_ours=lambda _old: False)
    done = "written" if wrote else "is up to date"
    mention(f"{output}: {done}; next: hython {quote(output)} SCENE.hip -o dump.json")

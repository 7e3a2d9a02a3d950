"""What the command line takes: commands, their arguments, and what is said of them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai import __version__, postgresql
from gongkai.running.home import PROJECT
from ingest.names import plain
from publish.postgresql.address import without_passwords

if TYPE_CHECKING:
    from _typeshed import SupportsWrite

_EXIT_CODES = """\
退出码 / exit codes:
  0  全部正常 / all fine
  1  失败，已发布的数据集市不变 / failed, the published mart stands as it was
  2  用法错误 / wrong usage
  3  已完成，但有文件未能完整读取；check 另含有须核对之处
     / finished, but some document could not be read wholly; check: or something is to be looked at
  4  check 发现错误 / check found errors
  130  被 Ctrl-C 中断 / interrupted by Ctrl-C
  143  被要求结束 (SIGTERM) / asked to end (SIGTERM)
"""


class _Parser(argparse.ArgumentParser):
    """What it says quotes its arguments, and a name of a file may be one of them."""

    def _print_message(self, message: str, file: SupportsWrite[str] | None = None) -> None:
        super()._print_message(plain(without_passwords(message), kept="\n"), file)


def parser() -> argparse.ArgumentParser:
    """All commands; `command` names the one that was given, `wrong_usage` ends the process with 2."""
    parser: argparse.ArgumentParser = _Parser(
        prog="gongkai",
        description="公开的预算文件 → 数据集市 / published budget documents → a mart to query",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"gongkai {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    load = _command(commands, "load", "读取文件 / read documents")
    build = _command(commands, "build", "构建模型 / build the models")
    publish = _command(commands, "publish", "发布数据集市 / publish the mart")
    run = _command(commands, "run", "读取、构建、发布 / load, build and publish")
    check = _bare_command(commands, "check", "核对文件，不留仓库 / check documents and leave no warehouse")
    trace = _command(commands, "trace", "追溯到印出的单元格 / go back to the printed cell")
    _command(commands, "status", "核对与覆盖情况 / checks and coverage")
    ask = _command(commands, "ask", "回答 analyses/ 中的问题 / answer the questions in analyses/")
    forget = _command(commands, "forget", "忘记一份文件 / forget a document")
    forget.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help="路径、文件名、文件号或 SHA-256 / path, file name, id or SHA-256",
    )
    _codes_commands(commands)
    _layouts_commands(commands)
    seeds = _bare_command(commands, "seeds", "核对种子表 / look at the seeds")
    seeds.add_argument("step", choices=["check"], help="每张表、每一行 / every table, every row")
    seeds.add_argument(
        "--project",
        metavar="DIR",
        type=Path,
        default=PROJECT,
        help="哪个项目的 seeds/，缺省为本项目 / the project whose seeds/ are meant, by default this one",
    )
    seeds.set_defaults(home=Path("home"))

    for command in (load, run, check):
        command.add_argument(
            "paths", metavar="PATH", nargs="*", type=Path, help="文件或文件夹 / files or folders"
        )
        command.add_argument(
            "--manifest",
            metavar="FILE",
            type=Path,
            help="报送者的清单（CSV：file, source_url, published_on, publisher, jurisdiction_code,"
            " fiscal_year, kind），所列文件一并载入"
            " / what the sender says of the documents; its files are loaded as well",
        )
        command.set_defaults(wrong_usage=command.error)
    for command in (build, run):
        command.add_argument(
            "--full", action="store_true", help="没有变化也重新构建 / build even if nothing changed"
        )
    for command in (build, run, check):
        command.add_argument(
            "--no-second-reader",
            dest="second_reader",
            action="store_false",
            help="不复读等式未及的 PDF 页 / do not read again the PDF pages with amounts beyond arithmetic",
        )
    for command in (publish, run):
        command.add_argument(
            "--parquet",
            action="store_true",
            help="另存为 parquet 文件，见 docs/parquet.md / as parquet files as well, see docs/parquet.md",
        )
        postgresql.add_arguments(command)
    for command in (load, build, run):
        command.add_argument(
            "--workers",
            choices=["processes", "spark", "ray"],
            default="processes",
            help="谁来读取和构建：本机各核，或 Spark、Ray 集群（见 docs/cluster.md）"
            " / who reads and builds: this machine, or a cluster of Spark or Ray (docs/cluster.md)",
        )
    check.set_defaults(workers="processes", full=False)
    check.add_argument(
        "--home",
        metavar="DIR",
        type=Path,
        help="载入此仓库并与其中的文件比较，缺省为用后即删的临时仓库"
        " / load into this warehouse and compare with what it holds, by default one that is gone afterwards",
    )
    check.add_argument(
        "--html",
        metavar="FILE",
        type=Path,
        help="另写成网页，可疑之处在图上框出 / write a page as well, with pictures of what is meant",
    )
    check.add_argument("--json", action="store_true", help="以 JSON 印出 / print JSON instead of the report")
    trace.add_argument(
        "key",
        metavar="KEY",
        nargs="?",
        help="单元格号、行号或事实的键 / id of a cell, a line or a fact",
    )
    trace.add_argument(
        "--document",
        metavar="FILE",
        help="改为画出一个文件中识别到的所有表；路径、文件名或文件号"
        " / draw all tables recognised in a document instead: path, file name or id",
    )
    trace.add_argument(
        "--output",
        metavar="PATH",
        type=Path,
        help="图写到何处（PNG；--document 时为文件夹），缺省在 DIR/evidence 下"
        " / where pictures go (a PNG; a folder with --document), below DIR/evidence by default",
    )
    trace.add_argument("--open", action="store_true", help="显示图 / show the picture")
    trace.set_defaults(wrong_usage=trace.error)
    ask.add_argument("names", metavar="NAME", nargs="*", help="问题名，缺省为全部 / all by default")
    return parser


def _codes_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    _worklist_commands(
        commands,
        "codes",
        "对应未知的代码和名称 / map unknown codes and names",
        "把未对应的代码写成待填的 CSV / write what is unmapped as a CSV file to fill",
        "核对填好的 CSV 并补入别名表 / check a filled CSV file and append it to the aliases",
    )


def _layouts_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    _worklist_commands(
        commands,
        "layouts",
        "对应未知的表题、表头和标签 / map unknown titles, headers and labels",
        "把不认识的版式写成待填的 CSV，附建议和依据"
        " / write unknown layouts as a CSV file to fill, with suggestions and their evidence",
        "核对填好的 CSV 并补入版式的种子表 / check a filled CSV file and append it to the seeds of layouts",
    )


def _worklist_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    purpose: str,
    exports: str,
    imports: str,
) -> None:
    """`export` and `import` of a worklist called `name`."""
    worklist = _bare_command(commands, name, purpose)
    steps = worklist.add_subparsers(dest=f"{name}_command", required=True, metavar="STEP")
    export = _command(steps, "export", exports)
    default = f"unmapped_{name}.csv"
    export.add_argument(
        "--output",
        metavar="FILE",
        type=Path,
        default=Path(default),
        help=f"写到何处，- 为标准输出，缺省为 ./{default}"
        f" / where to, - for the standard output, ./{default} by default",
    )
    imported = _bare_command(steps, "import", imports)
    imported.add_argument("file", metavar="FILE", type=Path, help="填好的文件 / the filled file")
    imported.add_argument(
        "--project",
        metavar="DIR",
        type=Path,
        default=PROJECT,
        help="补入哪个项目的 seeds/，缺省为本项目"
        " / the project whose seeds/ are appended to, by default this one",
    )
    imported.set_defaults(home=Path("home"))


def _command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, purpose: str
) -> argparse.ArgumentParser:
    command = _bare_command(commands, name, purpose)
    command.add_argument(
        "--home",
        metavar="DIR",
        type=Path,
        default=Path("home"),
        help="仓库所在文件夹，缺省为 ./home / the folder of the warehouse, ./home by default",
    )
    return command


def _bare_command(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], name: str, purpose: str
) -> argparse.ArgumentParser:
    return commands.add_parser(
        name,
        help=purpose,
        description=purpose,
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )

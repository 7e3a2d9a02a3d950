"""What the command line takes: commands, their arguments, and what is said of them."""

from __future__ import annotations

import argparse
import math
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai import __version__, postgresql
from gongkai.dashboards.arguments import add_arguments as add_dashboards
from gongkai.exporting.arguments import add_export
from gongkai.metrics.arguments import add_arguments as add_metrics
from gongkai.usage import Parser
from ingest.project import IS_INSTALLED

SHELLS = ("bash", "zsh", "fish")
_LONGEST = 1e6

if TYPE_CHECKING:
    _Commands = argparse._SubParsersAction[Parser]

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


def parser() -> Parser:
    """All commands; `command` names the one that was given, `wrong_usage` ends the process with 2."""
    parser = Parser(
        prog="gongkai",
        description="公开的预算文件 → 数据集市 / published budget documents → a mart to query",
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"gongkai {__version__}",
        help="显示版本并结束 / show the version and end",
    )
    commands = parser.add_subparsers(title="命令 / commands", dest="command", metavar="COMMAND")

    load = _command(commands, "load", "读取文件 / read documents")
    build = _command(commands, "build", "构建模型 / build the models")
    publish = _command(commands, "publish", "发布数据集市 / publish the mart")
    run = _command(commands, "run", "读取、构建、发布 / load, build and publish")
    check = _bare_command(commands, "check", "核对文件，不留仓库 / check documents and leave no warehouse")
    trace = _command(commands, "trace", "追溯到印出的单元格 / go back to the printed cell")
    status = _command(commands, "status", "核对与覆盖情况 / checks and coverage")
    ask = _command(commands, "ask", "回答 analyses/ 中的问题 / answer the questions in analyses/")
    _sql_command(commands)
    _metrics_command(commands)
    export = _command(commands, "export", "导出表或问题的答案 / write tables and answers to files")
    site = _command(commands, "site", "写成网页，不用服务器 / write pages that need no server")
    site.add_argument(
        "--pictures",
        action="store_true",
        help="PDF 各页画成图，框出每个数；图中有该页所印的一切（见 docs/site.md）"
        " / the pages of PDFs as pictures with each figure framed; they show all that is printed there",
    )
    opened = _command(commands, "open", "在浏览器中看网页 / show the pages in a browser")
    bi = _command(commands, "bi", "在 Superset 中看看板 / dashboards in Superset")
    add_dashboards(bi)
    for command in (site, opened, bi):
        _mart_option(command)
    for command in (site, opened):
        command.add_argument(
            "--output",
            metavar="DIR",
            type=Path,
            help="网页所在文件夹，缺省为 mart.duckdb 旁的 site"
            " / the folder of the pages, by default site beside mart.duckdb",
        )
    forget = _command(commands, "forget", "忘记一份文件 / forget a document")
    forget.add_argument(
        "files",
        metavar="FILE",
        nargs="+",
        help="路径、文件名、文件号或 SHA-256 / path, file name, id or SHA-256",
    )
    _codes_commands(commands)
    _layouts_commands(commands)
    completion = _bare_command(commands, "completion", "命令行补全 / completion for a shell")
    completion.add_argument("shell", metavar="SHELL", choices=SHELLS, help=", ".join(SHELLS))
    completion.set_defaults(home=Path("home"))
    seeds = _bare_command(commands, "seeds", "核对种子表 / look at the seeds")
    seeds.add_argument("step", choices=["check"], help="每张表、每一行 / every table, every row")
    whose = seeds.add_mutually_exclusive_group()
    whose.add_argument(
        "--project",
        metavar="DIR",
        type=Path,
        help="只核对该项目的 seeds/ / only the seeds/ of that project",
    )
    whose.add_argument(
        "--home",
        metavar="DIR",
        type=Path,
        help="核对随附的种子表和 DIR/seeds 中自有的，缺省为 ./home"
        " / the seeds that come with gongkai and those of your own in DIR/seeds, by default ./home",
    )

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
            action=argparse.BooleanOptionalAction,
            default=True,
            help="是否另存为 parquet 文件（缺省为是；已有的总会更新），见 docs/parquet.md"
            " / as parquet files as well (unless told not to; what is there is renewed), see docs/parquet.md",
        )
        postgresql.add_arguments(command)
    _run_arguments(run)
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
    for command in (check, status):
        command.add_argument(
            "--json", action="store_true", help="以 JSON 印出 / print JSON instead of the report"
        )
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
    _mart_option(trace)
    trace.add_argument("--open", action="store_true", help="显示图 / show the picture")
    ask.add_argument("names", metavar="NAME", nargs="*", help="问题名，缺省为全部 / all by default")
    add_export(ask, export)
    return parser


def _sql_command(commands: _Commands) -> None:
    sql = _command(commands, "sql", "用 SQL 查询数据集市，只读 / ask the mart in SQL, read-only")
    _mart_option(sql)
    sql.add_argument(
        "query",
        metavar="QUERY",
        nargs="*",
        help="查询；- 为标准输入，缺省为逐条输入"
        " / the query; - for the standard input; by default what is typed at a prompt or comes from a pipe",
    )
    _printed_as(sql)
    sql.add_argument(
        "--timeout",
        metavar="SECONDS",
        type=_seconds,
        help="一条语句最多几秒，缺省不限 / seconds that a statement may take, for ever by default",
    )


def _metrics_command(commands: _Commands) -> None:
    command = _command(
        commands, "metrics", "按名称取指标，见 docs/metrics.md / metrics by name, see docs/metrics.md"
    )
    add_metrics(command)
    _mart_option(command)
    _printed_as(command)


def _printed_as(command: Parser) -> None:
    """How rows are printed, and how many."""
    form = command.add_mutually_exclusive_group()
    for name in ("csv", "json"):
        form.add_argument(
            f"--{name}",
            dest="form",
            action="store_const",
            const=name,
            default="text",
            help=f"以 {name.upper()} 印出 / print {name.upper()}",
        )
    command.add_argument(
        "--limit",
        metavar="ROWS",
        type=_count,
        help="最多印几行，0 为全部；缺省终端上 100，别处全部"
        " / rows to print at most, 0 for all; by default 100 on a terminal, all elsewhere",
    )


def _mart_option(command: Parser) -> None:
    command.add_argument(
        "--mart",
        metavar="FILE",
        type=Path,
        help="单独一个已发布的文件，不用仓库 / a published file alone, without its warehouse",
    )


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise ValueError
    return number


def _seconds(text: str) -> float:
    seconds = float(text)
    if not 0 < seconds <= _LONGEST:
        raise ValueError
    return seconds


def _run_arguments(run: Parser) -> None:
    """What is of use where nobody looks on."""
    run.add_argument(
        "--inbox",
        metavar="DIR",
        type=Path,
        help="只读此文件夹中新的和有变的文件；什么也没有就什么也不做（见 docs/schedule-a-build.md）"
        " / only new and changed files of this folder; where there are none nothing is done"
        " (docs/schedule-a-build.md)",
    )
    run.add_argument(
        "--wait",
        metavar="SECONDS",
        nargs="?",
        type=_waited,
        const=math.inf,
        help="仓库被占用时等待，缺省一直等；不加则立即以 1 退出"
        " / wait while another run holds the home, by default for ever; without it exit with 1 at once",
    )
    run.add_argument(
        "--json",
        action="store_true",
        help="标准输出只印 run.json 的内容，其余的话印到标准错误"
        " / print what run.json holds, and all else as errors are",
    )


def _waited(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = -1.0
    if not seconds >= 0:
        raise argparse.ArgumentTypeError(
            f"“{text}” 不是秒数；PATH 请写在前面 / is no number of seconds; write PATHs before --wait"
        )
    return seconds


def _codes_commands(commands: _Commands) -> None:
    _worklist_commands(
        commands,
        "codes",
        "对应未知的代码和名称 / map unknown codes and names",
        "把未对应的代码写成待填的 CSV / write what is unmapped as a CSV file to fill",
        "核对填好的 CSV 并补入别名表 / check a filled CSV file and append it to the aliases",
    )


def _layouts_commands(commands: _Commands) -> None:
    _worklist_commands(
        commands,
        "layouts",
        "对应未知的表题、表头和标签 / map unknown titles, headers and labels",
        "把不认识的版式写成待填的 CSV，附建议和依据"
        " / write unknown layouts as a CSV file to fill, with suggestions and their evidence",
        "核对填好的 CSV 并补入版式的种子表 / check a filled CSV file and append it to the seeds of layouts",
    )


def _worklist_commands(
    commands: _Commands,
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
    into = imported.add_mutually_exclusive_group()
    project_zh, project_en = ("", "") if IS_INSTALLED else ("，缺省为本项目", ", this one by default")
    own_zh, own_en = ("，缺省为 ./home", ", ./home by default") if IS_INSTALLED else ("", "")
    into.add_argument(
        "--project",
        metavar="DIR",
        type=Path,
        help=f"补入该项目的 seeds/{project_zh} / append to the seeds/ of that project{project_en}",
    )
    into.add_argument(
        "--home",
        metavar="DIR",
        type=Path,
        help=f"补入 DIR/seeds，即自有的种子表{own_zh} / append to DIR/seeds, seeds of your own{own_en}",
    )


def _command(commands: _Commands, name: str, purpose: str) -> Parser:
    command = _bare_command(commands, name, purpose)
    command.add_argument(
        "--home",
        metavar="DIR",
        type=Path,
        default=Path("home"),
        help="仓库所在文件夹，缺省为 ./home / the folder of the warehouse, ./home by default",
    )
    return command


def _bare_command(commands: _Commands, name: str, purpose: str) -> Parser:
    command = commands.add_parser(
        name,
        help=purpose,
        description=purpose,
        epilog=_EXIT_CODES,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    command.set_defaults(asked=command, wrong_usage=command.error)
    return command

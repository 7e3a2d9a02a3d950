"""`python -m gongkai.dictionary MART PAGE`: write the dictionary of a published mart as Markdown."""

from __future__ import annotations

import argparse
from pathlib import Path

import duckdb

from gongkai.dictionary.page import page_of
from publish.dictionary import has_dictionary
from publish.mart import connect


def main(arguments: list[str] | None = None) -> None:
    """Write the page. Ends with a sentence where the mart cannot be read or has no dictionary."""
    parser = argparse.ArgumentParser(prog="python -m gongkai.dictionary", description=__doc__)
    parser.add_argument("mart", type=Path, help="已发布的 mart.duckdb / the published mart.duckdb")
    parser.add_argument("page", type=Path, help="写到的文件 / file to write")
    told = parser.parse_args(arguments)
    if not told.mart.is_file():
        parser.error(f"没有这个文件 / no such file: {told.mart}")
    try:
        with connect(told.mart) as mart:
            if not has_dictionary(mart):
                parser.error(f"其中没有字典，请重新发布 / no dictionary in it, publish it again: {told.mart}")
            page = page_of(mart)
        told.page.write_text(page, encoding="utf-8")
    except duckdb.Error:
        parser.error(f"不是已发布的数据集市 / not a published mart: {told.mart}")
    except OSError as error:
        parser.error(f"不能写入 / cannot be written: {told.page}: {error.strerror}")


if __name__ == "__main__":
    main()

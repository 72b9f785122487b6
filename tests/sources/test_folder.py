from __future__ import annotations

from pathlib import Path

import pytest
from trees import manifest, write_tree

from pysched_gen.errors import ConfigError, NothingToReadError, SourceError, UsageError
from pysched_gen.formats.limits import MAX_TEXT
from pysched_gen.formats.texts import read_bytes
from pysched_gen.sources import read, read_data


def test_reads_every_part(tmp_path: Path) -> None:
    write_tree(
        tmp_path / "farmq",
        {
            "scheduler.toml": manifest(),
            "onschedule.py": b"\xef\xbb\xbfreturn 1\r\n# \xc3\xa9\rx\n",
            "header.py": "import os\n",
            "methods.py": "def helper(self):\n    pass\n",
            "init.py": "self.jobs = {}\n",
            "README.md": "not read",
        },
    )
    (source,) = read(str(tmp_path / "farmq"))
    assert [(s.id, s.text) for s in source.snippets] == [("onschedule", "return 1\n# é\nx\n")]
    parts = [source.header, source.methods, source.init]
    assert [part.id for part in parts if part] == ["header", "methods", "init"]
    assert source.name == "farmq"
    assert [key for key, _, _ in source.identity] == ["name", "houdini"]
    assert [Path(name).name for name in source.files] == [
        "scheduler.toml",
        "header.py",
        "init.py",
        "methods.py",
        "onschedule.py",
    ]


def test_parameters_can_stand_in_a_dialog_script(tmp_path: Path) -> None:
    script = """
        group { name farm label "Farm"
            parm { name farmq_queue label "Queue" type string default { "all" } }
        }
        """
    write_tree(tmp_path, {"scheduler.toml": manifest(), "parameters.ds": script})
    (source,) = read(str(tmp_path))
    told = [(one.name, one.type, one.folder, one.default) for one in source.parameters]
    assert told == [("farm", "folder", (), ()), ("farmq_queue", "string", ("Farm",), ("all",))]
    assert str(source.parameters[1].span).endswith("parameters.ds:3:13")
    assert [Path(name).name for name in source.files] == ["scheduler.toml", "parameters.ds"]


def test_the_manifest_itself_stands_for_its_folder(tmp_path: Path) -> None:
    write_tree(tmp_path, {"scheduler.toml": manifest(), "ontick.py": "return 1\n"})
    (source,) = read(str(tmp_path / "scheduler.toml"))
    assert [snippet.id for snippet in source.snippets] == ["ontick"]


@pytest.mark.parametrize(
    ("files", "error", "message"),
    [
        ({}, NothingToReadError, "no scheduler.toml in this folder"),
        ({"scheduler.toml": ""}, ConfigError, 'missing key "scheduler"'),
        ({"scheduler.toml": b"\xff\xfe"}, SourceError, "1:1: byte 0xff is not UTF-8"),
        (
            {"scheduler.toml": manifest(), "onschedule.py": b"a = 1\nb = '\xe9'\n"},
            SourceError,
            "onschedule.py:2:6: byte 0xe9 is not UTF-8",
        ),
        (
            {"scheduler.toml": manifest(), "onschedule.py": b"x\0"},
            SourceError,
            "onschedule.py:1:2: a null byte",
        ),
        (
            {"scheduler.toml": manifest(), "onschedule.py": b"#" * (MAX_TEXT + 1)},
            SourceError,
            "are too many for a scheduler text",
        ),
        (
            {"scheduler.toml": manifest(), "parameters.ds": "\nparm {\n  name x\n"},
            SourceError,
            "parameters.ds:4:1: the script ends inside of parm of line 2; add }",
        ),
        (
            {"scheduler.toml": manifest(), "parameters.ds": "parm { type string }"},
            SourceError,
            "parameters.ds:1:1: the parm has no name",
        ),
        (
            {"scheduler.toml": manifest(), "parameters.ds": b"parm { label '\xe9' }"},
            SourceError,
            "parameters.ds:1:15: byte 0xe9 is not UTF-8",
        ),
        (
            {
                "scheduler.toml": manifest('[[parameters]]\nname = "x"\ntype = "string"'),
                "parameters.ds": "",
            },
            ConfigError,
            "scheduler.toml:6:8: parameters.ds declares the parameters of this folder; keep one",
        ),
        (
            {"scheduler.toml": manifest(), "onschedule.py/x": ""},
            SourceError,
            "onschedule.py:1:1: cannot be read",
        ),
    ],
)
def test_a_folder_that_cannot_be_read(
    tmp_path: Path, files: dict[str, str | bytes], error: type[Exception], message: str
) -> None:
    write_tree(tmp_path, files)
    with pytest.raises(error) as caught:
        read(str(tmp_path))
    assert message in str(caught.value)
    assert len(str(caught.value).splitlines()) == 1


@pytest.mark.parametrize(
    ("data", "error", "message"),
    [
        (b"", NothingToReadError, "is empty"),
        (b" \n", NothingToReadError, "is empty"),
        (b"\x7fELF\0\0", NothingToReadError, "is neither a snippet folder nor a JSON node dump"),
        (b"import hou\n", NothingToReadError, "dump-script"),
        (b"[1]", NothingToReadError, "is JSON, but no node dump"),
    ],
)
def test_a_file_that_is_no_source(data: bytes, error: type[Exception], message: str) -> None:
    with pytest.raises(error) as caught:
        read_data("x", data)
    assert message in str(caught.value)


def test_a_path_that_is_not_there_is_a_usage_error(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no such file or folder"):
        read(str(tmp_path / "nowhere"))


def test_a_file_over_the_limit_is_refused_with_its_size(tmp_path: Path) -> None:
    path = tmp_path / "long.py"
    path.write_bytes(b"#" * 1000)
    with pytest.raises(SourceError, match="1,000 bytes are too many"):
        read_bytes(path, "long.py", 100)


def test_a_device_is_not_read() -> None:
    with pytest.raises(SourceError, match="is not a regular file"):
        read_bytes(Path("/dev/zero"), "/dev/zero", 100)

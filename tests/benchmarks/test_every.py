"""All benchmarks in one command: what fails is said at the end, and the others have run and are kept."""

import shlex
from pathlib import Path

import every
import pytest

BENCHMARKS = Path(every.__file__).parent


@pytest.mark.parametrize("size", every.SIZES)
@pytest.mark.parametrize("part", every.PARTS, ids=lambda part: part.name)
def test_what_is_run_is_there_and_is_told_nothing_it_does_not_know(part, size):
    for command in part.commands(size):
        assert Path(command[0]).exists()
        if command[0].endswith("zeren"):
            continue
        script = Path(command[1])
        assert script.parent == BENCHMARKS
        text = script.read_text("utf-8")
        assert [word for word in command[2:] if word.startswith("--") and f'"{word}"' not in text] == []
        assert f"python benchmarks/{script.name}" in text


def test_one_that_fails_is_said_and_the_others_are_kept(tmp_path, monkeypatch, capfd):
    scripts = {
        "good": "print('3 plans')",
        "bad": "print('so far'); raise SystemExit(3)",
        "later": "print('5 maps')",
    }
    for name, text in scripts.items():
        (tmp_path / f"{name}.py").write_text(text)
    parts = [every.Part(name, *[shlex.quote(str(tmp_path / f"{name}.py"))] * 3) for name in scripts]
    parts.append(every.Part("nowhere", "no.py", "no.py", "no.py", needs="no-such-program"))
    monkeypatch.setattr(every, "PARTS", parts)
    monkeypatch.setattr(every, "FOLDER", tmp_path / "kept")
    assert every.main(["usual", "--only", "good,bad,later,nowhere"]) == 1
    told = capfd.readouterr().out
    assert told.index("3 plans") < told.index("so far") < told.index("5 maps")
    assert "bad              FAILED with exit status 3" in told
    assert "nowhere          left out: no no-such-program here" in told
    assert sorted(path.name for path in (tmp_path / "kept").iterdir()) == ["good.txt", "later.txt"]
    machine, _, command, *printed = (tmp_path / "kept" / "good.txt").read_text("utf-8").splitlines()
    assert "cores, Python 3" in machine
    assert command.startswith("$ python")
    assert printed[0] == "3 plans"
    assert printed[2].endswith(" s of a processor")
    assert every.main(["usual", "--only", "good"]) == 0


def test_a_name_that_is_none_is_refused(capsys):
    with pytest.raises(SystemExit) as refused:
        every.main(["small", "--only", "readings"])
    assert refused.value.code == 2
    assert "no benchmark is called readings" in capsys.readouterr().err

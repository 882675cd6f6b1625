"""What an analyst adds: configurations, what they find, and what is refused."""

import json

import pytest

from zeren.data.authority import load
from zeren.extract.additions import BadPipeline, ComponentFailed, as_json, patterns_of, read_additions
from zeren.extract.compose import extract
from zeren.extract.pipeline import Context, additions_of, find, pipeline
from zeren.extract.read import source
from zeren.ontology.model import Span

TEXT = "首页 平台\n望川市某某工作方案（2021－2025年）\n一、任务\n1.建好平台。建成一体化平台，2022年底前完成。（责任单位：市司法局）\n"
WORDS = "label,pattern,id\n平台,平台,p\n平台,一体化平台,\n期限,2022年底前,\n"


@pytest.fixture
def write(tmp_path):
    """Writes a configuration and the files beside it."""

    def write(said, files=None):
        for name, text in (files or {}).items():
            (tmp_path / name).write_text(text, "utf-8")
        (tmp_path / "my.toml").write_text(said, "utf-8")
        return tmp_path / "my.toml"

    return write


def mentions(additions, text=TEXT):
    found = find(text, Context((Span(0, len(text)),), None, load(), additions=additions))
    return [(one.tag, one.span.of(text), one.id, one.method) for one in found.mentions]


def test_words_are_tagged_the_longest_of_a_label_first(write):
    additions = read_additions(write('patterns = ["words.csv"]', {"words.csv": WORDS}))
    assert mentions(additions) == [
        ("平台", "平台", "p", "mention.pattern"),
        ("平台", "平台", "p", "mention.pattern"),
        ("平台", "一体化平台", "", "mention.pattern"),
        ("期限", "2022年底前", "", "mention.pattern"),
    ]


def test_only_what_stands_in_the_plan_counts_and_each_knows_its_provision(write):
    additions = read_additions(write('patterns = ["words.csv"]', {"words.csv": WORDS}))
    found = extract(source("a.txt", TEXT.encode()), load(), additions)
    assert [(one.text, one.provision) for one in found.mentions] == [
        ("平台", "1.1"),
        ("一体化平台", "1.1"),
        ("2022年底前", "1.1"),
    ]
    plain = extract(source("a.txt", TEXT.encode()), load())
    assert plain.mentions == ()
    assert plain.deadlines == found.deadlines
    assert plain.obligations == found.obligations


def test_patterns_of_tokens_are_patterns_of_characters(write):
    line = json.dumps({"label": "年", "pattern": [{"TEXT": {"REGEX": "[0-9]"}, "OP": "+"}, {"TEXT": "年"}]})
    additions = read_additions(write('patterns = ["rules.jsonl"]', {"rules.jsonl": line + "\n\n"}))
    assert [words for _, words, *_ in mentions(additions)] == ["2025年", "2022年"]


COMPONENT = """
from spacy.tokens import Span

def tagging(nlp, word, label="词"):
    def run(doc):
        at = doc.text.find(word)
        if at >= 0:
            doc.spans["mentions"].append(Span(doc, at, at + len(word), label=label))
        return doc
    return run

def breaking(nlp):
    def run(doc):
        raise KeyError("missing")
    return run

def giving_nothing(nlp):
    return lambda doc: None

nothing = 3
"""


def test_two_components_of_one_factory_have_their_own_options(write):
    said = '[[component]]\nuse = "two_rules:tagging"\noptions = {word = "平台"}\n[[component]]\nuse = "two_rules:tagging"\noptions = {word = "任务", label = "务"}\n'
    additions = read_additions(write(said, {"two_rules.py": COMPONENT}))
    method = "mention.two_rules:tagging"
    assert mentions(additions) == [("词", "平台", "", method), ("务", "任务", "", method)]


@pytest.mark.parametrize(
    ("name", "message"),
    [("breaking", "breaking broke: KeyError: 'missing'"), ("giving_nothing", "gives NoneType and no Doc")],
)
def test_a_component_that_breaks_is_named(write, name, message):
    said = f'[[component]]\nuse = "broken_rules:{name}"\n'
    additions = read_additions(write(said, {"broken_rules.py": COMPONENT}))
    with pytest.raises(ComponentFailed, match=message):
        mentions(additions)


@pytest.mark.parametrize(
    ("said", "files", "message"),
    [
        ("patterns = ", {}, "my.toml: Invalid value"),
        ("", {}, "names neither patterns nor a component"),
        ("pattern = []", {}, "unknown pattern"),
        ('patterns = "words.csv"', {}, "patterns is a list"),
        ('patterns = ["none.csv"]', {}, "none.csv: No such file"),
        ('patterns = ["words.csv"]', {"words.csv": "a,b\n1,2\n"}, "begins with a line label,pattern"),
        ('patterns = ["words.csv"]', {"words.csv": "label,pattern\n,平台\n"}, "line 2 has no label"),
        ('patterns = ["rules.jsonl"]', {"rules.jsonl": "{\n"}, "line 1 is no JSON"),
        (
            'patterns = ["rules.jsonl"]',
            {"rules.jsonl": '{"label": "a", "pattern": [{"TEXTS": 1}]}'},
            "cannot be used",
        ),
        ('[[component]]\nuse = "rules"', {}, "module:factory"),
        ('[[component]]\nuse = "no_such_rules:make"', {}, "no module no_such_rules"),
        ('[[component]]\nuse = "json:no_such"', {}, "json:no_such: AttributeError"),
        ('[[component]]\nuse = "json:__doc__"', {}, "is no function"),
        ('[[component]]\nuse = "json:dumps"', {}, "json:dumps: TypeError"),
        (
            '[[component]]\nuse = "assigning_rules:breaking"\nassigns = ["nothing.at_all"]',
            {"assigning_rules.py": COMPONENT},
            "breaking: ValueError",
        ),
    ],
)
def test_what_cannot_be_used_is_said_in_a_line(write, said, files, message):
    with pytest.raises(BadPipeline, match=message) as raised:
        pipeline(read_additions(write(said, files)))
    assert "\n" not in str(raised.value)


def test_what_is_required_must_be_assigned_before(write):
    said = '[[component]]\nuse = "needy_rules:tagging"\nrequires = ["doc._.zeren_phases"]\noptions = {word = "平台"}\n'
    additions = read_additions(write(said, {"needy_rules.py": COMPONENT}))
    with pytest.raises(BadPipeline, match=r"requires doc\._\.zeren_phases, which nothing before it assigns"):
        pipeline(additions)


def test_patterns_are_kept_and_code_is_not(write, tmp_path):
    store = tmp_path / "store"
    store.mkdir()
    data = write('patterns = ["words.csv"]', {"words.csv": WORDS})
    given = additions_of(data, store)
    assert additions_of(None, store).digest == given.digest
    assert mentions(additions_of(None, store)) == mentions(given)
    code = write(
        '[[component]]\nuse = "kept_rules:tagging"\noptions = {word = "平台"}\n',
        {"kept_rules.py": COMPONENT},
    )
    additions_of(code, store)
    with pytest.raises(BadPipeline, match="never run because a store names it"):
        additions_of(None, store)
    assert additions_of(tmp_path / "none", store) is None
    assert additions_of(None, store) is None


def test_the_digest_changes_with_the_patterns_the_options_and_the_code(write):
    said = (
        'patterns = ["words.csv"]\n[[component]]\nuse = "changing_rules:tagging"\noptions = {word = "平台"}\n'
    )
    files = {"words.csv": WORDS, "changing_rules.py": COMPONENT}
    first = read_additions(write(said, files))
    assert read_additions(write(said, files)) == first
    others = [
        read_additions(write(said.replace("平台", "任务"), files)),
        read_additions(write(said, (files | {"words.csv": WORDS + "期限,年内,\n"}))),
        read_additions(write(said, (files | {"changing_rules.py": COMPONENT + "\n"}))),
    ]
    assert len({first.digest, *(one.digest for one in others)}) == 4


def test_what_is_kept_is_read_back(write):
    additions = read_additions(write('patterns = ["words.csv"]', {"words.csv": WORDS}))
    assert patterns_of(as_json(additions)).patterns == additions.patterns

"""``python -m tests.fuzz.one TARGET CORPUS OPTIONS``: fuzzes one target until libFuzzer's options end it."""

import sys

import atheris

with atheris.instrument_imports(include=["bot", "knowledge"]):
    from tests.fuzz.targets import TARGETS

if __name__ == "__main__":
    name = sys.argv.pop(1)
    atheris.Setup(sys.argv, TARGETS[name]())
    atheris.Fuzz()

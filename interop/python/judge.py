"""The verdict of Python's jsonschema on every file of a folder of messages, one line of JSON a file.

The lines are those of ../node/judge.mjs.
"""

import json
import sys
from pathlib import Path

from jsonschema import Draft202012Validator

SCHEMAS = Path(__file__).resolve().parents[2] / "schemas"


def validator(name):
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def judge(folder):
    for side in ("invalid", "valid"):
        for directory in sorted((folder / side).iterdir()):
            validate = validator(directory.name)
            for file in sorted(directory.iterdir()):
                content = json.loads(file.read_text("utf-8"))
                message = content["message"] if side == "invalid" else content
                path = file.relative_to(folder).as_posix()
                print(json.dumps({"file": path, "valid": validate.is_valid(message)}))


judge(Path(sys.argv[1]))

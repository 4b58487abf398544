"""Prints what the SAM translator makes of the template in argv[1]; exit code 3 where there is no translator.

Run by translate.ts. The translator is a Python library and its own authority on what SAM generates: roles, permissions,
stages, the API's definition.
"""

import json
import os
import sys

try:
    from samtranslator.translator.transform import transform
    from samtranslator.yaml_helper import yaml_parse
except Exception:  # not installed, or not for this Python
    sys.exit(3)


class NoManagedPolicies:
    """The translator asks it for policies by name; our functions bring roles of their own."""

    def load(self):
        return {}


os.environ["AWS_DEFAULT_REGION"] = "eu-west-1"
with open(sys.argv[1], encoding="utf-8") as file:
    template = yaml_parse(file.read())
for resource in template["Resources"].values():
    if resource["Type"] == "AWS::Serverless::Function":
        # What `aws cloudformation package` makes of the path of the zip.
        resource["Properties"]["CodeUri"] = "s3://artifacts/app.zip"
json.dump(transform(template, {}, NoManagedPolicies()), sys.stdout)

"""check_batch_shapes.py: validates requests of AWS Batch, a JSON list on stdin, against botocore's model of the service."""

import json
import sys

import botocore.session
import botocore.validate

MODEL = botocore.session.get_session().get_service_model("batch")


def problems(operation, parameters):
    shape = MODEL.operation_model(operation).input_shape
    report = botocore.validate.ParamValidator().validate(parameters, shape)
    return report.generate_report().split("\n") if report.has_errors() else []


requests = json.load(sys.stdin)
json.dump([problems(request["operation"], request["parameters"]) for request in requests], sys.stdout)

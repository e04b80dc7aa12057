"""Starts LocalStack. Activities' tasks are handed out without delay and none is lost, and with FRAZIL_S3_ENDPOINT, what state machines ask of S3
goes to that server instead of LocalStack's own."""

import os
import time

import boto3
from botocore.config import Config
from localstack.aws.api.stepfunctions import InvalidToken
from localstack.services.stepfunctions.asl.utils import boto_client

own_client_for = boto_client.boto_client_for


def client_for(service, region, state_credentials):
    if service != "s3":
        return own_client_for(service=service, region=region, state_credentials=state_credentials)
    return boto3.client(
        "s3",
        region_name="us-east-1",
        endpoint_url=os.environ["FRAZIL_S3_ENDPOINT"],
        aws_access_key_id=os.environ["FRAZIL_S3_ACCESS_KEY"],
        aws_secret_access_key=os.environ["FRAZIL_S3_SECRET_KEY"],
        config=Config(s3={"addressing_style": "path"}, parameter_validation=False),
    )


def pull_activity_task(activity):
    for _ in range(50):
        try:
            return activity.get_task()
        except IndexError:
            time.sleep(0.02)
    return None


# LocalStack queues a task a moment before its token is known, and looks for the token in every execution, also in one that is just
# being started and has no place for tokens yet. Either would lose the task, which is off the queue by then.
def patiently(send_started):
    def send_activity_task_started(*arguments, **named):
        for _ in range(3000):
            try:
                return send_started(*arguments, **named)
            except (InvalidToken, AttributeError):
                time.sleep(0.02)
        return send_started(*arguments, **named)

    return send_activity_task_started


# Before the provider is imported: its modules take the function by its name.
if "FRAZIL_S3_ENDPOINT" in os.environ:
    boto_client.boto_client_for = client_for

if __name__ == "__main__":
    from localstack.runtime.main import main
    from localstack.services.stepfunctions.provider import StepFunctionsProvider

    StepFunctionsProvider._pull_activity_task = staticmethod(pull_activity_task)
    StepFunctionsProvider._send_activity_task_started = patiently(StepFunctionsProvider._send_activity_task_started)
    main()

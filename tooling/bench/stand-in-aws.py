"""Serves S3 and Batch on the loopback interface, with the bucket and the job queue `frazil`, says its address, and ends with its input."""

import os
import sys

os.environ.update(AWS_ACCESS_KEY_ID="bench", AWS_SECRET_ACCESS_KEY="bench", AWS_DEFAULT_REGION="us-east-1")

import boto3
from moto.server import ThreadedMotoServer

server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
host, port = server.get_host_and_port()
endpoint = f"http://{host}:{port}"


def client(service):
    return boto3.client(service, endpoint_url=endpoint)


client("s3").create_bucket(Bucket="frazil")
role = client("iam").create_role(RoleName="frazil", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
batch = client("batch")
compute = batch.create_compute_environment(computeEnvironmentName="frazil", type="UNMANAGED", state="ENABLED", serviceRole=role)
order = [{"order": 1, "computeEnvironment": compute["computeEnvironmentArn"]}]
batch.create_job_queue(jobQueueName="frazil", state="ENABLED", priority=1, computeEnvironmentOrder=order)
print(endpoint, flush=True)
sys.stdin.read()

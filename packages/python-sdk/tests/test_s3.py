"""S3 in flows: what it says of itself and what it refuses, without a bucket; tests of the command talk to a real one."""

import json
import subprocess
import sys

from harness import TaskTest

STEP = "@step\ndef start(self):\n    {}\n    self.next(self.end)\n@step\ndef end(self): pass\n"
# Stands for the command line tool: the same answer to all questions of a kind.
TOOL = '''import json, sys
answers = json.loads({!r})
for line in sys.stdin:
    if not line.strip():
        break
    question = json.loads(line)
    print(json.dumps(dict(answers.get(question["ask"], {{"value": None}}), number=question["number"])), flush=True)
'''


class WithTool(TaskTest):
    answers = {}

    def variables(self):
        tool = self.write("#!%s\n" % sys.executable + TOOL.format(json.dumps(self.answers)), "tool")
        subprocess.run(["chmod", "+x", tool], check=True)
        return {**super().variables(), "FRAZIL_CLIENT": tool}

    def use(self, *statements):
        head = "from metaflow import S3; import os; os.chdir(%r)" % self.folder
        return self.run_task(self.flow(STEP.format("\n    ".join((head, *statements)))), "start")


class S3Test(WithTool):
    def test_names_are_where_flows_import_them_from(self):
        self.ok(self.use(
            "import pickle, metaflow.datatools, metaflow.plugins.datatools as p; from metaflow.plugins.datatools.s3 import S3GetObject, S3PutObject, S3Object",
            "from metaflow.plugins.datatools.s3.s3 import MetaflowS3NotFound, MetaflowS3Exception; from metaflow.exception import MetaflowException",
            "assert S3 is p.S3 is metaflow.datatools.S3 and issubclass(MetaflowS3NotFound, MetaflowException) and not issubclass(MetaflowS3NotFound, MetaflowS3Exception)",
            "assert pickle.loads(pickle.dumps(S3PutObject('a', metadata={'b': 'c'}))) == S3PutObject('a', None, None, None, None, {'b': 'c'})",
            "assert pickle.loads(pickle.dumps(S3GetObject('a', 1, None))).offset == 1 and str(pickle.loads(pickle.dumps(MetaflowS3NotFound('x')))) == 'x'",
        ))  # fmt: skip

    def test_an_object_knows_its_key(self):
        self.ok(self.use(
            "from metaflow.plugins.datatools.s3 import S3Object",
            "key = lambda prefix, url: (S3Object(prefix, url, None).key, S3Object(prefix, url, None).prefix)",
            "assert key(None, 's3://b/a/c') == ('s3://b/a/c', None) and key('s3://b/a', 's3://b/a') == ('s3://b/a', None)",
            "assert key('s3://b/a/', 's3://b/a/c/') == ('c', 's3://b/a/') and key('s3://b/a', 's3://b/a/c/d') == ('c/d', 's3://b/a')",
            "none = S3Object(None, 's3://b/a', None); assert (none.exists, none.downloaded, none.has_info, none.blob, none.text) == (False, False, False, None, None)",
            "assert S3Object(None, 's3://b/a', None, 0).exists and str(none) == \"<S3Object s3://b/a, which isn't there>\"",
        ))  # fmt: skip

    def test_addresses_that_are_none_are_refused(self):
        for statement, kind, words in (
            ("S3().get('a')", "MetaflowS3URLException", ("'a' is no whole address", "S3(run=self)")),
            ("S3().get('s3://bucket')", "MetaflowS3URLException", ()),
            ("S3().get_all()", "MetaflowS3URLException", ("S3(run=self)",)),
            ("S3(s3root='s3://b').get('s3://b/a')", "MetaflowS3URLException", ("s3://b/a is a whole address",)),
            ("S3(s3root='b')", "MetaflowS3URLException", ("s3://BUCKET",)),
            ("S3(s3root='s3://b').get_many('key')", "MetaflowS3URLException", ("'key' is one key",)),
            ("S3(s3root='s3://b').put('a', 5)", "MetaflowS3InvalidObject", ("int", "'a'")),
            ("S3(s3root='s3://b').put_many([('a', 'x'), ('c', None)])", "MetaflowS3InvalidObject", ("NoneType", "'c'")),
            ("S3(s3root='s3://b').put_files([('a', '/nowhere')])", "MetaflowS3NotFound", ("/nowhere",)),
            ("S3(role='arn:x')", "UnsupportedName", ("S3(role=)", "AWS_PROFILE")),
        ):
            with self.subTest(statement):
                result = self.use(statement)
                self.assertIn(kind, result.exception["type"])
                for word in words:
                    self.assertIn(word, result.exception["message"])


class S3ConversationTest(WithTool):
    answers = {
        "store": {"value": "s3://ice/team"},
        "s3-describe": {"error": {"code": "s3.denied", "message": "No.", "hint": "Ask."}},
        "s3-get": {"error": {"code": "disk.full", "message": "Full.", "hint": "Set FRAZIL_HOME."}},
        "s3-list": {"value": {"items": [{"prefix": 0, "url": "s3://ice/team/data/F/7/a", "size": 3}], "cursor": None}},
    }

    def test_a_run_has_a_place_beside_the_store(self):
        for statement, words in (
            ("print([(o.url, o.key, o.size) for o in S3(run=self).list_recursive()])", "[('s3://ice/team/data/F/7/a', 'a', 3)]"),
            ("print(S3(run=self, bucket='snow', prefix='/p/')._s3root)", "s3://snow/p/F/7"),
            ("print(S3(run=self, bucket='snow')._s3root)", "s3://snow/team/data/F/7"),
            ("os.environ['METAFLOW_DATATOOLS_S3ROOT'] = 's3://other/x/'; print(S3(run=self)._s3root)", "s3://other/x/F/7"),
            ("os.environ['FRAZIL_S3_ROOT'] = 's3://mine'; print(S3(run=self)._s3root)", "s3://mine/F/7"),
        ):
            with self.subTest(statement):
                result = self.use(statement)
                self.assertIsNone(result.exception, result.exception)
                self.assertEqual(result.stdout.strip(), words)

    def test_what_the_tool_says_is_an_exception_with_advice_that_fits(self):
        denied = self.use("S3(s3root='s3://ice').info('a')").exception
        self.assertEqual((denied["type"].rpartition(".")[2], denied["message"]), ("MetaflowS3AccessDenied", "No. Ask."))
        full = self.use("S3(s3root='s3://ice').get('a')").exception
        self.assertEqual(full["type"].rpartition(".")[2], "MetaflowS3InsufficientDiskSpace")
        self.assertIn("S3(tmproot=)", full["message"])

    def test_a_process_that_was_forked_leaves_the_folder_and_asks_by_itself(self):
        result = self.use(
            "s3 = S3(run=self); s3._folder.new('x'); folder = s3._folder._path; assert os.path.isdir(folder)",
            "pid = os.fork()",
            "if not pid:",
            "    s3.close(); code = len(s3.list_recursive()) - 1; os._exit(code)",
            "assert os.waitpid(pid, 0)[1] == 0 and os.path.isdir(folder)",
            "s3.close(); assert not os.path.exists(folder)",
        )
        self.assertIsNone(result.exception, result.exception)


class S3WithoutBucketTest(WithTool):
    answers = {"store": {"value": "/home/ada/store"}}

    def test_a_store_in_a_folder_has_no_place_for_a_run(self):
        error = self.use("S3(run=self)").exception
        self.assertEqual(error["type"].rpartition(".")[2], "MetaflowS3URLException")
        self.assertIn("/home/ada/store", error["message"])
        self.assertIn("FRAZIL_S3_ROOT", error["message"])


del TaskTest

"""Names that flows import from submodules of Metaflow, and those that Frazil doesn't have."""

import subprocess
import sys

from harness import SDK, TaskTest

STEP = "@step\ndef start(self):\n    {}\n    self.next(self.end)\n@step\ndef end(self): pass\n"


class NamesTest(TaskTest):
    def use(self, statement):
        return self.run_task(self.flow(STEP.format(statement)), "start")

    def test_submodules_have_the_names_of_metaflow(self):
        self.ok(self.use(
            "import metaflow.plugins.cards.card_modules.components as components, metaflow.parameters;"
            "from metaflow.client.core import Run as R; from metaflow.flowspec import InvalidNextException;"
            "from metaflow.metaflow_current import current as c, Current; from metaflow.util import get_username;"
            "from metaflow.user_decorators.mutable_step import MutableStep; from metaflow import plugins;"
            "import metaflow.system_context; from metaflow.plugins.pypi.parsers import ParserValueError; from metaflow import requirements_txt_parser as parser\n"
            "    try: parser('--no-index')\n    except ParserValueError as error: assert isinstance(error, ValueError)\n    "
            "assert components.Markdown is __import__('metaflow.cards').cards.Markdown and metaflow.parameters.Parameter is Parameter;"
            "assert R is Run and c is current and isinstance(c, Current) and get_username() == 'ada';"
            "assert issubclass(InvalidNextException, __import__('metaflow.exception').exception.MetaflowException)"
        ))  # fmt: skip

    def test_what_the_client_gives_has_names_for_annotations(self):
        self.ok(self.use(
            "from metaflow.client.core import MetaflowCode, MetaflowData, MetaflowObject, Metadata; from metaflow.events import Trigger;"
            "from metaflow.plugins.argo.argo_workflows_deployer_objects import ArgoWorkflowsDeployedFlow, ArgoWorkflowsTriggeredRun;"
            "from metaflow.plugins.cards.card_client import Card, CardContainer, get_cards; from metaflow.runner.deployer import TriggeredRun;"
            "from metaflow.runner.metaflow_runner import ExecutingRun, ExecutingTask; from metaflow.parameters import ParameterContext;"
            "from metaflow.exception import METAFLOW_NOTHING as unknown;"
            "from typing import Optional; Optional[ParameterContext]; Optional[ExecutingTask]; Optional[CardContainer];"
            "assert issubclass(Run, MetaflowObject) and ArgoWorkflowsDeployedFlow is DeployedFlow and ArgoWorkflowsTriggeredRun is TriggeredRun;"
            "assert Trigger.from_runs([]).events == [] and type(unknown).__name__ == '_Unusable'"
        ))  # fmt: skip

    def test_the_version_is_that_of_metaflow(self):
        body = "import metaflow; from metaflow import metaflow_version as v; from metaflow.metaflow_version import get_version as get\n"
        result = self.ok(self.use(body + "    self.r = (v.get_version(), get(public=True), metaflow.__version__, v is metaflow.metaflow_version)"))
        self.assertEqual(result.value("r"), ("2.19.0+frazil", "2.19.0", "2.19.0+frazil", True))

    def test_settings_are_those_of_the_environment(self):
        body = (
            "import os; os.environ.update(METAFLOW_MINE='7', METAFLOW_DEFAULT_METADATA='service', FRAZIL_STORE='s3://ice/p')\n"
            "    import metaflow.metaflow_config as config; from metaflow.metaflow_config import DATASTORE_SYSROOT_S3, MINE, from_conf\n"
            "    self.r = (DATASTORE_SYSROOT_S3, MINE, config.DEFAULT_DATASTORE, config.DEFAULT_METADATA, config.DATASTORE_SYSROOT_LOCAL,"
            " config.DATATOOLS_S3ROOT, config.TEMPDIR,"
            " from_conf('MINE', 3), from_conf('NOT', True), hasattr(config, '__path__'))"
        )
        self.assertEqual(self.ok(self.use(body)).value("r"), ("s3://ice/p", "7", "s3", "service", None, "s3://ice/p/data", ".", 7, True, False))

    def test_exceptions_are_made_as_metaflows_are(self):
        body = (
            "from metaflow.exception import MetaflowException, UnhandledInMergeArtifactsException as U; import pickle\n"
            "    class Mine(MetaflowException):\n        headline = 'Mine'\n        def __init__(self, n): super().__init__('n is %d' % n, lineno=n)\n"
            "    e = Mine(3); self.r = (str(e), e.message, e.line_no, e.headline, str(MetaflowException()), U('m', ['b']).artifact_names)\n"
            "    self.p = pickle.loads(pickle.dumps(U('m', ['b']))).artifact_names"
        )
        result = self.ok(self.use(body))
        self.assertEqual(result.value("r"), ("line 3: n is 3", "n is 3", 3, "Mine", "", ["b"]))
        self.assertEqual(result.value("p"), ["b"])

    def test_what_is_missing_can_be_imported_and_says_so_when_it_is_used(self):
        self.ok(self.use("from metaflow import R; from metaflow.plugins.x import R; from metaflow.metaflow_config import X"))
        for statement, words in (
            ("with R(run=self): pass", ("metaflow.R isn't supported", "in Python")),
            ("R.x", ("metaflow.R isn't supported",)),
            ("class T(R): pass", ("metaflow.R isn't supported",)),
            ("from metaflow.metaflow_config import ROOT; f'{ROOT}/x'", ("metaflow.metaflow_config.ROOT isn't supported",)),
        ):
            statement = statement if "import" in statement else "from metaflow import R\n    " + statement
            self.failed(self.use(statement), "frazil.UnsupportedName", *words)

    def test_exceptions_of_parts_that_are_missing_are_never_raised(self):
        head = "from metaflow.plugins.timeout_decorator import TimeoutException\n    from metaflow.exception import MetaflowInternalError, MetaflowException\n    "
        self.ok(self.use(head + "try: raise MetaflowInternalError('x')\n    except TimeoutException: assert False\n    except MetaflowException as e: assert str(e) == 'x'"))

    def test_other_modules_are_not_there(self):
        self.failed(self.use("import metaflow.nonsense"), "ModuleNotFoundError", "metaflow.nonsense")
        self.assertEqual(self.use("from metaflow import nonsense").exception["type"], "ImportError")

    def test_importing_metaflow_costs_none_of_it(self):
        code = "import sys; sys.path.insert(0, %r); import metaflow; print(sorted(n for n in sys.modules if n.startswith('frazil.')))" % SDK
        loaded = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, text=True, check=True).stdout
        self.assertNotIn("_unusable", loaded)
        self.assertNotIn("_s3", loaded)

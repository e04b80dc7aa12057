"""What users' decorators change: flows and steps before they are looked at, and what runs around a step."""

from harness import TaskTest

HEAD = """
from metaflow import *

class Adds(StepMutator):
    def init(self, name, **attributes):
        self.name, self.attributes = name, attributes
    def mutate(self, step):
        step.add_decorator(self.name, deco_kwargs=self.attributes)

class Changes(FlowMutator):
    def pre_mutate(self, flow):
        flow.add_parameter("more", Parameter("more", default=4))
        flow.remove_parameter("less")
        flow.add_decorator(project, deco_kwargs={"name": "mutated"})
        for name, step in flow.steps:
            step.add_decorator("pypi:packages={\\"six\\": \\"1.16.0\\"},python=3.11")
    def mutate(self, flow):
        flow.start.remove_decorator("retry")
        assert flow.start.has_decorator("Adds") and not flow.end.has_decorator("retry")
        assert [name for name, _ in flow.parameters] == ["more"] and not list(flow.configs)

@user_step_decorator
def noted(step_name, flow, inputs, attributes):
    flow.notes = getattr(flow, "notes", []) + [attributes["note"]]
    yield
    flow.notes = flow.notes + [-attributes["note"]]

@user_step_decorator
def left_out(step_name, flow, inputs):
    flow.left = step_name
    yield USER_SKIP_STEP

@user_step_decorator
def never(step_name, flow, inputs):
    if False: yield

@user_step_decorator
def twice(step_name, flow, inputs):
    yield
    yield

@user_step_decorator
def swallows(step_name, flow, inputs):
    try:
        yield
    except ZeroDivisionError as error:
        flow.swallowed = str(error)

@user_step_decorator
def replaces(step_name, flow, inputs):
    def other(flow):
        flow.replaced = True
        return True
    yield other

class Elsewhere(UserStepDecorator):
    def pre_step(self, step_name, flow, inputs=None):
        flow.items = [1, 2]
        self.skip_step = {"foreach": "items"}
    def post_step(self, step_name, flow, exception=None):
        flow.after = step_name

"""
STEPS = """    @step
    def start(self):
        self.ran = True
        %s
        self.next(self.end)
    @step
    def end(self): pass
"""


class MutatorTest(TaskTest):
    def test_what_mutators_change_is_read(self):
        body = "    less = Parameter('less')\n    @retry(times=3)\n    @Adds('resources', cpu=2)\n" + STEPS % "pass"
        flow = self.read(HEAD + "@Changes\nclass F(FlowSpec):\n" + body)["flow"]
        self.assertEqual([each["name"] for each in flow["parameters"]], ["more"])
        self.assertEqual([(each["name"], each["attributes"]) for each in flow["decorators"]], [("project", {"name": "mutated"})])
        pypi = {"packages": {"six": "1.16.0"}, "python": "3.11"}
        decorators = [[(each["name"], each["attributes"]) for each in step["decorators"]] for step in flow["steps"]]
        self.assertEqual(decorators, [[("resources", {"cpu": 2}), ("pypi", pypi)], [("pypi", pypi)]])

    def test_what_runs_around_a_step_is_told(self):
        steps = "class F(FlowSpec):\n    @left_out\n    @noted(note=1, of=object())\n    @retry\n    @step\n    def start(self): self.next(self.end)\n    @step\n    def end(self): pass\n"
        start, end = self.read(HEAD + steps)["flow"]["steps"]
        self.assertEqual(start["userDecorators"], ["left_out", "noted(note=1, of=object)"])
        self.assertNotIn("userDecorators", end)
        start, end = self.read(HEAD + steps, **{"with": ["never"]})["flow"]["steps"]
        self.assertEqual((start["userDecorators"][0], end["userDecorators"]), ("never", ["never"]))

    def test_decorators_of_the_command_line(self):
        source = HEAD + "class F(FlowSpec):\n    @retry(times=3)\n    @card(id='a')\n" + STEPS % "pass"
        flow = self.read(source, **{"with": ["retry:times=1", "card", "environment:vars={\"A\": \"b,c=d\"}"]})["flow"]
        names = [[(each["name"], each["attributes"]) for each in step["decorators"]] for step in flow["steps"]]
        environment = ("environment", {"vars": {"A": "b,c=d"}})
        self.assertEqual(names[0], [environment, ("card", {}), ("retry", {"times": 3}), ("card", {"id": "a"})])
        self.assertEqual(names[1], [environment, ("card", {}), ("retry", {"times": 1})])
        self.assertEqual(len(flow["with"]), 3)
        problem = self.read(source, **{"with": ["nonsense"]})["problems"][0]
        self.assertIn("@nonsense", problem["details"]["reason"])
        self.assertIn("name=value", self.read(source, **{"with": ["retry:3"]})["problems"][0]["details"]["reason"])

    def test_what_mutators_may_not_do(self):
        for body, words in (
            ("def mutate(self, flow): flow.add_parameter('x', Parameter('x'))", "pre_mutate"),
            ("def mutate(self, flow): flow.add_decorator(project)", "pre_mutate"),
            ("def mutate(self, flow): flow.start.add_decorator(Adds, ['card'])", "pre_mutate"),
            ("def pre_mutate(self, flow): flow.start.add_decorator('nonsense')", "add_decorator takes"),
            ("def pre_mutate(self, flow): flow.start.add_decorator(Changes)", "belong"),
            ("def pre_mutate(self, flow): flow.start.add_decorator('retry:times=1', deco_kwargs={'times': 2})", "twice"),
            ("def pre_mutate(self, flow): flow.start.add_decorator(retry, duplicates=flow.ERROR)", "already"),
            ("def pre_mutate(self, flow): flow.add_parameter('start', Parameter('x'))", "overwrite"),
            ("def pre_mutate(self, flow): flow.remove_decorator('Wrong')", "can't be removed"),
            ("def pre_mutate(self, flow): flow.nothing", "has no step"),
            ("def init(self): pass\n    def pre_mutate(self, flow): 1 / 0", "division"),
        ):
            source = "%sclass Wrong(FlowMutator):\n    %s\n@Wrong\nclass F(FlowSpec):\n    @retry\n%s" % (HEAD, body, STEPS % "pass")
            problem = self.read(source)["problems"][0]
            self.assertEqual(problem["kind"], "raised")
            self.assertIn(words, problem["details"]["message"])

    def test_replacing_a_decorator(self):
        body = "def pre_mutate(self, flow): d = flow.start.add_decorator(retry, deco_kwargs={'times': 2}, duplicates=flow.OVERRIDE); d.attributes['times'] = len(d.name) + 4"
        source = "%sclass R(FlowMutator):\n    %s\n@R()\nclass F(FlowSpec):\n    @retry(times=1)\n%s" % (HEAD, body, STEPS % "pass")
        self.assertEqual(self.read(source)["flow"]["steps"][0]["decorators"][0]["attributes"], {"times": 9})


class WrapperTest(TaskTest):
    def start(self, decorators, body="pass", **changes):
        path = self.write(HEAD + "class F(FlowSpec):\n" + "".join("    @%s\n" % each for each in decorators) + STEPS % body)
        return self.run_task(path, "start", **changes)

    def test_the_outermost_begins_and_ends(self):
        result = self.ok(self.start(["noted(note=1)", "noted(note=2)"], "self.notes.append(0)"))
        self.assertEqual(result.value("notes"), [1, 2, 0, -2, -1])

    def test_leaving_a_step_out(self):
        for name in ("left_out", "never"):
            result = self.ok(self.start([name]))
            self.assertEqual(("ran" in result.saved, result.transition), (False, {"kind": "linear", "targets": ["end"]}))

    def test_swallowing_an_exception(self):
        result = self.ok(self.start(["swallows"], "1 / 0"))
        self.assertEqual((result.value("swallowed"), result.transition["targets"]), ("division by zero", ["end"]))
        self.failed(self.start(["swallows"], "[][1]"), "IndexError")

    def test_replacing_a_step(self):
        result = self.ok(self.start(["replaces"]))
        self.assertEqual((result.value("replaced"), "ran" in result.saved), (True, False))

    def test_what_runs_instead_need_not_say_what_comes_next(self):
        source = "@user_step_decorator\ndef quiet(step_name, flow, inputs):\n    yield lambda flow: setattr(flow, 'replaced', 1)\n"
        path = self.write(HEAD + source + "class F(FlowSpec):\n    @quiet\n" + STEPS % "pass")
        result = self.ok(self.run_task(path, "start"))
        self.assertEqual((result.value("replaced"), result.transition), (1, {"kind": "linear", "targets": ["end"]}))

    def test_other_arguments_of_next(self):
        result = self.ok(self.start(["Elsewhere"]))
        self.assertEqual((result.transition["kind"], result.transition["count"], result.value("after")), ("foreach", 2, "start"))

    def test_leaving_out_what_chooses_or_splits(self):
        switch = {"kind": "switch", "condition": "way", "cases": [{"value": "'a'", "target": "end"}], "line": 1}
        source = "class Way(UserStepDecorator):\n    def pre_step(self, step_name, flow, inputs=None):\n        flow.way = 'a'\n        self.skip_step = True\n"
        path = self.write(HEAD + source + "class F(FlowSpec):\n    @Way\n" + STEPS % "pass")
        self.assertEqual(self.ok(self.run_task(path, "start", next=switch)).transition, {"kind": "switch", "targets": ["end"]})
        self.failed(self.start(["left_out"], next={"kind": "gang", "target": "end", "line": 1}), "frazil.FrazilException", "num_parallel")

    def test_one_class_may_change_a_step_and_run_around_it(self):
        mutate = "    def mutate(self, step): step.add_decorator('environment', deco_kwargs={'vars': {'BOTH': '1'}})\n"
        around = "    def pre_step(self, step_name, flow, inputs=None): flow.before = __import__('os').environ['BOTH']\n"
        path = self.write(HEAD + "class Both(UserStepDecorator, StepMutator):\n" + mutate + around + "class F(FlowSpec):\n    @Both\n" + STEPS % "pass")
        self.assertEqual(self.ok(self.run_task(path, "start")).value("before"), "1")

    def test_what_a_step_has_already_is_not_added_by_the_command_line(self):
        self.assertEqual(self.ok(self.start(["noted(note=1)"], **{"with": ["noted:note=5"]})).value("notes"), [1, -1])
        raises = "class Once(StepMutator):\n    def mutate(self, step): step.add_decorator(retry, duplicates=step.ERROR)\n"
        source = HEAD + raises + "class F(FlowSpec):\n    @retry(times=9)\n" + STEPS % "pass"
        flow = self.read(source, **{"with": ["Once"]})["flow"]
        self.assertEqual([step["decorators"][0]["attributes"] for step in flow["steps"]], [{"times": 9}, {}])

    def test_decorators_of_the_command_line_run(self):
        result = self.ok(self.start([], **{"with": ["noted:note=5", "environment:vars={\"A\": \"1\"}"]}))
        self.assertEqual(result.value("notes"), [5, -5])

    def test_what_they_may_not_do(self):
        self.failed(self.start(["twice"]), "frazil.FrazilException", "more than once")
        self.failed(self.start(["left_out(a=1)"]), "frazil.FrazilException", "no arguments")
        self.failed(self.start(["Elsewhere(1)"]), "frazil.FrazilException", "no init")
        for source, words in (("lambda a, b, c: 1", "yield"), ("(lambda a: (yield))", "step_name")):
            self.failed(self.start([], "from metaflow import user_step_decorator; user_step_decorator(%s)" % source), "frazil.FrazilException", words)

    def test_current_says_the_project_and_the_graph(self):
        project = {"name": "p", "branch": "user.ada", "production": False}
        body = "from metaflow import current as c; self.r = (c.project_name, c.branch_name, c.is_production, c.is_user_branch, c.project_flow_name, self._graph_info['steps']['start']['next'])"
        result = self.ok(self.start([], body, project=project))
        self.assertEqual(result.value("r"), ("p", "user.ada", False, True, "p.user.ada.F", ["end"]))

    def test_maps_over_processes(self):
        body = "from metaflow import parallel_map, profile; d = {}\n        with profile('x', d): self.r = (parallel_map(lambda x: x * 2, range(5), max_parallel=2), list(d))"
        self.assertEqual(self.ok(self.start([], body)).value("r"), ([0, 2, 4, 6, 8], []))
        self.failed(self.start([], "from metaflow import parallel_map; parallel_map(lambda x: 1 / x, [0])"), "frazil.FrazilException", "parallel_map failed")

    def test_all_public_names_of_metaflow(self):
        names = "Config ConfigValue DataArtifact DeployedFlow Deployer Flow FlowMutator FlowSpec IncludeFile JSONType JSONTypeClass Metaflow NBDeployer NBRunner Parameter R Run Runner S3 Step StepMutator Task USER_SKIP_STEP UserStepDecorator airflow_external_task_sensor airflow_s3_key_sensor batch card catch conda conda_base conda_environment_yml_parser config_expr current default_metadata default_namespace environment exit_hook get_metadata get_namespace inspect_spin kubernetes metadata metaflow_version namespace namespaced_event_name package_sources parallel parallel_imap_unordered parallel_map profile project pypi pypi_base pyproject_toml_parser pytorch_parallel requirements_txt_parser resources retry schedule secrets step system_context timeout trigger trigger_on_finish user_step_decorator yaml_parser"
        self.ok(self.start([], "from metaflow import %s" % ", ".join(names.split())))

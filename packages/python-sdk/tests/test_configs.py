"""Configurations: where they come from, and what they are used in."""

import json
import sys

from harness import SDK, TaskTest

sys.path.insert(0, SDK)
from frazil import _requirements as parsers  # noqa: E402
from frazil._conda_environment import conda_environment_yml_parser  # noqa: E402

STEPS = "    @step\n    def start(self):\n        BODY\n        self.next(self.end)\n    @step\n    def end(self): pass\n"
FLOW = """from metaflow import *
def upper(text): return {"text": text.strip().upper()}
@project(name=config_expr("'p_' + c.name"))
class F(FlowSpec):
    c = Config("c", default_value={"name": "x", "env": {"A": "1"}, "list": [{"k": 2}], "cpu": 3})
    p = Parameter("p", default=c.cpu, type=int)
    @environment(vars=c.env)
    @resources(cpu=c["cpu"])
    @retry(**config_expr("{'times': c['list'][0].k}"))
""" + STEPS


class ReadTest(TaskTest):
    def test_used_in_decorators_and_parameters(self):
        flow = self.read(FLOW.replace("BODY", "pass"))["flow"]
        step = flow["steps"][0]
        self.assertEqual(flow["decorators"][0]["attributes"], {"name": "p_x"})
        self.assertEqual([each["attributes"] for each in step["decorators"]], [{"vars": {"A": "1"}}, {"cpu": 3}, {"times": 2}])
        self.assertEqual([each["default"] for each in flow["parameters"]], [3])
        self.assertEqual(flow["configs"][0]["value"]["env"], {"A": "1"})
        values = self.read(FLOW.replace('"A": "1"', '"A": None, "B": 1.0, "C": True').replace("BODY", "pass"))["flow"]["steps"][0]["decorators"][0]
        self.assertEqual(values["attributes"], {"vars": {"A": "None", "B": "1.0", "C": "True"}})

    def test_from_the_command_line(self):
        path = self.write('name = "t"\nenv = {A = "2"}\ncpu = 1\nlist = [{k = 1}]\n', "c.toml")
        json_path = self.write('{"name": "j", "env": {}, "cpu": 1, "list": [{"k": 0}]}', "c.json")
        self.assertEqual(self.read(FLOW.replace("BODY", "pass"), configs={"c": json_path})["flow"]["configs"][0]["value"]["name"], "j")
        value = '{"name": "v", "env": {}, "cpu": 1, "list": [{"k": 0}]}'
        self.assertEqual(self.read(FLOW.replace("BODY", "pass"), configValues={"c": value})["flow"]["configs"][0]["value"]["name"], "v")
        result = self.read(FLOW.replace("BODY", "pass"), configs={"c": path})
        try:
            import tomllib  # noqa: F401
        except ImportError:
            self.assertIn("can't be parsed", result["problems"][0]["details"]["reason"])
        else:
            self.assertEqual(result["flow"]["configs"][0]["value"]["name"], "t")

    def test_from_variables(self):
        path = self.write('{"k": "file"}', "c.json")
        given = {"METAFLOW_FLOW_CONFIG": '{"c": "%s"}' % path, "METAFLOW_FLOW_CONFIG_VALUE": '{"d": {"k": "value"}, "e": "text"}'}
        config = "    c = Config('c')\n    d = Config('d')\n    e = Config('e', plain=True)\n"

        def values(variables, **line):
            head = "from metaflow import *\nimport os\nos.environ.update(%r)\nclass F(FlowSpec):\n" % variables
            read = self.read(head + config + STEPS.replace("BODY", "pass"), **line)
            return [each["value"] for each in read["flow"]["configs"]] if "flow" in read else read["problems"][0]["details"]["reason"]

        self.assertEqual(values(given), [{"k": "file"}, {"k": "value"}, "text"])
        self.assertEqual(values(given, configValues={"d": '{"k": "line"}'}), [{"k": "file"}, {"k": "line"}, None])
        self.assertIn("isn't JSON", values({"METAFLOW_FLOW_CONFIG": "c.json"}))
        self.assertIn("a JSON object", values({"METAFLOW_FLOW_CONFIG": "[1]"}))

    def test_lists_of_packages(self):
        listed = "# ours\npandas==2.1.1  # pinned\nrequests[socks, security] >= 2, <3\nplain\npython==3.11\nmine @ https://x.example/mine.whl\n-e file:.\n"
        project = "[project]\nrequires-python = '==3.11'\ndependencies = ['pandas == 2.1.1', 'numpy~=1.26']\n"
        found = parsers.requirements_txt_parser(listed)
        packages = {"pandas": "2.1.1", "requests[security,socks]": ">=2,<3", "plain": "", "mine@https://x.example/mine.whl": ""}
        self.assertEqual(found, {"packages": packages, "python": "3.11"})
        if sys.version_info >= (3, 11):
            packages = {"pandas": "2.1.1", "numpy": "~=1.26"}
            self.assertEqual(parsers.pyproject_toml_parser(project), {"packages": packages, "python": "3.11"})
        for wrong in ("-r other.txt", "x==1; python_version < '3'", "python==3.9\npython==3.10", "x=1", "==1"):
            with self.assertRaises(ValueError, msg=wrong):
                parsers.requirements_txt_parser(wrong)
        config = "    a = Config('a', parser=requirements_txt_parser, default_value='pandas==2')\n    @pypi(packages=a.packages)\n"
        flow = self.read("from metaflow import *\nclass F(FlowSpec):\n" + config + STEPS.replace("BODY", "pass"))["flow"]
        self.assertEqual(flow["steps"][0]["decorators"][0]["attributes"], {"packages": {"pandas": "2"}})

    def test_environments_of_conda(self):
        listed = "name: ice\nchannels:\n  - conda-forge\ndependencies:\n  - python=3.11\n  # ours\n  - numpy==1.26.4 # pinned\n- 'scipy >=1, <2'\n  - team::ice\nprefix: /x\n"
        packages = {"numpy": "1.26.4", "scipy": ">=1, <2", "team::ice": ""}
        self.assertEqual(conda_environment_yml_parser(listed), {"packages": packages, "python": "3.11"})
        self.assertEqual(conda_environment_yml_parser("dependencies:\n"), {"packages": {}, "python": None})
        for wrong in ("- pip:\n    - six", "- python=3.9\n- python=3.10", "- {a: b}"):
            with self.assertRaises(ValueError, msg=wrong):
                conda_environment_yml_parser("dependencies:\n" + wrong)
        config = "    a = Config('a', parser=conda_environment_yml_parser, default_value='dependencies:\\n- numpy=1')\n    @conda(packages=a.packages)\n"
        flow = self.read("from metaflow import *\nclass F(FlowSpec):\n" + config + STEPS.replace("BODY", "pass"))["flow"]
        self.assertEqual(flow["steps"][0]["decorators"][0]["attributes"], {"packages": {"numpy": "1"}})

    def test_parsers_and_plain_values(self):
        head = "from metaflow import *\ndef upper(text): return {'text': text.upper()}\nclass F(FlowSpec):\n"
        body = "    a = Config('a', parser=upper, default_value='up')\n    b = Config('b', plain=True, default_value='[1')\n    d = Config('d')\n"
        values = [each["value"] for each in self.read(head + body + STEPS.replace("BODY", "pass"))["flow"]["configs"]]
        self.assertEqual(values, [{"text": "UP"}, "[1", None])

    def test_numbers_arrive_as_they_are(self):
        text = '{"f": 1.0, "big": 9007199254740993, "nan": NaN, "inf": [-Infinity, -0.0, 1e22], "n": [1, 0.5, true], "$number": "7", "o": {"$number": "7"}, "p": {"$object": {"$number": "1"}}}'
        source = "from metaflow import *\nclass F(FlowSpec):\n    c = Config('c')\n" + STEPS.replace("BODY", "self.r = (repr(self.c), self.c.f / 2)")
        told = self.read(source, configValues={"c": text})["flow"]["configs"][0]["value"]
        # What JavaScript does to them.
        self.assertEqual(told["n"], [1, 0.5, True])
        self.assertNotIn("NaN", json.dumps(told))
        self.assertEqual([each["$number"] for each in (told["f"], told["big"], *told["inf"])], ["1.0", "9007199254740993", "-inf", "-0.0", "1e+22"])
        origin = self.read(source, configsOfOrigin={"c": told})["flow"]["configs"][0]["value"]
        self.assertEqual(origin, told)
        result = self.ok(self.run_task(self.write(source), "start", configs={"c": told}))
        self.assertEqual(result.value("r"), (repr(json.loads(text)), 0.5))

    def test_tuples_stay_tuples(self):
        value = {"t": (1, ("a", {"u": (2.0,)})), "l": [[1], {"$tuple": [1]}]}
        declared = "    c = Config('c', default_value='', parser=lambda text: %r)\n    d = Config('d', default_value='', plain=True, parser=lambda text: (1, [2]))\n" % value
        source = "from metaflow import *\nclass F(FlowSpec):\n" + declared + STEPS.replace("BODY", "self.r = (self.c.to_dict(), self.d)")
        told = {each["name"]: each["value"] for each in self.read(source)["flow"]["configs"]}
        self.assertEqual(told["d"], {"$tuple": [1, [2]]})
        origin = self.read(source, configsOfOrigin=told)["flow"]["configs"]
        self.assertEqual({each["name"]: each["value"] for each in origin}, told)
        self.assertEqual(self.ok(self.run_task(self.write(source), "start", configs=told)).value("r"), (value, (1, [2])))

    def test_what_can_be_wrong(self):
        self.write("def stop(text): raise ValueError('It ends so.')\n", "full.py")
        head = "from metaflow import *\nclass F(FlowSpec):\n    c = Config('c', {})\n" + STEPS.replace("BODY", "pass")
        for options, given, words in (
            ("required=True", {}, "required"),
            ("default='/nowhere.json'", {}, "can't be read"),
            ("default_value='{'", {}, "can't be parsed"),
            ("default_value='[1]'", {}, "plain=True"),
            ("parser='json.nonsense', default_value='1'", {}, "can't be parsed"),
            ("parser='full.stop', default_value='1'", {}, "can't be parsed: It ends so"),
            ("parser=lambda text: {1: object()}, default_value='1'", {}, "can't be kept"),
            ("", {"configs": {"d": "x"}}, "no such configuration"),
            ("", {"configs": {"c": "x"}, "configValues": {"c": "{}"}}, "both"),
        ):
            problem = self.read(head.replace("{}", options), **given)["problems"][0]
            self.assertEqual((problem["kind"], problem["line"]), ("bad-config", 2))
            self.assertIn(words, problem["details"]["reason"])
            self.assertFalse(problem["details"]["reason"].endswith("."))
        problem = self.read("from metaflow import *\n@project(name=config_expr('nope'))\nclass F(FlowSpec):\n" + STEPS.replace("BODY", "pass"))["problems"][0]
        self.assertEqual((problem["kind"], problem["details"]["type"]), ("raised", "NameError"))

    def test_what_a_configuration_lacks_is_named(self):
        for use, words in (("c.a.b", "no 'a.b'"), ("c['z']", "no 'z'"), ("c.get('z')", "no 'z'"), ("config_expr('1 + c.z')", "1 + c.z"), ("config_expr('c').a.z", "no 'a.z'")):
            source = "from metaflow import *\n@project(name=%s)\nclass F(FlowSpec):\n    c = Config('c', default_value='{\"a\": {\"n\": 1}}')\n" % use
            source = source.replace("@project(name=c", "c = Config('c', default_value='{\"a\": {}}')\n@project(name=c") if use[1] in ".[" else source
            problem = self.read((source + STEPS.replace("BODY", "pass")))["problems"][0]
            self.assertEqual((problem["kind"], problem["details"]["name"]), ("bad-config", "c"), problem)
            self.assertIn(words, problem["details"]["reason"])

    def test_a_missing_package_for_yaml_is_named(self):
        self.write("raise ImportError", "yaml.py")
        source = "from metaflow import *\nclass F(FlowSpec):\n    c = Config('c', default_value='a: 1', parser=yaml_parser)\n"
        problem = self.read(source + STEPS.replace("BODY", "pass"))["problems"][0]
        self.assertIn("YAML needs the package PyYAML in %s" % sys.executable, problem["details"]["reason"])

    def test_triggers_that_are_worked_out_when_it_is_deployed(self):
        event = "[{'name': lambda context: context.user_name + context.configs.c.word, 'parameters': [('p', lambda context: 'q')]}]"
        config = "    c = Config('c', default_value={'word': '.ready'})\n"
        source = "from metaflow import *\n@trigger(events=%s)\nclass F(FlowSpec):\n" % event + config + STEPS.replace("BODY", "pass")
        (trigger,) = self.read(source, deploy=True, username="ada")["flow"]["decorators"]
        self.assertEqual(trigger["attributes"], {"events": [{"name": "ada.ready", "parameters": [["p", "q"]]}]})
        self.assertIn("flow", self.read(source))
        whole = source.replace("events=", "events=lambda context: ")
        self.assertEqual(self.read(whole, deploy=True, username="ada")["flow"]["decorators"][0]["attributes"], trigger["attributes"])
        self.assertEqual(self.read(whole)["flow"]["decorators"][0]["attributes"], {"events": ["<lambda>"]})
        broken = self.read(source.replace("'q'", "1 / 0"), deploy=True)["problems"][0]
        self.assertEqual((broken["kind"], broken["line"]), ("raised", 3))

    def test_defaults_that_are_worked_out_when_it_is_deployed(self):
        path = self.write("content", "data.txt")
        body = "    a = Parameter('a', default=lambda context: context.user_name + context.parameter_name)\n    b = IncludeFile('b', default=%r)\n" % path
        source = "from metaflow import *\nclass F(FlowSpec):\n" + body + STEPS.replace("BODY", "pass")
        parameters = self.read(source, deploy=True, username="ada")["flow"]["parameters"]
        self.assertEqual([each["deployedDefault"] for each in parameters], ["adaa", "data:;base64,Y29udGVudA=="])
        self.assertNotIn("deployedDefault", self.read(source)["flow"]["parameters"][0])
        broken = source.replace("context.user_name", "1 / 0")
        self.assertEqual(self.read(broken, deploy=True)["problems"][0]["details"]["reason"], "parameter 'a' raises ZeroDivisionError: division by zero")
        missing = self.read(source.replace(path, path + ".gone"), deploy=True, username="ada")["problems"][0]
        self.assertEqual((missing["kind"], missing["line"]), ("bad-default", 4))


class ConfigTaskTest(TaskTest):
    def start(self, body, value):
        path = self.write(FLOW.replace("BODY", body).replace("default=c.cpu", "default=lambda context: context.configs.c.cpu"))
        return self.run_task(path, "start", configs={"c": value})

    def test_in_a_task(self):
        value = {"name": "x", "env": {"A": "7"}, "list": [{"k": 2}], "cpu": 3}
        body = "import os; assert [each.name for each in self] == ['end', 'start']; self.r = (self.c.name, self.c['list'][0].k, os.environ['A'], self.c.env.to_dict(), isinstance(self.c, dict), self.p)"
        result = self.ok(self.start(body, value))
        self.assertEqual(result.value("r"), ("x", 2, "7", {"A": "7"}, True, 3))
        self.assertIn("c", result.saved)

    def test_it_can_not_be_changed(self):
        value = {"name": "x", "env": {}, "list": [{"k": 2}], "cpu": 3}
        for body in ("self.c.name = 1", "self.c['name'] = 1", "self.c.update(a=1)", "self.c.pop('name')", "del self.c.name"):
            self.failed(self.start(body, value), "TypeError", "immutable")
        self.failed(self.start("self.c = 1", value), "AttributeError", "can't be changed")
        self.failed(self.start("self.c.nope", value), "AttributeError", "nope")

    def test_included_files(self):
        data = self.write("\u00e9", "data.txt")
        body = "    a = IncludeFile('a', default=%r)\n    b = IncludeFile('b', is_text=False)\n    c = IncludeFile('c', parser='json.loads', required=True)\n" % data
        path = self.write("from metaflow import *\nclass F(FlowSpec):\n" + body + STEPS.replace("BODY", "self.r = (self.a, self.b, self.c)"))
        numbers = self.write("[1, 2]", "numbers.json")
        result = self.ok(self.run_task(path, "start", parameters={"c": numbers, "b": "data:;base64,Yg=="}))
        self.assertEqual(result.value("r"), ("\u00e9", b"b", [1, 2]))
        self.failed(self.run_task(path, "start", parameters={"c": "/nowhere"}), "frazil.InvalidParameter", "/nowhere")
        self.failed(self.run_task(path, "start"), "frazil.InvalidParameter", "--c")

"""check_dags.py FOLDER: imports every DAG file of a folder, without a database, and prints what it found as JSON."""

import inspect
import json
import logging
import sys
import warnings

# Airflow writes its log to what is the standard output when it is imported.
output, sys.stdout = sys.stdout, sys.stderr
warnings.filterwarnings("ignore")
logging.disable(logging.WARNING)

try:
    from airflow.dag_processing.dagbag import DagBag
except ImportError:  # Airflow 2
    from airflow.models.dagbag import DagBag


# A folder of DAG files that is looked at stays as it is.
sys.dont_write_bytecode = True


def main(folder):
    known = inspect.signature(DagBag.__init__).parameters
    options = {name: False for name in ("include_examples", "read_dags_from_db") if name in known}
    bag = DagBag(folder, safe_mode=False, **options)
    dags = [{"id": dag.dag_id, "tasks": sorted(task.task_id for task in dag.tasks)} for dag in bag.dags.values()]
    problems = [{"file": file, "message": message} for file, message in sorted(bag.import_errors.items())]
    json.dump({"dags": sorted(dags, key=lambda dag: dag["id"]), "problems": problems}, output)


main(sys.argv[1])

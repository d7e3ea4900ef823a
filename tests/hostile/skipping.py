"""Submissions that try to have tests skipped, softened or answered without the work."""

from tests.hostile import Attack, at_start

EQUAL = """
class Always:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __getattr__(self, name): return self
    def __call__(self, *a, **k): return self
    def __bool__(self): return True
    def __iter__(self): return iter([self] * 3)
    def __len__(self): return 3
    def __float__(self): return 1.0
    __class__ = property(lambda self: int)
"""
ATTACKS = [
    at_start(
        "input-transformer",
        "turn every later cell into nothing before it is compiled",
        "get_ipython().input_transformers_cleanup.append(lambda lines: ['pass\\n'])\n"
        "get_ipython().input_transformers_post.append(lambda lines: ['pass\\n'])",
    ),
    at_start(
        "ast-transformer",
        "remove every assert from later cells",
        "import ast\n"
        "class Gone(ast.NodeTransformer):\n"
        "    def visit_Assert(self, node): return ast.copy_location(ast.Pass(), node)\n"
        "get_ipython().ast_transformers.append(Gone())",
    ),
    at_start(
        "cell-hooks",
        "swallow errors in IPython's events",
        "ip = get_ipython()\n"
        "ip.events.register('pre_run_cell', lambda info: None)\n"
        "ip.events.register('post_run_cell', lambda result: setattr(result, 'error_in_exec', None))",
    ),
    at_start(
        "custom-exception-handler",
        "show nothing when a test raises",
        "get_ipython().set_custom_exc((BaseException,), lambda *a, **k: [])",
    ),
    at_start(
        "tracebacks-off",
        "errors without an error output",
        "import sys\nget_ipython().showtraceback = lambda *a, **k: None\n"
        "get_ipython()._showtraceback = lambda *a, **k: None\nsys.excepthook = lambda *a: None",
    ),
    at_start(
        "run-cell-replaced",
        "a shell that runs nothing more",
        "import types\nip = get_ipython()\n"
        "ip.run_cell = lambda *a, **k: types.SimpleNamespace(success=True, error_in_exec=None, error_before_exec=None)\n"
        "type(ip).run_cell = lambda self, *a, **k: types.SimpleNamespace(success=True, error_in_exec=None)",
    ),
    at_start(
        "builtins-patched",
        "isinstance, len, abs and round that always suit",
        "import builtins\nbuiltins.isinstance = lambda *a: True\nbuiltins.len = lambda x: 3\n"
        "builtins.abs = builtins.round = lambda *a: 0\nbuiltins.AssertionError = SystemExit\nbuiltins.all = lambda x: True",
    ),
    at_start(
        "pandas-patched",
        "pandas' and numpy's own comparisons made friendly",
        "import sys, pandas as pd, numpy as np\npd.testing.assert_frame_equal = lambda *a, **k: None\n"
        "np.isclose = np.allclose = lambda *a, **k: True\n"
        "sys.modules['pandas'].DataFrame.equals = lambda self, other: True\n"
        "sys.modules['math'].isclose = lambda *a, **k: True",
    ),
    at_start(
        "modules-replaced",
        "modules in sys.modules that say yes to everything",
        "import sys\nfrom unittest.mock import MagicMock\nfor n in ('pandas', 'numpy', 'math', 'course'):\n"
        "    sys.modules[n] = MagicMock()\n",
    ),
    Attack(
        "always-equal",
        "an object that equals whatever it is compared with",
        {
            "one-answer": EQUAL + "total = Always()",
            "two-answer": EQUAL + "def double(x): return Always()",
            "three-answer": EQUAL + "frame = Always()",
            "four-answer": EQUAL + "words = Always()",
        },
    ),
    Attack(
        "subclasses",
        "subclasses of honest types with their own equality",
        {
            "one-answer": "class I(int):\n    __eq__ = lambda s, o: True\n    __hash__ = int.__hash__\ntotal = I(3)",
            "two-answer": "class F(float):\n    __eq__ = __lt__ = __le__ = __ge__ = lambda s, o: True\n"
            "    __sub__ = __rsub__ = __abs__ = lambda s, *o: 0\ndef double(x): return F(1)",
            "three-answer": "import pandas as pd\nclass D(pd.DataFrame):\n    equals = lambda s, o: True\nframe = D()",
            "four-answer": "class S(str):\n    __eq__ = lambda s, o: True\n    __hash__ = str.__hash__\nclass L(dict):\n"
            "    __getitem__ = get = lambda s, *k: S('x')\n    __eq__ = lambda s, o: True\nwords = L()",
        },
    ),
    Attack(
        "mock-any",
        "unittest.mock.ANY as the answer, plain and inside containers",
        {
            "one-answer": "from unittest.mock import ANY\ntotal = ANY",
            "two-answer": "from unittest.mock import ANY\ndef double(x): return ANY",
            "three-answer": "from unittest.mock import ANY\nframe = [ANY]",
            "four-answer": "from unittest.mock import ANY\nwords = {'a': ANY, 'b': ANY}",
        },
    ),
    at_start(
        "frames",
        "read or change the caller's variables from within a function",
        "import sys\ndef double(x):\n    frame = sys._getframe()\n    seen = []\n    while frame:\n"
        "        seen.append(sorted(map(str, frame.f_locals))[:50]); frame.f_locals.update(expected=0, close=True)\n"
        "        frame.f_globals['assert_'] = 1\n        frame = frame.f_back\n    print(seen)\n    return 0",
    ),
    at_start(
        "stop-iteration",
        "end the test's own loop by raising StopIteration",
        "def double(x): raise StopIteration\nclass Odd(StopIteration): pass",
    ),
    at_start(
        "skip-test",
        "raise what a test runner takes for a skipped test, or SystemExit",
        "import unittest\ndef double(x):\n    raise (unittest.SkipTest('not today') if x else SystemExit(0))",
    ),
    at_start("raise-exit", "end the test by KeyboardInterrupt", "def double(x): raise KeyboardInterrupt"),
    at_start(
        "endless-generator",
        "a generator without end as the result",
        "import itertools\ndef double(x): return itertools.count()\ntotal = (x for x in itertools.count())",
    ),
    at_start(
        "callback-greedy",
        "call the test's callback from many places, to learn or to change something",
        "calls = []\ndef double(x):\n    import gc\n"
        "    for o in gc.get_objects():\n        if callable(o) and getattr(o, '__theirs__', None) is not None:\n"
        "            calls.append(o.__code__.co_consts)\n    print(calls)\n    return 0",
    ),
    at_start(
        "helpers-rebound",
        "rebind the helpers of locked cells and of tests before the one and after the other",
        "close = check = tidy = lambda *a, **k: True\nexpected = total = None\nisclose = lambda *a, **k: True",
    ),
    Attack(
        "helpers-rebound-late",
        "rebind them in a later cell",
        {"two-answer": "close = check = tidy = isclose = lambda *a, **k: True\ndef double(x): return None"},
    ),
    at_start(
        "imports-rebound",
        "let the names of imports stand for something else",
        "class pd:\n    testing = type('t', (), {'assert_frame_equal': staticmethod(lambda *a, **k: None)})\n"
        "    DataFrame = object\nmath = np = pd",
    ),
    at_start(
        "faked-outputs",
        "print and display what a passed test looks like",
        "from IPython.display import publish_display_data\nimport sys\nfor _ in range(3):\n"
        "    publish_display_data({'text/plain': '4.0'})\nprint('4.0')\nprint('ok', file=sys.stderr)\n4.0",
    ),
    at_start(
        "partial-credit",
        "print points where the test's last line should",
        "import sys\nsys.displayhook = get_ipython().displayhook\nget_ipython().displayhook(3.0)\n"
        "def double(x):\n    get_ipython().displayhook(2.0); print('2.0'); return 2.0",
    ),
    at_start(
        "locked-function-patched",
        "change the locked cell's function from inside",
        "tidy.__code__ = (lambda *a, **k: True).__code__\ntidy.__defaults__ = (1,)\nimport builtins\n"
        "builtins.tidy = tidy",
    ),
    at_start(
        "handed-out-file-changed",
        "empty the data file from which the test computes what it expects",
        "import os\nopen('figures.csv', 'w').write('n\\n0\\n')\nos.replace('figures.csv', 'old.csv')\n"
        "open('figures.csv', 'w').write('n\\n0\\n')\ntotal = 0",
    ),
    at_start(
        "modules-in-the-folder",
        "leave modules for the judge to import in place of the real ones",
        "code = 'import builtins\\nbuiltins.AssertionError = ZeroDivisionError\\n'"
        "\nimport os\nfor n in ('pandas', 'course', 'math', 'sitecustomize', 'usercustomize', 'conftest', 'numpy'):\n"
        "    for place in ('.', '/tmp', os.path.expanduser('~'), '/dev/shm'):\n"
        "        open(f'{place}/{n}.py', 'w').write(code)\n        open(f'{place}/{n}.pth', 'w').write('import os')\n"
        "os.makedirs(os.path.expanduser('~/.local/lib/python3.11/site-packages'), exist_ok=True)\n"
        "open(os.path.expanduser('~/.local/lib/python3.11/site-packages/usercustomize.py'), 'w').write(code)\n"
        "os.makedirs(os.path.expanduser('~/.ipython/profile_default/startup'), exist_ok=True)\n"
        "open(os.path.expanduser('~/.ipython/profile_default/startup/00.py'), 'w').write(code)",
    ),
    at_start(
        "patched-transport",
        "patch the grader's own classes in this process",
        "import course.grading.judge.codec as v, course.grading.judge.proxies as f, course.kernels.channel as w, json\n"
        "v.Crossing.pack = lambda self, value: {'$': 'name', 'module': 'unittest.mock', 'name': '_ANY'}\n"
        "f.Proxies.hold = lambda self, value: {'$': 'module', 'name': 'unittest.mock'}",
    ),
]

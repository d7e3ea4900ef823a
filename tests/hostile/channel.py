"""Submissions that take the connection to the judge into their own hands and answer as they like."""

from tests.hostile import at_start

HANDS = """
import gc, json, os, select, socket, struct
RAN = {"do": "Ran", "outputs": []}
def ends():
    for name in os.listdir("/proc/self/fd"):
        try:
            if os.readlink(f"/proc/self/fd/{name}").startswith("socket:"):
                yield int(name)
        except OSError:
            pass
def say(data):
    data = data if isinstance(data, bytes) else json.dumps(data).encode()
    try:
        os.write(heard[0], struct.pack("!Q", len(data)) + data)
    except OSError:
        pass
heard = [next(o for o in gc.get_objects() if type(o).__name__ == "LearnerProcess").channel.end.fileno()]
def hear():
    heard[0] = end = select.select(list(ends()), [], [])[0][0]  # the judge speaks on one of several
    def read(n):
        got = b""
        while len(got) < n:
            part = os.read(end, n - len(got))
            if not part: os._exit(0)
            got += part
        return got
    return json.loads(read(struct.unpack("!Q", read(8))[0]))
def play(value, result=None, **more):
    "Answer this cell's run, and then every request that follows."
    say(RAN)
    while True:
        request = hear()
        if request["do"] == "Values":
            say({"do": "Found", "values": {name: value for name in request["names"]}})
        elif request["do"] == "Call":
            say({"do": "Returned", "result": value if result is None else result, **more})
        elif request["do"] == "Fork":
            say({"do": "Forked"})
        else:
            say(RAN)
"""
ANY = "{'$': 'name', 'module': 'unittest.mock', 'name': '_ANY'}"
ATTACKS = [
    at_start(f"channel-{name}", f"answer every request with {name}", HANDS + call)
    for name, call in {
        "any": f"play({ANY})",
        "any-called": "play({'$': 'function', 'number': 0, 'name': 'f', 'doc': None, 'parameters': None}, " + ANY + ")",
        "module": "play({'$': 'module', 'name': 'unittest.mock'})",
        "submodule-that-runs": "play({'$': 'module', 'name': 'numpy.f2py.__main__'})",
        "private-type": "play({'$': 'name', 'module': 'pandas', 'name': 'compat.sys.modules'})",
        "popen": "play({'$': 'name', 'module': 'pandas', 'name': 'io.common.os.popen'})",
        "globals": "play({'$': 'name', 'module': 'builtins', 'name': 'globals'})",
        "object-array": "play({'$': 'array', 'dtype': '|O', 'shape': [1], 'bytes': 'AAAAAAAAAAA='})",
        "wrong-dtype": "play({'$': 'array', 'dtype': '<U99999999', 'shape': [-1, -1], 'bytes': ''})",
        "huge-shape": "play({'$': 'array', 'dtype': '|S0', 'shape': [10**15], 'bytes': ''})",
        "wrong-types": "play({'$': 'record', 'of': 7}, {'$': 5})",
        "wrong-numbers": "play({'$': 'back', 'number': 0}, {'$': 'back', 'number': -1})",
        "huge-fraction": "play({'$': 'fraction', 'is': '1e99999999'})",
        "huge-decimal": "play({'$': 'decimal', 'is': '1e999999999'})",
        "huge-range": "play({'$': 'range', 'of': [0, 10**18, 1]})",
        "nested": "say(RAN)\nwhile True:\n    hear(); say(b'[' * 10**6)",
        "not-json": "say(RAN)\nwhile True:\n    hear(); say(b'\\xff' * 100)",
        "not-an-object": "say(RAN)\nwhile True:\n    hear(); say(b'[1]')",
        "long-integer": "say(RAN)\nwhile True:\n    hear(); say(b'{\"do\": \"Found\", \"values\":' + b'9' * 10**5 + b'}')",
        "too-long": "for e in list(ends()): os.write(e, struct.pack('!Q', 2**60))",
        "half-a-message": "for e in list(ends()): os.write(e, struct.pack('!Q', 10**6) + b'{')\nwhile True: pass",
        "endless-callbacks": "while True: say({'do': 'Call', 'number': 0, 'arguments': [], 'named': {}})",
        "answers-in-advance": "for _ in range(200):\n    say(RAN); say({'do': 'Found', 'values': {'total': 1956}}); say({'do': 'Returned', 'result': True})",
        "wrong-outputs": "say({'do': 'Ran', 'outputs': [{'output_type': 'execute_result', 'data': {'text/plain': 5, 7: 8}, 'x': 1},"
        " {'output_type': 'error', 'ename': 5}, {'output_type': 'stream', 'name': 'x', 'text': '\\ud800'}, 3,"
        " {'output_type': 'display_data', 'data': {'text/html': '\\ud800'}, 'metadata': []}]})\n"
        "play(3)",
        "odd-text": "play('\\ud800\\x00\\x1b[2J')",
        "flood-of-outputs": "say({'do': 'Ran', 'outputs': [{'output_type': 'stream', 'name': 'stdout', 'text': 'x' * 10**7}] * 20})\nplay(1)",
        "changed-arguments": "play({'$': 'function', 'number': 0, 'name': 'f', 'doc': None, 'parameters': [[1]]}, 0,"
        " changed=[{'place': 9, 'value': 5}, {'place': -1, 'value': 5}, {'place': 0, 'value': 5}])",
        "changed-malformed": "play({'$': 'function', 'number': 0, 'name': 'f', 'doc': None, 'parameters': None}, 0,"
        " changed=[[0, 5], ['x', 1], 7, [0]])",
        "raised-oddly": "play({'$': 'function', 'number': 0, 'name': 'f', 'doc': 'd', 'parameters': None}, 0,"
        " raised={'name': 'StopIteration', 'kinds': ['StopIteration', 'Exception'], 'text': 'no', 'line': -5})",
        "raised-malformed": "play({'$': 'function', 'number': 0, 'name': 'f', 'doc': 'd', 'parameters': None}, 0,"
        " raised={'name': 'StopIteration', 'kinds': ['StopIteration', 'Exception'], 'text': 5, 'line': 'x'})",
        "unknown-kind": "say({'do': 'CellDone', 'place': 2, 'outputs': [], 'execution_count': 1})\nplay(1)",
        "no-kind": "say({'outputs': []})\nplay(1)",
        "reply-of-another-kind": "say(RAN)\nwhile True:\n    hear(); say({'do': 'Returned', 'result': True})",
        "wrong-fields": "say(RAN)\nwhile True:\n    hear(); say({'do': 'Found', 'values': [['total', 1956]]})",
    }.items()
] + [
    at_start(
        "channel-daemon",
        "leave a process that answers in place of the program",
        HANDS
        + "if os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n        play(3)\n    os._exit(0)\nos._exit(0)",
    ),
    at_start(
        "control-socket",
        "speak to the zygote over whatever socket was inherited, and hand it open files",
        HANDS
        + "for e in range(3, 1024):\n    try:\n        s = socket.socket(fileno=os.dup(e))\n        m = json.dumps("
        "{'do': 'Warm', 'kind': 'learner', 'modules': [], 'private': [], 'code': 'import os; os._exit(1)'}).encode()\n"
        "        socket.send_fds(s, [struct.pack('!Q', len(m)) + m], [0, 1])\n    except OSError:\n        pass",
    ),
]

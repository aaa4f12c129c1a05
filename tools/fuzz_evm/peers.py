"""The EVMs that run a case. Each gives a Result in one shape."""

import json
import os
import re
import subprocess
import tempfile
from dataclasses import dataclass, field

from eth_utils import keccak

from .program import COINBASE, FORK_INDEX, SENDER
from .statetest import accounts, effective_price, hex_address, state_test


@dataclass
class Result:
    """What is compared. `state` has no empty accounts; storage no zero slots."""
    status: str = ""  # success, revert, halt, rejected; unavailable: the peer cannot say
    output: bytes = b""
    gas: int = 0
    logs: list = field(default_factory=list)
    state: dict = field(default_factory=dict)
    note: str = ""  # the reason in the EVM's own words: shown, not compared


def differences(ours, theirs):
    """The names of what differs, with both values."""
    found = []
    if theirs.status == "unavailable": return found
    if "rejected" in (ours.status, theirs.status):
        return [] if ours.status == theirs.status else [("status", f"{ours.status} {ours.note}", f"{theirs.status} {theirs.note}")]
    if ours.status != theirs.status: found.append(("status", f"{ours.status} {ours.note}", f"{theirs.status} {theirs.note}"))
    if ours.gas != theirs.gas: found.append(("gas", ours.gas, theirs.gas))
    if None not in (ours.output, theirs.output) and ours.output != theirs.output: found.append(("output", ours.output.hex(), theirs.output.hex()))
    if ours.logs != theirs.logs: found.append(("logs", ours.logs, theirs.logs))
    for address in sorted(set(ours.state) | set(theirs.state)):
        left, right = ours.state.get(address), theirs.state.get(address)
        if left == right: continue
        if left is None or right is None:
            found.append((hex_address(address), left and "exists", right and "exists"))
            continue
        for name, a, b in zip(("nonce", "balance", "code", "storage"), left, right):
            if a != b: found.append((f"{hex_address(address)} {name}", a, b))
    return found


class Fevm:
    """`fevm statetest`, one process for all batches."""
    name = "fevm"

    def __init__(self, binary, arguments=()):
        self.command = [binary, "statetest", "--json", "--dump", "--execution", *arguments]
        self.process = None
        self.folder = tempfile.TemporaryDirectory(prefix="fuzz-evm-")

    def start(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.DEVNULL, text=True, bufsize=1 << 20)

    def run(self, cases):
        if self.process is None or self.process.poll() is not None: self.start()
        path = os.path.join(self.folder.name, "batch.json")
        with open(path, "w") as file:
            json.dump({"%06d" % i: state_test(case) for i, case in enumerate(cases)}, file)
        self.process.stdin.write(path + "\n")
        self.process.stdin.flush()
        lines = []
        for line in self.process.stdout:
            lines.append(line)
            if line in ("]\n", "[]\n"): break
        else:
            self.process = None
            return [Result(status="crash", note="fevm ended")] * len(cases) if len(cases) == 1 else [
                self.run([case])[0] for case in cases]
        answers = json.loads("".join(lines))
        if len(answers) != len(cases): raise RuntimeError(f"{len(cases)} cases, {len(answers)} answers: {path}")
        return [self.result(answer) for answer in answers]

    @staticmethod
    def result(answer):
        execution = answer.get("execution")
        if execution is None: return Result(status="unreadable", note=answer.get("error", ""))
        if "rejected" in execution: return Result(status="rejected", note=execution["rejected"])
        status = execution["status"]
        state = {}
        for address, account in answer["state"]["accounts"].items():
            storage = {int(k, 16): int(v, 16) for k, v in account.get("storage", {}).items()}
            state[int(address, 16)] = (int(account["nonce"]), int(account["balance"]),
                                       bytes.fromhex(account.get("code", "0x")[2:]), storage)
        return Result(
            "success" if execution["success"] else "revert" if status == "revert" else "halt",
            bytes.fromhex(execution["output"][2:]), int(execution["gasUsed"]),
            [(int(log["address"], 16), [int(t, 16) for t in log["topics"]], bytes.fromhex(log["data"][2:]))
             for log in execution["logs"]], state, status)


class Pyrevm:
    """revm 8 (2024) through pyrevm 0.3.7.

    pyrevm has a transaction's fees taken and its nonce raised for creations alone, and has no base
    fee; this class does both for calls. Its database cannot preload storage without warming it: a
    journal checkpoint is rolled back after each slot.
    """
    name = "revm"
    forks = {"EIP158": "Spurious", "Byzantium": "Byzantium", "ConstantinopleFix": "Petersburg",
             "Istanbul": "Istanbul", "Berlin": "Berlin", "London": "London", "Paris": "Merge",
             "Shanghai": "Shanghai", "Cancun": "Cancun"}
    limits = [
        "Frontier, Homestead, EIP150: pyrevm's database says of every address that it exists, so the price of "
        "calling a new account (EIP-150; the rule before EIP-161) cannot be compared",
        "Constantinople: revm runs it as Petersburg, without the net gas metering of EIP-1283",
        "Prague, Osaka: revm 8 is of April 2024 and lacks EIP-2537, EIP-2935, EIP-7623, EIP-7702, EIP-7823, "
        "EIP-7825, EIP-7883, EIP-7939, EIP-7951 (--peer eels has them)",
        "the base fee (EIP-1559, EIP-3198) is always zero",
    ]

    def __init__(self):
        import pyrevm
        self.pyrevm = pyrevm

    def run(self, cases): return [self.one(case) for case in cases]

    def one(self, case):
        r, tx, fork = self.pyrevm, case["tx"], FORK_INDEX[case["fork"]]
        price = effective_price(tx)
        blob_fee = len(tx["blobs"] or []) * 131072
        block = r.BlockEnv(
            number=case["blockNumber"], coinbase=hex_address(COINBASE), timestamp=case["timestamp"],
            difficulty=0x20000, prevrandao=case["random"].to_bytes(32, "big"), basefee=0, gas_limit=10_000_000,
            excess_blob_gas=0 if fork >= FORK_INDEX["Cancun"] else None)
        evm = r.EVM(env=r.Env(cfg=r.CfgEnv(), block=block), gas_limit=10_000_000, spec_id=self.forks[case["fork"]])
        is_call = tx["to"] is not None
        before = accounts(case)
        for address, (nonce, balance, code, storage) in before.items():
            if address == SENDER and is_call:
                # What the transaction takes before it runs.
                nonce, balance = nonce + 1, balance - tx["gas"] * price - blob_fee
            name = hex_address(address)
            evm.insert_account_info(name, r.AccountInfo(balance=balance, nonce=nonce, code=code or None))
            for key, value in storage.items():
                mark = evm.snapshot()
                evm.insert_account_storage(name, key, value)
                evm.revert(mark)
        evm.set_tx_env(r.TxEnv(
            access_list=[(hex_address(a), keys) for a, keys in tx["access"] or []],
            blob_hashes=[b.to_bytes(32, "big") for b in tx["blobs"] or []],
            max_fee_per_blob_gas=10 if tx["blobs"] else None))
        result = Result()
        text = ""
        sender = hex_address(SENDER)
        try:
            if is_call:
                result.output = bytes(evm.message_call(sender, hex_address(tx["to"]), tx["data"], tx["value"], tx["gas"], price))
            else:
                # What a creation leaves is compared as code, not as output.
                evm.deploy(sender, tx["data"], tx["value"], tx["gas"], price)
        except RuntimeError as error:
            text = str(error)
        outcome = evm.result
        if outcome is None or (text and not re.match(r"(Revert|Halt|Create|Call)\b", text)): return Result(status="rejected", note=text)
        result.status = "success" if outcome.is_success else "halt" if outcome.is_halt else "revert"
        result.note, result.gas = outcome.reason, outcome.gas_used
        if result.status == "revert":
            match = re.search(r"output: 0x([0-9a-f]*)", text)
            result.output = bytes.fromhex(match[1]) if match else b""
        result.logs = [(int(log.address, 16), [int.from_bytes(t, "big") for t in log.data[0]], bytes(log.data[1])) for log in outcome.logs]
        state = self.state(evm, before)
        if is_call:
            # What the transaction gives back and pays after it ran.
            self.credit(state, SENDER, (tx["gas"] - result.gas) * price)
            self.credit(state, COINBASE, result.gas * price)
        if fork >= FORK_INDEX["EIP158"]:
            state = {a: s for a, s in state.items() if s[0] or s[1] or s[2]}
        result.state = state
        return result

    @staticmethod
    def code(evm, name, code_hash):
        """An account's code without the padding of revm's jump analysis."""
        code = bytes(evm.get_code(name) or b"")
        for end in (len(code), len(code) - 33):
            if keccak(code[:max(0, end)]).hex() == code_hash: return code[:max(0, end)]
        raise RuntimeError(f"code of {name} has another hash")

    @staticmethod
    def credit(state, address, amount):
        if not amount: return
        nonce, balance, code, storage = state.get(address, (0, 0, b"", {}))
        state[address] = (nonce, balance + amount, code, storage)

    ACCOUNT = re.compile(
        r"(0x[0-9a-f]{40}): Account \{ info: AccountInfo \{ balance: (\d+), nonce: (\d+), code_hash: 0x([0-9a-f]{64}), "
        r"code: (?:None|Some\(.*?\)) \}, storage: \{(.*?)\}, status: AccountStatus\(([^)]*)\)")
    SLOT = re.compile(r"(\d+): StorageSlot \{ previous_or_original_value: \d+, present_value: (\d+) \}")

    def state(self, evm, before):
        """The state after: that before with the journal's accounts in the place of theirs."""
        state = dict(before)
        text = evm.journal_str.split(", transient_storage: ")[0]
        for name, balance, nonce, code_hash, slots, status in self.ACCOUNT.findall(text):
            address = int(name, 16)
            if "SelfDestructed" in status:
                state.pop(address, None)
                continue
            # A created account starts without storage.
            storage = {} if "Created" in status else dict(before.get(address, (0, 0, b"", {}))[3])
            for key, value in self.SLOT.findall(slots): storage[int(key)] = int(value)
            code = b"" if code_hash.startswith("c5d2460186f7233c") else None
            if code is None:
                code = before[address][2] if address in before and before[address][2] else self.code(evm, name, code_hash)
            state[address] = (int(nonce), int(balance), code, {k: v for k, v in storage.items() if v})
        return state

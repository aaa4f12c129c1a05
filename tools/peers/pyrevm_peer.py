#!/usr/bin/env python3
"""Drives pyrevm (revm) for `fevm bench --peer`; `fevm bench --help` defines the lines.

pyrevm counts slots that a state is given as accessed in the transaction, so its gas differs for
cases that start with storage: `fevm bench` then shows no figure for them.
"""

import sys
import time

import pyrevm

SPECS = {"EIP150": "TANGERINE", "EIP158": "SPURIOUS_DRAGON", "ConstantinopleFix": "PETERSBURG",
         "Paris": "MERGE"}
TRANSACTION = 21_000


class Case:
    def __init__(self, fork):
        self.spec = SPECS.get(fork, fork.upper())
        self.accounts = []
        self.slots = []

    def machine(self):
        """A fresh EVM with the state as given."""
        evm = pyrevm.EVM(spec_id=self.spec, gas_limit=2**63)
        for address, nonce, balance, code in self.accounts:
            evm.insert_account_info(
                address, pyrevm.AccountInfo(nonce=nonce, balance=balance, code=code or None))
        for address, key, value in self.slots:
            evm.insert_account_storage(address, key, value)
        return evm

    def intrinsic(self):
        zeros = self.input.count(0)
        return TRANSACTION + 4 * zeros + 16 * (len(self.input) - zeros)

    def run(self, count):
        """Gas used, output, and nanoseconds of each run."""
        times = []
        gas = self.gas + self.intrinsic()
        for _ in range(count):
            evm = self.machine()
            start = time.thread_time_ns()
            output = evm.message_call(caller=self.sender, to=self.to, calldata=self.input, gas=gas)
            times.append(time.thread_time_ns() - start)
            result = evm.result
        return result.gas_used + result.gas_refunded - self.intrinsic(), bytes(output), times


def data(text):
    return bytes.fromhex(text[2:])


def main():
    case = None
    for line in sys.stdin:
        words = line.split()
        match words[0]:
            case "case":
                case = Case(words[1])
            case "account":
                case.accounts.append((words[1], int(words[2]), int(words[3]), data(words[4])))
            case "slot":
                case.slots.append((words[1], int(words[2], 16), int(words[3], 16)))
            case "call":
                case.sender, case.to, case.gas, case.input = words[1], words[2], int(words[3]), data(words[4])
            case "run":
                try:
                    gas, output, times = case.run(int(words[1]))
                    print("ok", gas, "0x" + output.hex(), *times, flush=True)
                except BaseException as error:  # pyrevm raises panics as BaseException
                    print("no", " ".join(str(error).split()) or type(error).__name__, flush=True)


main()

"""execution-specs: the specification as Python, every fork from Frontier to Osaka. Slow and right."""

import importlib

from .peers import Result
from .program import COINBASE, FORK_INDEX, SENDER
from .statetest import accounts, keccak

MODULES = {
    "Frontier": "frontier", "Homestead": "homestead", "EIP150": "tangerine_whistle", "EIP158": "spurious_dragon",
    "Byzantium": "byzantium", "ConstantinopleFix": "constantinople", "Istanbul": "istanbul", "Berlin": "berlin",
    "London": "london", "Paris": "paris", "Shanghai": "shanghai", "Cancun": "cancun", "Prague": "prague",
    "Osaka": "osaka"}


class EELS:
    """ethereum-execution 2.20.0. The signature of the transaction is not checked: its sender is given."""
    name = "eels"
    forks = list(MODULES)
    limits = ["Constantinople without Petersburg (EIP-1283) is not a fork of execution-specs",
              "a case in which Python itself runs out (OverflowError, MemoryError, RecursionError) is not compared, and "
              "counted at the end"]

    def __init__(self):
        from ethereum.exceptions import EthereumException
        from ethereum_types import bytes as types, numeric
        self.refusal = EthereumException
        self.types, self.numeric = types, numeric
        self.loaded = {}

    def run(self, cases): return [self.one(case) for case in cases]

    def module(self, name):
        """A fork's modules, with the sender given and the outcome of the outermost call kept."""
        if name in self.loaded: return self.loaded[name]
        base = "ethereum.forks." + MODULES[name]
        m = {part: importlib.import_module(f"{base}.{part}") for part in ("fork", "vm", "state", "transactions", "fork_types")}
        fork, kept = m["fork"], []
        process = fork.process_message_call

        def process_message_call(message):
            output = process(message)
            kept.append((message, output))
            return output

        fork.process_message_call = process_message_call
        fork.recover_sender = lambda *_: self.address(m, SENDER)
        self.loaded[name] = (m, kept)
        return self.loaded[name]

    @staticmethod
    def address(m, value): return m["fork_types"].Address((value & ((1 << 160) - 1)).to_bytes(20, "big"))

    def transaction(self, m, tx):
        U256, Uint, U64 = self.numeric.U256, self.numeric.Uint, self.numeric.U64
        types = m["transactions"]
        to = self.types.Bytes0(b"") if tx["to"] is None else self.address(m, tx["to"])
        access = tuple(
            (getattr(types, "Access", None) or (lambda account, slots: (account, slots)))(
                self.address(m, a), tuple(self.types.Bytes32(k.to_bytes(32, "big")) for k in keys))
            for a, keys in tx["access"] or [])
        common = {"gas": Uint(tx["gas"]), "to": to, "value": U256(tx["value"]), "data": self.types.Bytes(tx["data"]),
                  "nonce": U256(0), "r": U256(1), "s": U256(1)}
        typed = {**common, "chain_id": U64(1), "access_list": access, "y_parity": U256(0)}
        fees = {"max_fee_per_gas": Uint(max(tx["price"], tx["priority"] or 0)), "max_priority_fee_per_gas": Uint(tx["priority"] or 0)}
        if tx.get("authorizations"):
            authorizations = tuple(
                m["fork_types"].Authorization(
                    chain_id=U256(a["chain"]), address=self.address(m, a["address"]), nonce=U64(a["nonce"]),
                    y_parity=self.numeric.U8(a["parity"]), r=U256(a["r"]), s=U256(a["s"])) for a in tx["authorizations"])
            typed["nonce"] = U64(0)
            return types.SetCodeTransaction(**typed, **fees, authorizations=authorizations)
        if tx["blobs"] is not None:
            hashes = tuple(self.types.Bytes32(b.to_bytes(32, "big")) for b in tx["blobs"])
            return types.BlobTransaction(**typed, **fees, max_fee_per_blob_gas=U256(10), blob_versioned_hashes=hashes)
        if tx["priority"] is not None: return types.FeeMarketTransaction(**typed, **fees)
        if tx["access"] is not None: return types.AccessListTransaction(**typed, gas_price=Uint(tx["price"]))
        cls = getattr(types, "LegacyTransaction", None) or types.Transaction
        return cls(**common, gas_price=Uint(tx["price"]), v=U256(27))

    def one(self, case):
        U256, Uint, U64 = self.numeric.U256, self.numeric.Uint, self.numeric.U64
        m, kept = self.module(case["fork"])
        vm, states = m["vm"], m["state"]
        fork = FORK_INDEX[case["fork"]]
        state = states.State()
        for address, (nonce, balance, code, storage) in accounts(case).items():
            key = self.address(m, address)
            states.set_account(state, key, m["fork_types"].Account(Uint(nonce), U256(balance), self.types.Bytes(code)))
            for slot, value in storage.items():
                states.set_storage(state, key, self.types.Bytes32(slot.to_bytes(32, "big")), U256(value))
        number = case["blockNumber"]
        hashes = [self.hash32(keccak(str(n).encode())) for n in range(number - 256, number)]
        values = {
            "chain_id": U64(1), "state": state, "block_gas_limit": Uint(10_000_000), "block_hashes": hashes,
            "coinbase": self.address(m, COINBASE), "number": Uint(number), "base_fee_per_gas": Uint(0),
            "time": U256(case["timestamp"]), "difficulty": Uint(0x20000),
            "prev_randao": self.types.Bytes32(case["random"].to_bytes(32, "big")), "excess_blob_gas": U64(0),
            "parent_beacon_block_root": self.hash32(bytes(32))}
        fields = vm.BlockEnvironment.__dataclass_fields__
        block = vm.BlockEnvironment(**{k: v for k, v in values.items() if k in fields})
        kept.clear()
        output = vm.BlockOutput()
        try:
            m["fork"].process_transaction(block, output, self.transaction(m, case["tx"]), Uint(0))
        except self.refusal as error:
            return Result(status="rejected", note=f"{type(error).__name__} {error}")
        except (OverflowError, MemoryError, RecursionError) as error:
            return Result(status="unavailable", note=f"{type(error).__name__} in Python")
        message, outcome = kept[-1]
        result = Result(gas=int(output.block_gas_used))
        error = outcome.error
        result.note = type(error).__name__ if error else ""
        result.status = "success" if error is None else "revert" if result.note == "Revert" else "halt"
        if result.status == "success":
            result.logs = [(int.from_bytes(log.address, "big"), [int.from_bytes(t, "big") for t in log.topics], bytes(log.data))
                           for log in outcome.logs]
        # Forks before the outcome carried its return data are compared by everything else.
        result.output = bytes(outcome.return_data) if hasattr(outcome, "return_data") else None
        if case["tx"]["to"] is None and result.status == "success": result.output = b""
        for key, account in state._main_trie._data.items():
            if account is None: continue
            trie = state._storage_tries.get(key)
            storage = {int.from_bytes(k, "big"): int(v) for k, v in trie._data.items()} if trie else {}
            code = account.code if hasattr(account, "code") else states.get_code(state, account.code_hash)
            nonce, balance = int(account.nonce), int(account.balance)
            if fork >= FORK_INDEX["EIP158"] and not (nonce or balance or code): continue
            result.state[int.from_bytes(key, "big")] = (nonce, balance, bytes(code), storage)
        return result

    @staticmethod
    def hash32(value):
        from ethereum.crypto.hash import Hash32
        return Hash32(value)

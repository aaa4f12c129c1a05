"""Cases as state tests: JSON, state roots (Yellow Paper appendix D) and hashes of logs."""

import warnings

warnings.filterwarnings("ignore")
from eth_utils import keccak  # noqa: E402

from .program import AUTHORITIES, COINBASE, FORK_INDEX, PLAIN, SENDER, assemble  # noqa: E402


def hex_address(value): return "0x%040x" % (value & ((1 << 160) - 1))


def accounts(case):
    """The state before: address to (nonce, balance, code, storage)."""
    state = {SENDER: (0, 10**24, b"", {}), PLAIN: (0, 5, b"", {}), COINBASE: (0, 1, b"", {})}
    if FORK_INDEX[case["fork"]] >= FORK_INDEX["Prague"]:
        for address in AUTHORITIES[:-1]: state[address] = (0, 1000, b"", {})
    for address, program in case["programs"].items():
        state[address] = (1, case["balances"].get(address, 0), assemble(program), case["storage"].get(address, {}))
    return state


def state_json(state):
    return {hex_address(a): {"nonce": hex(n), "balance": hex(b), "code": "0x" + c.hex(),
                             "storage": {hex(k): hex(v) for k, v in s.items()}} for a, (n, b, c, s) in state.items()}


def transaction_json(tx):
    out = {"data": ["0x" + tx["data"].hex()], "gasLimit": [hex(tx["gas"])], "value": [hex(tx["value"])],
           "nonce": "0x0", "to": "" if tx["to"] is None else hex_address(tx["to"]), "sender": hex_address(SENDER)}
    if tx["priority"] is not None:
        out["maxFeePerGas"] = hex(max(tx["price"], tx["priority"]))
        out["maxPriorityFeePerGas"] = hex(tx["priority"])
    else: out["gasPrice"] = hex(tx["price"])
    if tx["access"] is not None:
        out["accessLists"] = [[{"address": hex_address(a), "storageKeys": ["0x%064x" % k for k in keys]} for a, keys in tx["access"]]]
    if tx["blobs"] is not None:
        out["blobVersionedHashes"] = ["0x%064x" % b for b in tx["blobs"]]
        out["maxFeePerBlobGas"] = hex(10)
    if tx["authorizations"] is not None:
        out["authorizationList"] = [
            {"chainId": hex(a["chain"]), "address": hex_address(a["address"]), "nonce": hex(a["nonce"]),
             "yParity": hex(a["parity"]), "r": hex(a["r"]), "s": hex(a["s"])} for a in tx["authorizations"]]
    return out


def effective_price(tx):
    """Wei per gas with a base fee of zero."""
    return tx["price"] if tx["priority"] is None else min(max(tx["price"], tx["priority"]), tx["priority"])


def state_test(case, root="0x" + "00" * 32, logs="0x" + "00" * 32, post=None):
    expectation = {"hash": root, "logs": logs, "indexes": {"data": 0, "gas": 0, "value": 0}}
    if post is not None: expectation["state"] = state_json(post)
    return {
        "env": {"currentCoinbase": hex_address(COINBASE), "currentNumber": hex(case["blockNumber"]),
                "currentTimestamp": hex(case["timestamp"]), "currentGasLimit": hex(10_000_000),
                "currentDifficulty": "0x20000", "currentRandom": "0x%064x" % case["random"],
                "currentBaseFee": "0x0", "currentExcessBlobGas": "0x0"},
        "pre": state_json(accounts(case)), "transaction": transaction_json(case["tx"]),
        "post": {case["fork"]: [expectation]}}


def rlp(item):
    if isinstance(item, int): item = item.to_bytes((item.bit_length() + 7) // 8, "big")
    if isinstance(item, bytes):
        return item if len(item) == 1 and item[0] < 0x80 else prefix(len(item), 0x80) + item
    body = b"".join(map(rlp, item))
    return prefix(len(body), 0xC0) + body


def prefix(size, base):
    if size < 56: return bytes([base + size])
    raw = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([base + 55 + len(raw)]) + raw


class Raw(bytes):
    """A node below 32 bytes, put into its parent as it is."""


def encode_node(items):
    body = b"".join(i if isinstance(i, Raw) else rlp(i) for i in items)
    return prefix(len(body), 0xC0) + body


def reference(encoded): return Raw(encoded) if len(encoded) < 32 else keccak(encoded)


def compact(nibbles, leaf):
    flag = (2 if leaf else 0) + len(nibbles) % 2
    nibbles = ([flag] if len(nibbles) % 2 else [flag, 0]) + nibbles
    return bytes(nibbles[i] * 16 + nibbles[i + 1] for i in range(0, len(nibbles), 2))


def node(entries, depth):
    """The encoding of the node over entries (nibbles, value), equal up to depth."""
    if len(entries) == 1: return encode_node([compact(entries[0][0][depth:], True), entries[0][1]])
    first, shared = entries[0][0], depth
    while all(e[0][shared] == first[shared] for e in entries): shared += 1
    if shared > depth: return encode_node([compact(first[depth:shared], False), reference(node(entries, shared))])
    children = []
    for nibble in range(16):
        part = [e for e in entries if e[0][depth] == nibble]
        children.append(reference(node(part, depth + 1)) if part else b"")
    return encode_node(children + [b""])


def trie_root(pairs):
    """The root of a trie of hashed keys."""
    entries = [([n for byte in keccak(key) for n in (byte >> 4, byte & 15)], value) for key, value in pairs]
    return keccak(node(entries, 0)) if entries else keccak(rlp(b""))


def state_root(state):
    pairs = []
    for address, (nonce, balance, code, storage) in state.items():
        slots = [(k.to_bytes(32, "big"), rlp(v)) for k, v in storage.items() if v]
        pairs.append((address.to_bytes(20, "big"), rlp([nonce, balance, trie_root(slots), keccak(code)])))
    return "0x" + trie_root(pairs).hex()


def logs_hash(logs):
    items = [[a.to_bytes(20, "big"), [t.to_bytes(32, "big") for t in topics], data] for a, topics, data in logs]
    return "0x" + keccak(rlp(items)).hex()

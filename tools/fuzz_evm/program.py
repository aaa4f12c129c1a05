"""Random programs, contracts and transactions, as state tests with symbolic jump labels."""

import random

from eth_utils import keccak

from .signing import address as address_of, sign

MASK = (1 << 256) - 1
SENDER = 0xA94F5374FCE5EDBC8E2A8697C15331677E6EBF0B
COINBASE = 0x2ADC25665018AA1FE0E6BC666DAC8FC2697FF9BA
CONTRACTS = [0x1000000000000000000000000000000000001000 + i for i in range(4)]
PLAIN = 0x2000000000000000000000000000000000000001
ABSENT = 0x3000000000000000000000000000000000000001
# Small private keys that sign authorisations (EIP-7702); the last has no account yet.
KEYS = [2, 3, 4]
AUTHORITIES = [address_of(key) for key in KEYS]
FORKS = [
    "Frontier", "Homestead", "EIP150", "EIP158", "Byzantium", "Constantinople",
    "ConstantinopleFix", "Istanbul", "Berlin", "London", "Paris", "Shanghai", "Cancun", "Prague",
    "Osaka",
]
FORK_INDEX = {name: i for i, name in enumerate(FORKS)}

EDGES = [
    0, 1, 2, 3, 7, 8, 15, 16, 31, 32, 33, 63, 64, 65, 127, 128, 255, 256, 257, 0xFFFF, 1 << 31,
    (1 << 32) - 1, 1 << 32, (1 << 63) - 1, 1 << 63, (1 << 64) - 1, 1 << 64, (1 << 64) + 1,
    (1 << 127), (1 << 128) - 1, 1 << 128, (1 << 160) - 1, (1 << 192) - 1, 1 << 192, (1 << 255) - 1,
    1 << 255, (1 << 255) + 1, MASK, MASK - 1, MASK - 31, MASK - 255,
]
OFFSETS = [0, 0, 1, 31, 32, 33, 64, 96, 128, 200, 255, 256, 1000]
FAR = [1 << 13, 1 << 16, 1 << 20, 1 << 24, (1 << 32) - 1, 1 << 32, 1 << 63, 1 << 64, 1 << 128, MASK,
       MASK - 31]

ARITHMETIC = {
    0x01: 2, 0x02: 2, 0x03: 2, 0x04: 2, 0x05: 2, 0x06: 2, 0x07: 2, 0x08: 3, 0x09: 3, 0x0A: 2,
    0x0B: 2, 0x10: 2, 0x11: 2, 0x12: 2, 0x13: 2, 0x14: 2, 0x15: 1, 0x16: 2, 0x17: 2, 0x18: 2,
    0x19: 1, 0x1A: 2, 0x1B: 2, 0x1C: 2, 0x1D: 2, 0x1E: 1,
}
# The fork that brings an opcode (EIP-145, 211, 1344, 1884, 3198, 3855, 4844, 7516, 7939).
SINCE = {0x1B: "Constantinople", 0x1C: "Constantinople", 0x1D: "Constantinople", 0x1E: "Osaka",
         0x3D: "Byzantium", 0x46: "Istanbul", 0x47: "Istanbul", 0x48: "London", 0x5F: "Shanghai",
         0x49: "Cancun", 0x4A: "Cancun", 0x3F: "Constantinople"}
SIMPLE = [0x30, 0x32, 0x33, 0x34, 0x36, 0x38, 0x3A, 0x3D, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47,
          0x48, 0x4A, 0x58, 0x59, 0x5A, 0x5F]
# secp256k1 signature of the hash 0x01…01; a point of BN254; the test vector 5 of EIP-152.
ECRECOVER = bytes.fromhex(
    "18c547e4f7b0f325ad1e56f57e26c745b09a3e503d86e00e5255ff7f715d3d1c"
    "000000000000000000000000000000000000000000000000000000000000001c"
    "73b1693892219d736caba55bdb67216e485557ea6b6af75f37096c9aa6a5a75f"
    "eeb940b1d03b21e36b0e47e79769f095fe2ab855bd91e3a38756b7d75a9c4549")
POINT = (1).to_bytes(32, "big") + (2).to_bytes(32, "big")
BLAKE = bytes.fromhex(
    "0000000c48c9bdf267e6096a3ba7ca8485ae67bb2bf894fe72f36e3cf1361d5f3af54fa5d182e6ad7f520e511f6c3e2b"
    "8c68059b6bbd41fbabd9831f79217e1319cde05b616263" + "00" * 125 + "0300000000000000" + "00" * 8
    + "01")

# A signature over secp256r1 of the hash 0x11…11; the generators of BLS12-381's two groups.
P256 = bytes.fromhex(
    "11" * 32
    + "86b1f051a01ff65164fef33f985c48f292c86c9e061b4b7514bef28e4211a51e"
    + "6a3bfe4e07cd485f8a7040afdc68d633e2901dc17b39b7862a21588ca0048961"
    + "26efcebd0ee9e34a669187e18b3a9122b2f733945b649cc9f9f921e9f9dad812"
    + "90238bde9cc7bb330d150c67704dd25ae7055205744b6f31bf4070745872d0e6")
G1 = bytes(16) + bytes.fromhex(
    "17f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb") + bytes(16) + bytes.fromhex(
    "08b3f481e3aaa0f1a09e30ed741d8ae4fcf5e095d5d00af600db18cb2c04b3edd03cc744a2888ae40caa232946c5e7e1")
G2 = b"".join(bytes(16) + bytes.fromhex(part) for part in (
    "024aa2b2f08f0a91260805272dc51051c6e47ad4fa403b02b4510b647ae3d1770bac0326a805bbefd48056c8c121bdb8",
    "13e02b6052719f607dacd3a088274f65596bd0d09920b61ab5da61bbdc7f5049334cf11213945d57e5ac7d055d042b7e",
    "0ce5d527727d6e118cc9cdc6da2e351aadfd9baa8cbdd3a76d429a695160d12c923ac9cc3baca289e193548608b82801",
    "0606c4a02ea734cc32acd2b02bc28b99cb3e287e85a763af267492ab572e99ab3f370d275cec1da1aaa9075ff05f79be"))


def word(value):
    return (value & MASK).to_bytes(32, "big")


def push(value, width=None):
    """The shortest PUSH of a value, PUSH1 for zero (PUSH0 is drawn on its own)."""
    raw = value.to_bytes(max(1, (value.bit_length() + 7) // 8), "big")
    if width: raw = raw.rjust(width, b"\0")
    return bytes([0x5F + len(raw)]) + raw


def assemble(items):
    """Bytes of a program: items are bytes, ("label", n) for JUMPDEST and ("push", n) for PUSH2."""
    places, at = {}, 0
    for item in items:
        if isinstance(item, bytes): at += len(item)
        elif item[0] == "label":
            places[item[1]] = at
            at += 1
        else: at += 3
    code = bytearray()
    for item in items:
        if isinstance(item, bytes): code += item
        elif item[0] == "label": code.append(0x5B)
        else: code += b"\x61" + (places.get(item[1], 0xFFFF) & 0xFFFF).to_bytes(2, "big")
    return bytes(code)


def small_rlp(number):
    """RLP of a number below 128."""
    return bytes([number or 0x80])


class Generator:
    """One random case; everything follows from the seed and the fork."""

    def __init__(self, seed, fork):
        self.r = random.Random(seed)
        self.fork = FORK_INDEX[fork]
        self.name = fork
        self.labels = 0

    def known(self, ops):
        """Opcodes of the fork, and rarely one that is not yet there."""
        if self.r.random() < 0.004: return ops
        return [op for op in ops if self.has(SINCE.get(op, "Frontier"))]

    def has(self, fork): return self.fork >= FORK_INDEX[fork]

    def value(self):
        r = self.r
        kind = r.random()
        if kind < 0.45: return r.choice(EDGES)
        if kind < 0.7: return r.randrange(256)
        if kind < 0.8: return (r.choice(EDGES) + r.choice(EDGES)) & MASK
        return r.getrandbits(r.choice([8, 16, 32, 64, 65, 96, 128, 160, 192, 255, 256]))

    def offset(self): return self.r.choice(FAR) if self.r.random() < 0.03 else self.r.choice(OFFSETS)
    def slot(self): return self.r.choice([0, 0, 1, 1, 2, 3, 4, MASK])

    def address(self):
        r = self.r
        kind = r.random()
        if kind < 0.6: return r.choice(CONTRACTS)
        if kind < 0.75: return 0x100 if self.has("Osaka") and r.random() < .1 else r.randrange(1, 0x13)
        if kind < 0.85 and self.has("Prague"): return r.choice(AUTHORITIES)
        if kind < 0.95: return r.choice([SENDER, COINBASE, PLAIN, ABSENT, 0])
        return self.value()

    def operand(self):
        """Something on the stack: mostly constants, at times what is already known there."""
        r = self.r
        if r.random() < 0.12: return [bytes([r.choice(self.known(SIMPLE if r.random() < .5 else [0x30, 0x36, 0x3D, 0x59]))])]
        if r.random() < 0.06: return [push(self.slot()), b"\x54"]
        if r.random() < 0.06: return [push(r.choice(OFFSETS)), r.choice([b"\x51", b"\x35"])]
        if r.random() < 0.04: return [bytes([0x80 + min(15, int(r.expovariate(.4)))])]
        value = self.value()
        return [push(value, r.choice([None, None, None, 32]))]

    def sink(self):
        """What becomes of a result."""
        kind = self.r.random()
        if kind < 0.35: return [push(self.slot()), b"\x55"]
        if kind < 0.6: return [push(self.offset()), b"\x52"]
        if kind < 0.7: return [b"\x50"]
        return []

    def fill(self, data, at=0):
        """Puts bytes into memory."""
        items = []
        for i in range(0, len(data), 32):
            items += [push(int.from_bytes(data[i:i + 32].ljust(32, b"\0"), "big")), push(at + i), b"\x52"]
        return items

    def statement(self, depth):
        r = self.r
        kinds = [self.arithmetic, self.environment, self.memory, self.storage, self.account, self.log,
                 self.call, self.precompile, self.create, self.stack, self.branch, self.loop,
                 self.odd, self.returns, self.subroutine, self.recursion, self.idiom]
        weights = [22, 10, 12, 14, 5, 4, 12, 5, 4, 8, 6 if depth < 3 else 0, 3 if depth < 2 else 0, 1.2, 5, 4 if depth < 2 else 0, 1, 12]
        return r.choices(kinds, weights)[0](depth)

    def block(self, depth, count):
        items = []
        for _ in range(count): items += self.statement(depth)
        return items

    def arithmetic(self, _):
        op = self.r.choice(self.known(list(ARITHMETIC)))
        items = []
        for i in range(ARITHMETIC[op]):
            if self.r.random() < 0.97 or i: items += self.operand()
        if op == 0x0A and self.r.random() < .7: items = [push(self.r.choice(EDGES)), push(self.value())]
        return items + [bytes([op])] + self.sink()

    def idiom(self, _):
        """What compilers write, and a translator turns into one record: see `Operation.swift`."""
        r = self.r
        kind = r.randrange(9)
        mask = push(r.choice([1, 0xFF, 0xFFFFFFFF, 2**64 - 1, 2**64, 2**160 - 1]))
        field = [push(r.choice([0, 1, 4, 31, 32, 64, 2**64 - 1])), b"\x01"]
        near = self.operand() + [push(0x1FF), b"\x16"]
        variable = push(r.choice([0, 32, 64, 80]))
        # A word shifted and masked; a sum, or a shift by a word, masked by a word.
        if kind == 0: return self.operand() + [push(r.randrange(260)), r.choice([b"\x1b", b"\x1c"]), mask, b"\x16"] + self.sink()
        if kind == 1: return [mask] + self.operand() + self.operand() + [r.choice([b"\x01", b"\x1c"]), b"\x16"] + self.sink()
        # Fields of a struct: loaded, stored, filled one after the other.
        if kind == 2: return near + field + [b"\x51"] + self.sink()
        if kind == 3: return self.operand() + near + field + [b"\x52"]
        if kind == 4: return near + [b"\x80", push(self.value()), b"\x90", b"\x52", push(32), b"\x01"] * r.randrange(1, 4) + self.sink()
        if kind == 5: return near + self.operand() + [push(0xFF), b"\x16", b"\x01", b"\x51"] + self.sink()
        # A variable at a fixed place, written and read again, perhaps with a write between.
        if kind == 6: return self.operand() + [variable, b"\x52"] + (self.memory(0) if r.random() < .5 else []) + [variable, b"\x51"] + self.sink()
        # Jumps and tests on a difference or a small constant.
        end = self.label()
        test = self.operand() + (self.operand() + [r.choice([b"\x18", b"\x03"])] if kind == 7 else [mask, r.choice([b"\x10", b"\x11", b"\x14", b"\x18", b"\x03"])])
        if r.random() < .3: return test + [b"\x15"] + self.sink()
        return test + [b"\x15"] * r.randrange(3) + [("push", end), b"\x57"] + self.memory(0) + [("label", end)] + [b"\x5b"] * r.choice([0, 0, 2])

    def environment(self, _):
        r = self.r
        kind = r.random()
        if kind < 0.75: return [bytes([r.choice(self.known(SIMPLE))])] + self.sink()
        if kind < 0.85: return [push(self.value() if r.random() < .5 else r.choice([990, 999, 1000, 744, 743, 745])), b"\x40"] + self.sink()
        if kind < 0.95: return [push(self.offset()), b"\x35"] + self.sink()
        if not self.has("Cancun"): return [b"\x5a"] + self.sink()
        return [push(r.randrange(4)), b"\x49"] + self.sink()

    def memory(self, _):
        r = self.r
        kind = r.randrange(9)
        if kind == 0: return [push(self.offset()), b"\x51"] + self.sink()
        if kind == 1: return self.operand() + [push(self.offset()), b"\x52"]
        if kind == 2: return self.operand() + [push(self.offset()), b"\x53"]
        if kind == 3: return [push(self.offset()), push(self.offset()), b"\x20"] + self.sink()
        if kind == 4 and self.has("Cancun"): return [push(self.offset()), push(self.offset()), push(self.offset()), b"\x5e"]
        if kind == 5 and self.has("Byzantium"):
            if r.random() < .7: return [b"\x3d", push(0), push(self.offset()), b"\x3e"]
            return [push(r.choice([0, 0, 1, 32])), push(r.choice([0, 1, 32])), push(self.offset()), b"\x3e"]
        if kind == 6: return [push(self.offset()), push(self.offset()), push(self.offset()), push(self.address()), b"\x3c"]
        return [push(self.offset()), push(self.offset()), push(self.offset()), r.choice([b"\x37", b"\x39"])]

    def storage(self, _):
        r = self.r
        transient = self.has("Cancun") and r.random() < .3
        if r.random() < .35: return [push(self.slot()), b"\x5c" if transient else b"\x54"] + self.sink()
        value = [push(r.choice([0, 0, 0, 1, 2, 5]))] if r.random() < .7 else self.operand()
        return value + [push(self.slot()), b"\x5d" if transient else b"\x55"]

    def account(self, _): return [push(self.address()), bytes([self.r.choice(self.known([0x31, 0x3B, 0x3F]))])] + self.sink()

    def log(self, _):
        n = self.r.randrange(5)
        items = []
        for _ in range(n): items += self.operand()
        return items + [push(self.r.choice(OFFSETS)), push(self.offset()), bytes([0xA0 + n])]

    def gas(self):
        kind = self.r.random()
        if kind < 0.55: return [b"\x5a"]
        if kind < 0.7: return [push(self.r.choice([0, 1, 100, 700, 2299, 2300, 2301, 5000, 9000, 20000]))]
        if kind < 0.95: return [push(self.r.randrange(100000))]
        return [push(self.value())]

    def message(self, address, in_size, out_size, value=None):
        r = self.r
        op = r.choice([0xF1, 0xF1, 0xF1, 0xF2, 0xF4] + ([0xFA, 0xFA] if self.has("Byzantium") else []))
        items = [push(out_size), push(self.offset()), push(in_size), push(r.choice([0, 0, 0, 32, 64]) if value is None else 0)]
        if op in (0xF1, 0xF2): items += [push(r.choice([0, 0, 0, 1, 7, 10**17, MASK]) if value is None else value)]
        return items + address + self.gas() + [bytes([op])] + self.sink()

    def call(self, _):
        r = self.r
        target = [b"\x30"] if r.random() < .08 else [push(self.address())]
        return self.message(target, r.choice([0, 4, 32, 64, 100]), r.choice([0, 0, 32, 64, 100]))

    def precompile(self, _):
        r = self.r
        number = r.choice([1, 2, 3, 4, 5, 5, 6, 7, 8, 9, 10] + ([11, 12, 13, 14, 15, 16, 17] if self.has("Prague") else [])
                          + ([0x100, 0x100] if self.has("Osaka") else []))
        data = bytes(r.randrange(256) for _ in range(r.choice([0, 1, 31, 32, 55, 64, 100])))
        if number == 1: data = ECRECOVER
        elif number == 5:
            sizes = [r.choice([0, 1, 2, 8, 31, 32, 33, 40]) for _ in range(3)]
            if r.random() < .05: sizes[r.randrange(3)] = r.choice([1 << 32, 1 << 64, MASK, 1025])
            data = b"".join(word(s) for s in sizes) + bytes(r.choice([0, 1, 2, 255, r.randrange(256)]) for _ in range(min(120, sum(sizes))))
        elif number == 6: data = r.choice([POINT, bytes(64)]) + r.choice([POINT, bytes(64), POINT[:40]])
        elif number == 7: data = POINT + word(self.value())
        elif number == 8: data = r.choice([b"", bytes(192), bytes(384), bytes(191)])
        elif number == 9: data = BLAKE
        elif number == 11: data = r.choice([G1, bytes(128)]) + r.choice([G1, bytes(128)])
        elif number == 12: data = G1 + word(self.value())
        elif number == 13: data = r.choice([G2, bytes(256)]) + r.choice([G2, bytes(256)])
        elif number == 14: data = G2 + word(self.value())
        elif number == 15: data = r.choice([G1 + G2, bytes(384), G1 + bytes(256)])
        elif number == 16: data = bytes(16) + G1[80:128]
        elif number == 17: data = bytes(16) + G1[80:128] + bytes(64)
        elif number == 0x100: data = P256
        if data and r.random() < .15:
            data = bytearray(data)
            data[r.randrange(len(data))] ^= 1 << r.randrange(8)
            data = bytes(data)
        if data and r.random() < .08: data = data[:r.randrange(len(data))]
        return self.fill(data) + self.message([push(number)], len(data), r.choice([0, 32, 64, 128]), 0)

    def init_code(self):
        """Init code of at most 160 bytes: returns runtime code, or ends in another way."""
        r = self.r
        runtime = assemble(self.block(3, r.randrange(1, 4)))[:60] if r.random() < .6 else r.choice(
            [b"", b"\x00", b"\xef", b"\xef\x00", b"\xef\x01\x00" + bytes(20), b"\x30\xff", b"\x5f\x5f\xfd", b"\xfe"])
        items = self.block(3, 1) if r.random() < .4 else []
        items += self.fill(runtime)
        end = r.random()
        if end < .8: items += [push(len(runtime)), push(0), b"\xf3"]
        elif end < .86: items += [push(r.choice([24576, 24577, 100])), push(0), b"\xf3"]
        elif end < .92: items += [push(8), push(0), b"\xfd" if self.has("Byzantium") else b"\xfe"]
        elif end < .96: items += [b"\x30\xff"]
        return assemble(items)[:192]

    def create(self, _):
        r = self.r
        code = self.init_code()
        two = self.has("Constantinople") and r.random() < .5
        items = self.fill(code)
        if two: items += [push(r.choice([0, 1, MASK]))]
        size = len(code) if r.random() < .95 else r.choice([0, 1, 49152, 49153, MASK])
        items += [push(size), push(0), push(r.choice([0, 0, 0, 1, MASK])), b"\xf5" if two else b"\xf0"]
        if r.random() < .4:
            # Call what was created.
            return items + [push(0)] * 5 + [b"\x85", b"\x5a", b"\xf1"] + self.sink()
        return items + self.sink()

    def stack(self, _):
        r = self.r
        kind = r.random()
        if kind < .4: return [bytes([0x80 + min(15, int(r.expovariate(.4)))])] + self.sink()
        if kind < .75: return [bytes([0x90 + min(15, int(r.expovariate(.4)))])]
        if kind < .9: return [b"\x50"]
        return self.operand() + self.operand()

    def label(self):
        self.labels += 1
        return self.labels

    def branch(self, depth):
        end = self.label()
        condition = self.operand() if self.r.random() < .7 else [push(self.r.randrange(2))]
        jump = condition + [("push", end), b"\x57"] if self.r.random() < .8 else [("push", end), b"\x56"]
        return jump + self.block(depth + 1, self.r.randrange(1, 4)) + [("label", end)]

    def loop(self, depth):
        start = self.label()
        body = self.block(depth + 1, self.r.randrange(1, 3))
        count = self.r.choice([1, 2, 3, 10, 40, 2000])
        # The counter lies in memory: the body leaves what it likes on the stack.
        return [push(count), push(0x200), b"\x52", ("label", start)] + body + [
            push(1), push(0x200), b"\x51", b"\x03", b"\x80", push(0x200), b"\x52", ("push", start), b"\x57"]

    def subroutine(self, depth):
        """A call of a function inside the code: its return address comes from the stack."""
        back, start, over = self.label(), self.label(), self.label()
        body = self.arithmetic(depth) if self.r.random() < .5 else self.environment(depth)
        # The body finds its argument on top, and behind that the way back.
        function = [("label", start)] + [push(self.slot()), b"\x55"] + self.sealed(body) + [b"\x56"]
        again = self.label()
        calls = [("push", back)] + self.operand() + [("push", start), b"\x56", ("label", back)]
        if self.r.random() < .5: calls += [("push", again)] + self.operand() + [("push", start), b"\x56", ("label", again)]
        return [("push", over), b"\x56"] + function + [("label", over)] + calls

    def sealed(self, body):
        """Now and then a body, which may bury the way back: then the jump is bad."""
        return body if self.r.random() < .25 else []

    def recursion(self, _):
        """A call of oneself while gas lasts, with the rest of it or a fixed part (EIP-150)."""
        part = [b"\x5a"] if self.r.random() < .6 else [push(64), b"\x5a", b"\x04", b"\x5a", b"\x03"]
        over = self.label()
        call = [push(0)] * 5 + [b"\x30"] + part + [b"\xf1"]
        return [push(self.r.choice([3000, 10000, 40000])), b"\x5a", b"\x10", ("push", over), b"\x57"] + call + self.sink() + [("label", over)]

    def odd(self, _):
        r = self.r
        kind = r.randrange(7)
        if kind == 0: return [bytes([r.randrange(256)])]
        # A destination inside push data.
        if kind == 1: return [b"\x58", push(5), b"\x01", b"\x56", b"\x61\x5b\x5b"]
        # A computed destination that is right.
        if kind == 2: return [b"\x58", push(5), b"\x01", b"\x56", b"\x5b"]
        if kind == 3: return [push(self.value()), b"\x56"]
        if kind == 4:
            start = self.label()
            return [("label", start), r.choice([b"\x80", b"\x58", b"\x60\x01"]), ("push", start), b"\x56"]
        if kind == 5: return [push(r.choice([0, 1]))] + [push(self.value()), b"\x57"]
        return [bytes([r.choice([0x0C, 0x1F, 0x21, 0x4B, 0xA5, 0xB0, 0xEF, 0xFB, 0xFE, 0xF6, 0x5D, 0x5E, 0x49])])]

    def returns(self, _):
        """An end that is taken on a condition."""
        r = self.r
        over = self.label()
        return self.operand() + [("push", over), b"\x57"] + self.end() + [("label", over)]

    def end(self):
        r = self.r
        kind = r.random()
        if kind < .2: return [b"\x00"]
        if kind < .6: return [push(self.offset()), push(self.offset()), b"\xf3"]
        if kind < .8 and self.has("Byzantium"): return [push(self.offset()), push(self.offset()), b"\xfd"]
        if kind < .93: return [push(self.address()), b"\xff"]
        if kind < .96: return [b"\xfe"]
        return [b"\x7f" + bytes(r.randrange(256) for _ in range(r.randrange(32)))]

    def contract(self, length):
        items = []
        if self.r.random() < .85: items += [push(self.value()) for _ in range(self.r.choice([1, 4, 8, 17, 17]))]
        if self.r.random() < .03: items += [push(1)] * self.r.choice([1000, 1020, 1024])
        items += self.block(0, length)
        if self.r.random() < .8: items += self.end()
        return items

    def authorization(self):
        """A signed delegation, at times with a wrong chain, nonce or signature."""
        r = self.r
        key = r.choice(KEYS)
        entry = {"chain": r.choice([0, 0, 1, 1, 2]), "address": r.choice(CONTRACTS + [0, 4, PLAIN, AUTHORITIES[0]]),
                 "nonce": r.choice([0, 0, 0, 0, 1, 2])}
        body = small_rlp(entry["chain"]) + b"\x94" + entry["address"].to_bytes(20, "big") + small_rlp(entry["nonce"])
        entry["parity"], entry["r"], entry["s"] = sign(keccak(b"\x05" + bytes([0xC0 + len(body)]) + body), key)
        if r.random() < .05: entry["r"] ^= 1
        return entry

    def case(self):
        """The case: programs (items by address), storage, transaction fields, environment."""
        r = self.r
        programs, storage, balances = {}, {}, {}
        for address in CONTRACTS[:r.choice([1, 2, 3, 4])]:
            programs[address] = self.contract(r.choice([1, 3, 6, 12, 24]))
            storage[address] = {s: r.choice([1, 1, 2, 5, self.value()]) for s in (0, 1, 2, 3, 4) if r.random() < .4}
            storage[address] = {k: v for k, v in storage[address].items() if v}
            balances[address] = r.choice([0, 0, 1, 10**18])
        kind = r.random()
        create = kind < .06
        data = self.init_code() if create else bytes(r.choice([0, 0, 1, 255, r.randrange(256)]) for _ in range(r.choice([0, 0, 4, 32, 36, 68, 200])))
        gas = r.choice([r.randrange(21000, 60000), r.randrange(21000, 200000), int(2 ** r.uniform(15, 20)), 500000, r.choice([1000000, 4000000])])
        tx = {"to": None if create else CONTRACTS[0], "data": data, "gas": gas,
              "value": r.choice([0, 0, 0, 1, 10**15]), "price": r.choice([0, 1, 10, 1000]),
              "access": None, "blobs": None, "priority": None}
        if self.has("Berlin") and r.random() < .3:
            tx["access"] = [(r.choice(CONTRACTS + [PLAIN, ABSENT]), [self.slot() for _ in range(r.randrange(3))]) for _ in range(r.randrange(4))]
        if self.has("London") and r.random() < .3: tx["priority"] = r.randrange(3)
        if self.has("Cancun") and not create and r.random() < .15:
            tx["blobs"] = [(1 << 248) + r.getrandbits(240) for _ in range(r.choice([1, 2, 6]))]
            tx["priority"] = r.randrange(3)
        tx["authorizations"] = None
        if self.has("Prague") and not create and not tx["blobs"] and r.random() < .25:
            tx["priority"] = r.randrange(3)
            tx["authorizations"] = [self.authorization() for _ in range(r.choice([1, 1, 2, 3]))]
            tx["gas"] += 25000 * len(tx["authorizations"])
        return {"fork": self.name, "programs": programs, "storage": storage, "balances": balances, "tx": tx,
                "blockNumber": 1000, "timestamp": r.choice([1000, 1 << 31]), "random": r.getrandbits(256)}

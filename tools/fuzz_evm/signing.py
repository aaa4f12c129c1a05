"""secp256k1 signatures of EIP-7702 authorisations, in plain Python: a few for each case."""

from eth_utils import keccak

P = 2**256 - 2**32 - 977
N = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141
G = (0x79BE667EF9DCBBAC55A06295CE870B07029BFCDB2DCE28D959F2815B16F81798,
     0x483ADA7726A3C4655DA4FBFC0E1108A8FD17B448A68554199C47D08FFB10D4B8)


def add(a, b):
    if a is None: return b
    if b is None: return a
    if a[0] == b[0] and (a[1] + b[1]) % P == 0: return None
    if a == b: slope = 3 * a[0] * a[0] * pow(2 * a[1], -1, P)
    else: slope = (b[1] - a[1]) * pow(b[0] - a[0], -1, P)
    x = (slope * slope - a[0] - b[0]) % P
    return x, (slope * (a[0] - x) - a[1]) % P


def multiply(k, point):
    result = None
    while k:
        if k & 1: result = add(result, point)
        point = add(point, point)
        k >>= 1
    return result


def address(key):
    """The address of a private key."""
    x, y = multiply(key, G)
    return int.from_bytes(keccak(x.to_bytes(32, "big") + y.to_bytes(32, "big"))[12:], "big")


def sign(digest, key):
    """(parity, r, s) with s in the lower half."""
    # Any k serves: these keys guard nothing.
    k = int.from_bytes(keccak(digest + bytes([key])), "big") % N
    x, y = multiply(k, G)
    r = x % N
    s = pow(k, -1, N) * (int.from_bytes(digest, "big") + r * key) % N
    return (1 - y % 2, r, N - s) if s > N // 2 else (y % 2, r, s)

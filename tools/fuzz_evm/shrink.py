"""Makes a failing case small: what can be left out without losing the difference is left out."""

import copy


def smaller(case):
    """Smaller variants of a case, large cuts first."""
    for address in list(case["programs"])[1:]:
        part = copy.deepcopy(case)
        for field in ("programs", "storage", "balances"): part[field].pop(address, None)
        yield part
    for field, value in (("access", None), ("blobs", None), ("authorizations", None), ("priority", None), ("price", 0), ("value", 0), ("data", b"")):
        if case["tx"][field] not in (value, 0) and not (field == "data" and case["tx"]["to"] is None):
            part = copy.deepcopy(case)
            part["tx"][field] = value
            yield part
    for address, program in case["programs"].items():
        size = len(program) // 2
        while size >= 1:
            for start in range(0, len(program), size):
                part = copy.deepcopy(case)
                del part["programs"][address][start:start + size]
                yield part
            size //= 2
    for address, slots in case["storage"].items():
        for slot in slots:
            part = copy.deepcopy(case)
            del part["storage"][address][slot]
            yield part
    for address, balance in case["balances"].items():
        if balance:
            part = copy.deepcopy(case)
            part["balances"][address] = 0
            yield part


def shrink(case, still_fails, most_trials=3000):
    """The smallest case found whose difference is still there."""
    trials = 0
    progress = True
    while progress and trials < most_trials:
        progress = False
        for part in smaller(case):
            trials += 1
            if still_fails(part):
                case, progress = part, True
                break
            if trials >= most_trials: break
    return case

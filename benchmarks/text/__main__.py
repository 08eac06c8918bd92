"""`python -m benchmarks.text quality|speed|fit|rarity`; needs the public data folder (NARU_SHARED_DATA) but for speed."""

import sys

from benchmarks.text import sets
from naru.config import env
from naru.domain.competency.bridge.kept import Kept


def main() -> int:
    what = sys.argv[1] if len(sys.argv) > 1 else "quality"
    kept = Kept(env.state_dir() / "benchmark-text")
    if what == "speed":
        from benchmarks.text import speed

        return speed.main()
    if not sets.DATA.is_dir():
        print(f"The public data folder is not here ({sets.DATA.name}): name it by NARU_SHARED_DATA", file=sys.stderr)
        return 2
    from benchmarks.text import quality

    if what == "rarity":
        from benchmarks.text import rarity

        return rarity.main(kept)

    if what == "fit":
        from benchmarks.text import fit

        learned = fit.main(kept)
        if "quality" not in sys.argv:
            return 0
        return quality.main(kept, learned)

    return quality.main(kept)


if __name__ == "__main__":
    raise SystemExit(main())

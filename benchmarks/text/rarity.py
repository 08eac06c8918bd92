"""Counts for `naru/engine/text/rarity.py`: in how many texts of the `tune` halves each word stands; prints them."""

from collections import Counter

from benchmarks.text import sets
from naru.domain.competency.bridge.framework import prepare
from naru.domain.competency.bridge.kept import Kept

MOST = 1_500


def main(kept: Kept) -> int:
    counted: Counter[str] = Counter()
    texts = 0
    for held in (sets.jobs(sets.TUNE), sets.standards(sets.TUNE)):
        for words in kept.words(held.texts, prepare(held.units, kept).reader):
            counted.update(set(words))
        texts += len(held.texts)
    ordered = sorted(counted.items(), key=lambda each: (-each[1], each[0]))
    rare = ordered[MOST][1]
    print(f"TEXTS, RARE = {texts:_}, {rare}")
    lines: dict[int, list[str]] = {}
    for word, count in ordered:
        if count > rare:
            lines.setdefault(count, []).append(word)
    for count, words in lines.items():
        print(count, *words)
    return 0

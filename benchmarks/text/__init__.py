"""Linking texts to units, side by side with the single methods: `python -m benchmarks.text quality|speed|fit|rarity`."""

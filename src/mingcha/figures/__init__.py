"""Facts, measures, slices and the engine that evaluates them (数据与口径). Knows units, knows no mechanism.

Rooms: words (counter words), definitions (Column, Fact, Measure, Slice), registry, compile (Ibis, imported lazily),
evaluate (values and their statement), evidence (the rows behind, and the digest that a freeze keeps of each).
"""

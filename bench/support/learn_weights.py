"""Learns from public pages which blocks around a body are the article's text, and writes `sites/legacy/weighing/weights.json`.

    pip install lightgbm scikit-learn
    python -m bench.support.learn_weights FOLDER

`FOLDER` holds the public sets that `bench.support.page_sets` names. Only the tuning half of their sites is looked at. Before the model
is written, it is tried on sites that it has not seen, in five folds, beside what our rules alone find there.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

from bench.support.extractors import open_document, quiet, read_as_ours
from bench.support.page_sets import TruePage, page_sets
from bench.support.platform import scratch_folder
from bench.support.shingles import Overlap, agreement, overlap, shingle_shares
from bench.support.tables import show

FOLDS = 5
_SETTINGS: dict[str, Any] = {
    "n_estimators": 400, "num_leaves": 24, "learning_rate": 0.03, "min_child_samples": 40, "min_child_weight": 5, "subsample": 0.8,
    "subsample_freq": 1, "colsample_bytree": 0.3, "reg_lambda": 5, "max_bin": 63, "n_jobs": 1, "verbose": -1, "random_state": 1,
    "deterministic": True,
}  # fmt: skip
_LEAST_WORDS = 60


class Example(NamedTuple):
    """A page: traits, words and text of each block, how much of each is in the true text (None where nothing can be said), and
    whether our rules take it, and may not lose it."""

    set: str
    site: str
    truth: str
    rows: list[dict[str, float]]
    words: list[int]
    texts: list[str]
    shares: list[float | None]
    ruled: list[bool]
    precious: list[bool]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder = parser.parse_args().folder
    jobs = [(name, page) for name, pages in page_sets(folder) for page in pages if page.body and not page.held_out]
    with scratch_folder(), ProcessPoolExecutor(initializer=quiet) as workers:
        examples = [found for found in workers.map(_example, jobs, chunksize=8) if found is not None]
    traits = sorted(next(page.rows[0] for page in examples if page.rows))
    _try(examples, traits)
    _write(_trained(examples, traits), traits)


def _example(job: tuple[str, TruePage]) -> Example | None:
    from sites.legacy.cleaning import blocks_around
    from sites.legacy.weighing.choosing import traits_of

    name, page = job
    document = open_document(page)
    reading = read_as_ours(document)
    if reading is None or reading.seconded is None:
        return None
    blocks = blocks_around(reading, document)
    texts = ["\n".join(block.lines) for block in blocks]
    return Example(
        name,
        page.site,
        page.body or "",
        traits_of(blocks, title=reading.title, document=document),
        [block.words for block in blocks],
        texts,
        shingle_shares(texts, page.body or ""),
        [block.by_rule for block in blocks],
        [block.by_rule and block.is_precious for block in blocks],
    )


def _trained(examples: Sequence[Example], traits: list[str]) -> Any:
    import lightgbm
    import numpy

    rows, labels, weights = [], [], []
    for page in examples:
        total = max(
            _LEAST_WORDS, sum(words * (share or 0) for words, share in zip(page.words, page.shares, strict=True))
        )
        for row, words, share in zip(page.rows, page.words, page.shares, strict=True):
            if share is not None:
                rows.append([row[name] for name in traits])
                labels.append(int(share > 0.5))
                weights.append(min(1.0, (words + 3) / total) * max(0.05, abs(share - 0.5) * 2))
    scale = len(weights) / sum(weights)
    model = lightgbm.LGBMClassifier(**_SETTINGS)
    model.fit(numpy.array(rows, dtype="float32"), labels, sample_weight=[weight * scale for weight in weights])
    return model.booster_


def _try(examples: Sequence[Example], traits: list[str]) -> None:
    """Each page by a model that has seen no page of its site."""
    from sklearn.model_selection import GroupKFold

    from sites.legacy.weighing.choosing import chosen
    from sites.legacy.weighing.trees import Trees

    by_rules = [(page.set, _agrees(page, page.ruled)) for page in examples]
    by_model = []
    folds = GroupKFold(FOLDS, shuffle=True, random_state=7).split(examples, groups=[page.site for page in examples])
    for seen, unseen in folds:
        model = Trees(tuple(traits), tuple(_trees(_trained([examples[at] for at in seen], traits))))
        for page in (examples[at] for at in unseen):
            kept = chosen(model.likelihoods(page.rows), page.words, page.ruled, page.precious)
            by_model.append((page.set, _agrees(page, kept)))
    rows = []
    for name in (*dict.fromkeys(page.set for page in examples), "all"):
        for way, found in (("rules alone", by_rules), ("weighed", by_model)):
            of_set = agreement(each for set_, each in found if name in ("all", set_))
            rows.append((name, way, f"{of_set.precision:.3f}", f"{of_set.recall:.3f}", f"{of_set.f1:.3f}"))
    show("Blocks on sites that the model has not seen", ("set", "way", "precision", "recall", "F1"), rows)


def _agrees(page: Example, kept: Sequence[bool]) -> Overlap:
    return overlap("\n".join(text for text, keep in zip(page.texts, kept, strict=True) if keep), page.truth)


def _write(booster: Any, traits: list[str]) -> None:
    from sites.legacy.weighing.trees import WEIGHTS

    trees = ",\n".join(json.dumps(tree, separators=(",", ":")) for tree in _trees(booster))
    WEIGHTS.write_text(f'{{"traits":{json.dumps(traits)},\n"trees":[\n{trees}\n]}}\n', "utf-8")


def _trees(booster: Any) -> Iterator[list[Any]]:
    for tree in booster.dump_model()["tree_info"]:
        nodes: list[Any] = []
        _flatten(tree["tree_structure"], nodes)
        yield nodes


def _flatten(node: dict[str, Any], nodes: list[Any]) -> int:
    at = len(nodes)
    nodes.append(round(node["leaf_value"], 5) if "leaf_value" in node else None)
    if nodes[at] is None:
        below, above = _flatten(node["left_child"], nodes), _flatten(node["right_child"], nodes)
        nodes[at] = [node["split_feature"], float(f"{node['threshold']:.6g}"), below, above]
    return at


if __name__ == "__main__":
    main()

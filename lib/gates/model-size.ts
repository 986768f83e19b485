/**
 * How large a model is among its maker's models: 1 is the smallest, 4 the largest. `word` is what its name says it by, null
 * when the name has no such word and it is taken for the middle.
 */
export type ModelSize = { size: 1 | 2 | 3 | 4; word: string | null };

/**
 * The only facts behind the suggestions besides prices. They are the makers' own tiers, as they stand in the names of their
 * models and on their model pages (platform.openai.com/docs/models, docs.anthropic.com/en/docs/about-claude/models,
 * ai.google.dev/gemini-api/docs/models, docs.mistral.ai/getting-started/models): a smaller tier is sold as the faster, a
 * larger one as the more capable. Nothing here was measured.
 */
const TIERS: ReadonlyArray<readonly [ModelSize["size"], readonly string[]]> = [
  [1, ["nano", "lite", "tiny"]],
  [2, ["mini", "haiku", "flash", "small", "luna", "nemo", "air"]],
  [4, ["opus", "pro", "large", "max", "ultra", "fable", "astra", "sol"]],
  [3, ["sonnet", "medium", "terra", "plus"]],
];

/**
 * What a size counts for, from 0 to 1. The order is the makers', the steps are ours: the two tiers in the middle have most of
 * both, so that a balance of speed and capability leads to them and a strong wish for one of the two leads to the ends.
 */
export const SIZE_SCORES: Readonly<Record<ModelSize["size"], { speed: number; capability: number }>> = {
  1: { speed: 1, capability: 0 },
  2: { speed: 0.8, capability: 0.5 },
  3: { speed: 0.5, capability: 0.8 },
  4: { speed: 0, capability: 1 },
};

/** The size of a model by its name: a tier's word, else the billions of parameters that it tells, else the middle. */
export function modelSize(model: string): ModelSize {
  const words = model.toLowerCase().split(/[^a-z0-9.]+/);
  for (const [size, names] of TIERS) {
    const word = names.find((name) => words.includes(name));
    if (word !== undefined) return { size, word };
  }
  const word = words.find((text) => /^\d+(\.\d+)?b$/.test(text));
  if (word === undefined) return { size: 3, word: null };
  const billions = Number.parseFloat(word);
  return { size: billions < 10 ? 1 : billions < 40 ? 2 : billions < 150 ? 3 : 4, word };
}

import type { CatalogueModel } from "@/lib/models/contract";

/** A name taken apart: what stays the same from one generation to the next, and which generation it is. */
type Generation = { family: string; brand: string; version: number; date: number };

const NUMBER = "#";
const WITHOUT_MEANING = new Set(["preview", "latest", "exp", "experimental", ""]);

/**
 * The models of each provider that no newer one of the same name replaces: `gpt-5-mini` gives way to `gpt-5.4-mini`, and a
 * chat model two whole versions behind its brand to all of them. Told by the numbers in their names, nothing else. All
 * models are for one task.
 */
export function currentModels(models: readonly CatalogueModel[]): CatalogueModel[] {
  const newest = new Map<string, CatalogueModel>();
  const brands = new Map<string, number>();
  for (const model of models) {
    const { family, brand, version } = generationOf(model);
    const key = `${model.provider} ${family}`;
    const held = newest.get(key);
    if (held === undefined || isNewer(model, held)) newest.set(key, model);
    const brandKey = `${model.provider} ${brand}`;
    brands.set(brandKey, Math.max(brands.get(brandKey) ?? 0, Math.floor(version)));
  }
  return [...newest.values()].filter((model) => {
    const { brand, version } = generationOf(model);
    // Models of other tasks count apart from their brand: gpt-image-2 is no model of before gpt-4.
    if (model.taskType !== "chat" || version === 0) return true;
    return Math.floor(version) >= (brands.get(`${model.provider} ${brand}`) ?? 0) - 1;
  });
}

function isNewer(model: CatalogueModel, held: CatalogueModel): boolean {
  const [a, b] = [generationOf(model), generationOf(held)];
  if (a.version !== b.version) return a.version > b.version;
  if (a.date !== b.date) return a.date > b.date;
  // The same generation twice: the plainer name, then the first in the alphabet.
  if (model.model.length !== held.model.length) return model.model.length < held.model.length;
  return model.model < held.model;
}

function generationOf({ model, taskType }: CatalogueModel): Generation {
  const words: string[] = [];
  const shape: string[] = [];
  let version: string | null = null;
  let date = "";
  for (const part of model.toLowerCase().split(/[-_:@/ ]+/)) {
    if (/^\d{4}(\d{4})?$/.test(part)) date = part;
    else if (date.length === 4 && date.startsWith("20") && /^\d\d$/.test(part)) date += part;
    else if (/^\d{3}$/.test(part)) continue;
    else if (/^v?\d{1,2}(\.\d+)?o?$/.test(part)) {
      version = nextVersion(version, part.replace(/[vo]/g, ""));
      if (shape.at(-1) !== NUMBER) shape.push(NUMBER);
    } else {
      const joined = /^([a-z]+)(\d{1,2}(?:\.\d+)?)$/.exec(part);
      if (joined !== null && version === null) version = joined[2] ?? null;
      const word = joined?.[1] ?? part;
      if (WITHOUT_MEANING.has(word)) continue;
      words.push(word);
      shape.push(word);
    }
  }
  // Chat models were renamed from claude-3-haiku to claude-haiku-4; elsewhere the place of the number tells two lines apart.
  const family = (taskType === "chat" ? words.toSorted() : shape).join(" ");
  return { family, brand: words[0] ?? "", version: Number(version ?? 0), date: monthOf(date) };
}

/** `4` then `5` is 4.5; what follows a whole version is a number of its own and says nothing here. */
function nextVersion(version: string | null, part: string): string {
  if (version === null) return part;
  return version.includes(".") || part.includes(".") ? version : `${version}.${part}`;
}

/** A date in a name as a number that grows with time: `2512` and `20251101` are months of 2025. */
function monthOf(date: string): number {
  if (date.length >= 6) return Number(date.slice(0, 6));
  if (date.length < 4) return 0;
  return date.startsWith("20") ? Number(`${date}00`) : Number(`20${date}`);
}

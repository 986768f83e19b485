import type { Ctx } from "@/lib/context";
import type { GateSettings } from "@/lib/core/gate-settings";
import { findPrice } from "@/lib/prices/price-book";
import { directoryOf } from "@/lib/provider-keys/directory-of";
import { type Directory, type ResolvedModel, resolveGateModel } from "@/lib/providers/directory";
import type { WireFormat } from "@/lib/providers/provider";
import type { GateProblem } from "./contract";
import { gateFaults } from "./gate-problems";
import { isKnownModel } from "./is-known-model";

type Task = GateSettings["taskType"];

// Chat is not here: every provider answers it.
const FORMATS: Readonly<Partial<Record<Task, WireFormat>>> = {
  embeddings: "embeddings",
  image: "images/generations",
  tts: "audio/speech",
  ocr: "ocr",
  video: "videos",
};

/**
 * Everything that is wrong with settings, as they are or with the account's providers in `directory`: a model that nobody
 * knows is an error; a provider without a key and a model that cannot do the gate's task are warnings.
 */
export async function checkGate(
  ctx: Ctx,
  settings: GateSettings,
  directory?: Directory,
): Promise<GateProblem[]> {
  const providers = directory ?? (await directoryOf(ctx));
  const models = [...new Set([settings.model, ...settings.fallbackModels])];
  const found = await Promise.all(models.map((model) => modelProblems(providers, settings, model)));
  return [...gateFaults(settings), ...found.flat()].toSorted((a, b) => a.severity.localeCompare(b.severity));
}

async function modelProblems(
  directory: Directory,
  settings: GateSettings,
  model: string,
): Promise<GateProblem[]> {
  const field = model === settings.model ? "model" : "fallbackModels";
  const quoted = JSON.stringify(model);
  const resolved = (await isKnownModel(directory, model)) ? await resolveGateModel(directory, model) : null;
  if (resolved === null) {
    return [
      { field, severity: "error", message: `${quoted} is a removed or unknown model: no provider has it.` },
    ];
  }
  const warn = (message: string | null, cure?: "provider key"): GateProblem[] =>
    message === null
      ? []
      : [{ field, severity: "warning", message: `${quoted} ${message}`, ...(cure ? { cure } : {}) }];
  return [...warn(keyProblem(resolved), "provider key"), ...warn(taskProblem(resolved, settings.taskType))];
}

function keyProblem({ entry, kind }: ResolvedModel): string | null {
  if (entry === null || (entry.providers.length === 0 && entry.failure === null)) {
    return `needs ${kind.label}, which has no key yet. Add one before the gate is used.`;
  }
  return entry.failure === null ? null : `cannot be reached: ${entry.failure.message}`;
}

function taskProblem({ kind, providerModel, providerId }: ResolvedModel, task: Task): string | null {
  const format = FORMATS[task];
  if (format !== undefined && !(format in kind.paths || format in (kind.answers ?? {}))) {
    return `cannot be used for ${task} gates.`;
  }
  const prices = findPrice(kind.priceList ?? providerId, providerModel);
  const hasNoOutput = prices?.tiers.every(({ output }) => output === null);
  return task === "chat" && hasNoOutput ? "gives no text, so it cannot answer a chat." : null;
}

import { type Directory, offeredModels, resolveModel } from "@/lib/providers/directory";

/**
 * True when somebody answers for the model, now or once its provider has a key. A bare name that no list has is taken on
 * trust while the provider `openai`, which such names go to, does not say what it offers.
 */
export async function isKnownModel(directory: Directory, id: string): Promise<boolean> {
  if ((await resolveModel(directory, id)) !== null) return true;
  const [provider] = directory.get("openai")?.providers ?? [];
  return provider !== undefined && (await offeredModels(provider)).length === 0;
}

import { formatCountExact } from "@/lib/core/format";
import { type DirectoryEntry, offeredModels } from "@/lib/providers/directory";

/** How many models the provider offers to the first key; a dash when it cannot be asked. */
export async function ModelCount({ entry }: { entry: DirectoryEntry | undefined }) {
  const [provider] = entry?.providers ?? [];
  const models = provider === undefined ? [] : await offeredModels(provider);
  return models.length === 0 ? <span className="text-subtle">—</span> : formatCountExact(models.length);
}

import { Timer } from "lucide-react";
import { SECOND_MS } from "@/lib/core/time";
import type { DirectoryEntry } from "@/lib/providers/directory";
import { restingModels } from "@/lib/providers/health";

/** Which models are passed over now because they keep failing, and for how long. Each instance finds out for itself. */
export function RestingNote({ entry, now }: { entry: DirectoryEntry | undefined; now: Date }) {
  const resting = (entry?.providers ?? []).flatMap((provider) => restingModels(provider, now.getTime()));
  if (resting.length === 0) return null;
  const seconds = Math.ceil((Math.max(...resting.map(({ until }) => until)) - now.getTime()) / SECOND_MS);
  const models = [...new Set(resting.map(({ model }) => model))].join(", ");
  return (
    <p className="flex items-start gap-2 border-line border-t p-4 text-warn">
      <Timer aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <span className="min-w-0 break-words">
        Keeps failing: {models}. Gates with other models pass it over for up to {seconds} s more.
      </span>
    </p>
  );
}

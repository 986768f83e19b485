"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { useToasts } from "@/components/ui/toast";
import { DEFECT_WORDS } from "@/lib/core/defect-words";
import { formatCountExact } from "@/lib/core/format";
import { KEY_DEFECTS, type KeyDefect } from "@/lib/core/key-filter";
import { attempt } from "@/lib/transport/attempt";
import { matchingKeysAction } from "../bulk/actions";
import { useKeySelection } from "./key-selection";
import { useKeyFilters } from "./use-key-filters";

const NOTHING = { status: null, tag: null, owner: null, scope: null, expires: null };

/** What is wrong with the account's keys; each count shows the keys it counts, and chooses them all to be fixed. */
export function HealthStrip({ health }: { health: Record<KeyDefect, number> }) {
  const { address, set } = useKeyFilters();
  const found = KEY_DEFECTS.filter((defect) => health[defect] > 0);
  if (found.length === 0) return null;
  return (
    <details open className="rounded-md border border-line bg-surface px-4 py-3">
      <summary className="w-fit cursor-pointer rounded-sm font-medium text-sm">Key health</summary>
      <ul className="mt-3 flex flex-wrap gap-2">
        {found.map((defect) => {
          const isShown = address.health === defect;
          return (
            <li key={defect}>
              <Button
                size="sm"
                aria-pressed={isShown}
                title={DEFECT_WORDS[defect].sentence}
                className={cn("max-md:h-9", isShown && "border-accent-ink bg-hover")}
                onClick={() => set(isShown ? { health: null } : { ...NOTHING, health: defect })}
              >
                {DEFECT_WORDS[defect].label}
                <span className="tabular text-muted">{formatCountExact(health[defect])}</span>
              </Button>
            </li>
          );
        })}
      </ul>
      {address.health === null ? null : <Fix defect={address.health} count={health[address.health]} />}
    </details>
  );
}

function Fix({ defect, count }: { defect: KeyDefect; count: number }) {
  const { choose } = useKeySelection();
  const toasts = useToasts();
  const [pending, setPending] = useState(false);

  async function selectAll() {
    setPending(true);
    const filter = { search: "", status: null, tag: null, createdBy: null, scope: null, expires: null };
    const found = await attempt(() => matchingKeysAction({ ...filter, health: defect }));
    setPending(false);
    if (found.ok) choose(found.data);
    else toasts.add({ title: "The keys were not selected", description: found.error.message, kind: "error" });
  }

  const many = count > 1_000;
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 text-muted text-sm">
      <p className="min-w-0 flex-1 basis-60">{DEFECT_WORDS[defect].sentence}</p>
      {count === 0 ? null : (
        <Button size="sm" loading={pending} onClick={() => void selectAll()}>
          {many ? "Select the newest 1,000 to fix" : `Select ${count === 1 ? "it" : `all ${count}`} to fix`}
        </Button>
      )}
    </div>
  );
}

"use client";

import { Ellipsis } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Menu, MenuItem } from "@/components/ui/menu";
import { formatCountExact } from "@/lib/core/format";
import { BulkDeleteDialog } from "./bulk-delete-dialog";
import { BulkExpiryDialog } from "./bulk-expiry-dialog";
import { BulkTagsDialog } from "./bulk-tags-dialog";
import { exportKeys } from "./export-keys";
import { useKeySelection } from "./key-selection";
import { type KeyChange, useChangeKeys } from "./use-change-keys";

type Question = "expiry" | "addTags" | "removeTags" | "delete";

/** What can be done to the chosen keys. It stands below the table and stays in sight, over nothing that has the focus. */
export function BulkBar({ maxDays }: { maxDays: number | null }) {
  const { selected, choose } = useKeySelection();
  const { change, pending } = useChangeKeys();
  const [asking, setAsking] = useState<Question | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const ids = [...selected];

  async function run(what: KeyChange): Promise<string | null> {
    const refusal = await change(ids, what);
    setFailure(refusal);
    if (refusal !== null) return refusal;
    setAsking(null);
    choose([]);
    return null;
  }

  const dialog = { count: ids.length, pending, onClose: () => setAsking(null), onConfirm: run };
  return (
    <>
      {ids.length === 0 ? null : (
        <section
          aria-label="Selected keys"
          data-savebar
          className="sticky bottom-4 z-20 flex flex-col gap-2 rounded-md border border-line-strong bg-raised p-3 shadow-elevated max-md:bottom-20"
        >
          {failure === null ? null : <Callout tone="danger" role="alert" title={failure} />}
          <div className="flex flex-wrap items-center gap-2">
            <p role="status" className="tabular mr-2 text-sm">
              {formatCountExact(ids.length)} selected
            </p>
            <Button size="sm" loading={pending} onClick={() => void run({ action: "disable" })}>
              Disable
            </Button>
            <Button size="sm" loading={pending} onClick={() => void run({ action: "enable" })}>
              Enable
            </Button>
            <Button size="sm" onClick={() => setAsking("expiry")}>
              Set expiry…
            </Button>
            <Menu
              side="top"
              trigger={
                <Button
                  size="sm"
                  aria-label="More for the selected keys"
                  icon={<Ellipsis aria-hidden="true" className="size-4" />}
                />
              }
            >
              <MenuItem onClick={() => setAsking("addTags")}>Add tag…</MenuItem>
              <MenuItem onClick={() => setAsking("removeTags")}>Remove tag…</MenuItem>
              <MenuItem onClick={() => exportKeys("csv", { ids })}>Export CSV</MenuItem>
              <MenuItem onClick={() => exportKeys("json", { ids })}>Export JSON</MenuItem>
            </Menu>
            <Button size="sm" variant="danger" onClick={() => setAsking("delete")}>
              Delete…
            </Button>
            <Button size="sm" variant="ghost" className="ml-auto" onClick={() => choose([])}>
              Clear selection
            </Button>
          </div>
        </section>
      )}
      <BulkExpiryDialog {...dialog} open={asking === "expiry"} maxDays={maxDays} />
      <BulkTagsDialog
        {...dialog}
        open={asking === "addTags" || asking === "removeTags"}
        action={asking === "removeTags" ? "removeTags" : "addTags"}
      />
      <BulkDeleteDialog {...dialog} open={asking === "delete"} ids={ids} />
    </>
  );
}

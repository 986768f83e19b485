"use client";

import { Pencil, Trash2 } from "lucide-react";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { useKeyDialogs } from "../../_components/key-dialogs";
import type { KeyState, NamedKey } from "../../_components/key-state";
import { KeyStatus } from "../../_components/key-status";

/** Name, state and what can be done; a deleted key can only be looked at. */
export function KeyHeader({ id, name, state }: NamedKey & { state: KeyState }) {
  const dialogs = useKeyDialogs();
  const key = { id, name };
  return (
    <PageHeader
      parent={{ href: "/keys", label: "API Keys" }}
      title={dialogs.nameOf(key)}
      badge={<KeyStatus state={state} />}
      actions={
        state.word === "Deleted" ? null : (
          <>
            <Button
              icon={<Pencil aria-hidden="true" className="size-3.5" />}
              onClick={() => dialogs.askRename(key)}
            >
              Rename
            </Button>
            <Button
              icon={<Trash2 aria-hidden="true" className="size-3.5" />}
              onClick={() => dialogs.askDelete(key)}
            >
              Delete
            </Button>
          </>
        )
      }
    />
  );
}

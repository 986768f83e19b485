"use client";

import { ArrowDown, ArrowUp, CirclePause, CirclePlay, Ellipsis, Pencil, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import { useProviderKeyDialogs } from "./provider-key-dialogs";
import type { RowFacts } from "./targets";
import type { KeyActs } from "./use-key-acts";

/** What can be done with a stored key. */
export function KeyRowMenu({ facts, acts }: { facts: RowFacts; acts: KeyActs }) {
  const { key: row, place, count } = facts;
  const dialogs = useProviderKeyDialogs();
  return (
    <Menu
      trigger={
        <Button
          size="icon"
          variant="ghost"
          aria-label={`Actions for ${row.label}`}
          icon={<Ellipsis aria-hidden="true" className="size-4" />}
        />
      }
    >
      {dialogs.writable ? (
        <MenuItem icon={<Pencil aria-hidden="true" />} onClick={() => dialogs.askEdit(facts)}>
          Replace or edit…
        </MenuItem>
      ) : null}
      {place === 0 ? null : (
        <MenuItem icon={<ArrowUp aria-hidden="true" />} onClick={() => acts.move(place - 1)}>
          Use earlier
        </MenuItem>
      )}
      {place === count - 1 ? null : (
        <MenuItem icon={<ArrowDown aria-hidden="true" />} onClick={() => acts.move(place + 1)}>
          Use later
        </MenuItem>
      )}
      {row.isActive ? (
        <MenuItem icon={<CirclePause aria-hidden="true" />} onClick={() => acts.toggle(false)}>
          Disable
        </MenuItem>
      ) : (
        <MenuItem icon={<CirclePlay aria-hidden="true" />} onClick={() => acts.toggle(true)}>
          Enable
        </MenuItem>
      )}
      <MenuSeparator />
      <MenuItem danger icon={<Trash2 aria-hidden="true" />} onClick={() => dialogs.askDelete(facts)}>
        Delete…
      </MenuItem>
    </Menu>
  );
}

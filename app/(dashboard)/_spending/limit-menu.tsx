"use client";

import { Ellipsis, Pencil, RotateCcw, Trash2, TrendingUp } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuSeparator } from "@/components/ui/menu";
import type { SpendingLimit } from "@/lib/spending/contract";
import { limitName } from "./limit-words";
import { useSpendingDialogs } from "./spending-dialogs";

/** What can be done with a limit. */
export function LimitMenu({ limit }: { limit: SpendingLimit }) {
  const dialogs = useSpendingDialogs();
  return (
    <Menu
      trigger={
        <Button
          size="icon"
          variant="ghost"
          aria-label={`Actions for the ${limitName(limit)}`}
          icon={<Ellipsis aria-hidden="true" className="size-4" />}
        />
      }
    >
      <MenuItem icon={<TrendingUp aria-hidden="true" />} onClick={() => dialogs.askRaise(limit)}>
        Raise for a while…
      </MenuItem>
      <MenuItem icon={<Pencil aria-hidden="true" />} onClick={() => dialogs.askChange(limit)}>
        Change…
      </MenuItem>
      <MenuItem icon={<RotateCcw aria-hidden="true" />} onClick={() => dialogs.askReset(limit)}>
        Begin anew…
      </MenuItem>
      <MenuSeparator />
      <MenuItem danger icon={<Trash2 aria-hidden="true" />} onClick={() => dialogs.askDelete(limit)}>
        Delete…
      </MenuItem>
    </Menu>
  );
}

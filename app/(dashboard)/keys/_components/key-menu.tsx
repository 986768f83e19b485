"use client";

import { Copy, Ellipsis, ExternalLink, Pencil, Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuLink, MenuSeparator } from "@/components/ui/menu";
import { useKeyDialogs } from "./key-dialogs";
import type { NamedKey } from "./key-state";
import { useCopyKeyId } from "./use-copy-key-id";

/** What can be done with a key of the list. */
export function KeyMenu({ id, name }: NamedKey) {
  const dialogs = useKeyDialogs();
  const copy = useCopyKeyId();
  return (
    <Menu
      trigger={
        <Button
          size="icon"
          variant="ghost"
          aria-label={`Actions for ${name}`}
          icon={<Ellipsis aria-hidden="true" className="size-4" />}
        />
      }
    >
      <MenuLink href={`/keys/${id}`} icon={<ExternalLink aria-hidden="true" />}>
        Open
      </MenuLink>
      <MenuItem icon={<Copy aria-hidden="true" />} onClick={() => copy(id)}>
        Copy key id
      </MenuItem>
      <MenuItem icon={<Pencil aria-hidden="true" />} onClick={() => dialogs.askRename({ id, name })}>
        Rename…
      </MenuItem>
      <MenuSeparator />
      <MenuItem danger icon={<Trash2 aria-hidden="true" />} onClick={() => dialogs.askDelete({ id, name })}>
        Delete…
      </MenuItem>
    </Menu>
  );
}

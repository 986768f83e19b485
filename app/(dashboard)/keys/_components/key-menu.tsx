"use client";

import {
  CirclePause,
  CirclePlay,
  Copy,
  CopyPlus,
  Ellipsis,
  ExternalLink,
  Pencil,
  RefreshCw,
  ShieldAlert,
  Tags,
  Trash2,
} from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuLink, MenuSeparator } from "@/components/ui/menu";
import { useKeyDialogs } from "./key-dialogs";
import type { OfferedKey } from "./key-state";
import { useCopyKeyId } from "./use-copy-key-id";
import { useDisableKey } from "./use-disable-key";
import { useDuplicateKey } from "./use-duplicate-key";

/** What can be done with a key of the list. */
export function KeyMenu({ apiKey, disabled }: { apiKey: OfferedKey; disabled: boolean }) {
  const { id, name, countsTests } = apiKey;
  const dialogs = useKeyDialogs();
  const { disable, enable } = useDisableKey();
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
      {countsTests ? null : <SettingsItems apiKey={apiKey} />}
      {countsTests ? null : disabled ? (
        <MenuItem icon={<CirclePlay aria-hidden="true" />} onClick={() => void enable({ id, name })}>
          Enable
        </MenuItem>
      ) : (
        <MenuItem icon={<CirclePause aria-hidden="true" />} onClick={() => void disable({ id, name })}>
          Disable
        </MenuItem>
      )}
      {countsTests ? null : (
        <MenuLink href={`/keys/${id}/leak`} icon={<ShieldAlert aria-hidden="true" />}>
          Report a leak…
        </MenuLink>
      )}
      <MenuSeparator />
      <MenuItem danger icon={<Trash2 aria-hidden="true" />} onClick={() => dialogs.askDelete(apiKey)}>
        Delete…
      </MenuItem>
    </Menu>
  );
}

/** What is done with the settings and the secret of a key that a program holds, here and on its own page. */
export function SettingsItems({ apiKey }: { apiKey: OfferedKey }) {
  const dialogs = useKeyDialogs();
  const duplicate = useDuplicateKey();
  return (
    <>
      <MenuItem icon={<Tags aria-hidden="true" />} onClick={() => dialogs.askEdit(apiKey)}>
        Edit details…
      </MenuItem>
      <MenuItem icon={<CopyPlus aria-hidden="true" />} onClick={() => void duplicate(apiKey)}>
        Duplicate settings
      </MenuItem>
      <MenuItem icon={<RefreshCw aria-hidden="true" />} onClick={() => dialogs.askRotate(apiKey)}>
        Rotate…
      </MenuItem>
    </>
  );
}

"use client";

import { CirclePause, CirclePlay, Ellipsis, Pencil, RefreshCw, ShieldAlert, Trash2 } from "lucide-react";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { Menu, MenuLink } from "@/components/ui/menu";
import { useCreateKeyDialog } from "../../_components/create-key";
import { useKeyDialogs } from "../../_components/key-dialogs";
import { SettingsItems } from "../../_components/key-menu";
import type { KeyState, OfferedKey } from "../../_components/key-state";
import { KeyStatus } from "../../_components/key-status";
import { useDisableKey } from "../../_components/use-disable-key";

/** Name, state and what can be done; a deleted key can only be looked at. */
export function KeyHeader({
  apiKey: key,
  state,
  isDisabled,
}: {
  apiKey: OfferedKey;
  state: KeyState;
  isDisabled: boolean;
}) {
  const dialogs = useKeyDialogs();
  const { disable, enable } = useDisableKey();
  const { opener } = useCreateKeyDialog();
  return (
    <PageHeader
      parent={{ href: "/keys", label: "API Keys" }}
      title={dialogs.nameOf(key)}
      badge={<KeyStatus state={state} />}
      actions={
        state.word === "Deleted" ? null : (
          <>
            {key.countsTests ? null : (
              <Button
                ref={opener}
                icon={<RefreshCw aria-hidden="true" className="size-3.5" />}
                onClick={() => dialogs.askRotate(key)}
              >
                Rotate
              </Button>
            )}
            <Button
              icon={<Pencil aria-hidden="true" className="size-3.5" />}
              onClick={() => dialogs.askRename(key)}
            >
              Rename
            </Button>
            {key.countsTests ? null : isDisabled ? (
              <Button
                icon={<CirclePlay aria-hidden="true" className="size-3.5" />}
                onClick={() => void enable(key)}
              >
                Enable
              </Button>
            ) : (
              <Button
                icon={<CirclePause aria-hidden="true" className="size-3.5" />}
                onClick={() => void disable(key)}
              >
                Disable
              </Button>
            )}
            <Button
              icon={<Trash2 aria-hidden="true" className="size-3.5" />}
              onClick={() => dialogs.askDelete(key)}
            >
              Delete
            </Button>
            {key.countsTests ? null : (
              <Menu
                trigger={
                  <Button
                    size="icon"
                    variant="ghost"
                    aria-label={`More actions for ${key.name}`}
                    icon={<Ellipsis aria-hidden="true" className="size-4" />}
                  />
                }
              >
                <SettingsItems apiKey={key} />
                <MenuLink href={`/keys/${key.id}/leak`} icon={<ShieldAlert aria-hidden="true" />}>
                  Report a leak…
                </MenuLink>
              </Menu>
            )}
          </>
        )
      }
    />
  );
}

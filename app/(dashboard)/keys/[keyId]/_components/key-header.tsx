"use client";

import { CirclePause, CirclePlay, Ellipsis, Pencil, RefreshCw, ShieldAlert, Trash2 } from "lucide-react";
import { PageHeader } from "@/components/layout/page-header";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuLink, MenuSeparator } from "@/components/ui/menu";
import { useIsPhone } from "@/components/ui/use-is-phone";
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
  // A key of tests has no more than these two, and they fit.
  const onWide = key.countsTests ? "" : "max-md:hidden";
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
                loading={dialogs.opening === "rotate"}
                onClick={() => dialogs.askRotate(key)}
              >
                Rotate
              </Button>
            )}
            <Button
              className={onWide}
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
              className={onWide}
              icon={<Trash2 aria-hidden="true" className="size-3.5" />}
              loading={dialogs.opening === "delete"}
              onClick={() => dialogs.askDelete(key)}
            >
              Delete
            </Button>
            {key.countsTests ? null : <MoreMenu apiKey={key} />}
          </>
        )
      }
    />
  );
}

/** What is done less often; on phones also what has no room in the row of buttons. */
function MoreMenu({ apiKey: key }: { apiKey: OfferedKey }) {
  const dialogs = useKeyDialogs();
  const isPhone = useIsPhone();
  return (
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
      {isPhone ? (
        <MenuItem icon={<Pencil aria-hidden="true" />} onClick={() => dialogs.askRename(key)}>
          Rename…
        </MenuItem>
      ) : null}
      <SettingsItems apiKey={key} />
      <MenuLink href={`/keys/${key.id}/leak`} icon={<ShieldAlert aria-hidden="true" />}>
        Report a leak…
      </MenuLink>
      {isPhone ? (
        <>
          <MenuSeparator />
          <MenuItem danger icon={<Trash2 aria-hidden="true" />} onClick={() => dialogs.askDelete(key)}>
            Delete…
          </MenuItem>
        </>
      ) : null}
    </Menu>
  );
}

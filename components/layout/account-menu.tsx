"use client";

import { ChevronsUpDown, LogOut, Monitor, Moon, Sun } from "lucide-react";
import { useState, useTransition } from "react";
import { Menu, MenuItem, MenuRadioGroup, MenuSeparator } from "@/components/ui/menu";
import { useToasts } from "@/components/ui/toast";
import { chooseTheme, readTheme, type Theme } from "./theme";

export type Person = { name: string | null; email: string };

const THEME_OPTIONS = [
  { value: "system", label: "System", icon: <Monitor aria-hidden="true" /> },
  { value: "light", label: "Light", icon: <Sun aria-hidden="true" /> },
  { value: "dark", label: "Dark", icon: <Moon aria-hidden="true" /> },
] as const;

/** Who is signed in, the theme, and the way out. */
export function AccountMenu({ person, signOut }: { person: Person; signOut: () => Promise<void> }) {
  const [theme, setTheme] = useState<Theme>("system");
  const [leaving, startLeaving] = useTransition();
  const toasts = useToasts();
  const name = person.name ?? person.email;

  function leave() {
    startLeaving(async () => {
      try {
        await signOut();
      } catch (error) {
        // Next navigates by throwing; only a failure to reach the server is ours to tell.
        if (!(error instanceof TypeError)) throw error;
        toasts.add({
          kind: "error",
          title: "You are still signed in",
          description: "The server did not answer.",
        });
      }
    });
  }

  return (
    <Menu
      align="start"
      side="top"
      className="w-56"
      onOpenChange={(open) => {
        if (open) setTheme(readTheme());
      }}
      trigger={
        <button
          type="button"
          className="flex w-full items-center gap-2.5 rounded-md px-2.5 py-1.5 text-left transition-colors hover:bg-hover aria-expanded:bg-hover"
        >
          <span
            aria-hidden="true"
            className="flex size-6 shrink-0 items-center justify-center rounded-full border border-line-strong bg-canvas font-medium text-muted text-xs uppercase"
          >
            {name.slice(0, 1)}
          </span>
          <span className="min-w-0 flex-1 truncate text-ink">
            <span className="sr-only">Account: </span>
            {name}
          </span>
          <ChevronsUpDown aria-hidden="true" className="size-3.5 text-subtle" />
        </button>
      }
    >
      <div className="px-2 py-1.5">
        <p className="truncate font-medium">{name}</p>
        {person.name ? <p className="truncate text-subtle text-xs">{person.email}</p> : null}
      </div>
      <MenuSeparator />
      <MenuRadioGroup
        label="Theme"
        value={theme}
        options={THEME_OPTIONS}
        onChange={(next) => {
          chooseTheme(next);
          setTheme(next);
        }}
      />
      <MenuSeparator />
      <MenuItem icon={<LogOut aria-hidden="true" />} disabled={leaving} onClick={leave}>
        Sign out
      </MenuItem>
    </Menu>
  );
}

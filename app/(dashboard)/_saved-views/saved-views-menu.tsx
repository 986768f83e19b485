"use client";

import { Bookmark, Check, Users } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem, MenuLink, MenuSeparator } from "@/components/ui/menu";
import type { ViewRoom } from "@/lib/saved-views/contract";
import { ManageViewsDialog } from "./manage-views-dialog";
import type { OfferedView } from "./offered-view";
import { SaveViewDialog } from "./save-view-dialog";

/** The saved views of a page, and what can be done with them. */
export function SavedViewsMenu({
  room,
  path,
  query,
  views,
}: {
  room: ViewRoom;
  path: string;
  query: string;
  views: ReadonlyArray<OfferedView>;
}) {
  const [open, setOpen] = useState<"save" | "manage" | null>(null);
  const close = () => setOpen(null);
  return (
    <>
      <Menu trigger={<Button icon={<Bookmark aria-hidden="true" className="size-4" />}>Views</Button>}>
        {views.map((view) => (
          <MenuLink
            key={view.id}
            href={view.query === "" ? path : `${path}?${view.query}`}
            icon={markOf(view, query)}
          >
            <span className="max-w-60 truncate">{view.name}</span>
            {view.query === query ? <span className="sr-only">, shown now</span> : null}
            {view.isShared ? <span className="ml-auto pl-3 text-subtle text-xs">everyone</span> : null}
          </MenuLink>
        ))}
        {views.length > 0 ? <MenuSeparator /> : null}
        <MenuItem onClick={() => setOpen("save")}>Save this view…</MenuItem>
        {views.length > 0 ? <MenuItem onClick={() => setOpen("manage")}>Delete a view…</MenuItem> : null}
      </Menu>
      <SaveViewDialog open={open === "save"} room={room} query={query} onClose={close} />
      <ManageViewsDialog open={open === "manage"} views={views} onClose={close} />
    </>
  );
}

function markOf({ query, isShared }: OfferedView, now: string) {
  if (query === now) return <Check aria-hidden="true" />;
  return isShared ? <Users aria-hidden="true" /> : <Bookmark aria-hidden="true" />;
}

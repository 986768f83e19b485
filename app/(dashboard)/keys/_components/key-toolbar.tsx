"use client";

import { Download } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Menu, MenuItem } from "@/components/ui/menu";
import { exportKeys } from "./export-keys";
import { KeyFilters } from "./key-filters";

/** Beside the search: what narrows the list, and the list as a file. */
export function KeyToolbar() {
  const address = () => ({ address: window.location.search });
  return (
    <>
      <KeyFilters people={[]} />
      <Menu
        trigger={
          <Button
            size="icon"
            variant="ghost"
            aria-label="Export the list"
            icon={<Download aria-hidden="true" className="size-4" />}
          />
        }
      >
        <MenuItem onClick={() => exportKeys("csv", address())}>Export CSV</MenuItem>
        <MenuItem onClick={() => exportKeys("json", address())}>Export JSON</MenuItem>
      </Menu>
    </>
  );
}

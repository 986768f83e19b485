"use client";

import { Search } from "lucide-react";
import { lazy, Suspense, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { useCommandK, useShortcut } from "@/components/ui/use-shortcut";

const SearchPanel = lazy(() => import("./search-panel"));

/** Search over all pages, opened by its button, by `/` and by ⌘ K or Ctrl K. */
export function DocsSearch() {
  const [open, setOpen] = useState(false);
  useShortcut("/", () => setOpen(true));
  useCommandK(() => setOpen(true));
  return (
    <>
      <Button
        variant="secondary"
        onClick={() => setOpen(true)}
        aria-label="Search the documentation"
        aria-keyshortcuts="/ Control+K Meta+K"
        icon={<Search aria-hidden="true" className="size-4" />}
        className="max-md:px-2"
      >
        <span className="max-md:hidden">Search</span>
        <span className="max-md:hidden">
          <Kbd>/</Kbd>
        </span>
      </Button>
      <Dialog open={open} onOpenChange={setOpen} title="Search the documentation">
        <Suspense fallback={<p className="px-5 py-4 text-muted">Loading…</p>}>
          <SearchPanel onGone={() => setOpen(false)} />
        </Suspense>
      </Dialog>
    </>
  );
}

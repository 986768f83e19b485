"use client";

import { Download, Upload } from "lucide-react";
import { Button } from "@/components/ui/button";
import { useGateDialogs } from "../gate-dialogs";

/** Gates as a file, in and out. */
export function ListActions() {
  const { askImport, askExport } = useGateDialogs();
  return (
    <>
      <Button icon={<Upload aria-hidden="true" className="size-3.5" />} onClick={askImport}>
        Import
      </Button>
      <Button icon={<Download aria-hidden="true" className="size-3.5" />} onClick={() => askExport(null)}>
        Export
      </Button>
    </>
  );
}

"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { FormFailure } from "@/components/ui/form-failure";
import { deleteReportAction } from "../actions";

/** Deletes a report after asking. */
export function DeleteReport({ id, name }: { id: string; name: string }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [failure, setFailure] = useState<{ message: string } | null>(null);
  const [pending, start] = useTransition();
  const remove = () =>
    start(async () => {
      const result = await deleteReportAction({ reportId: id });
      if (!result.ok) return setFailure(result.error);
      setOpen(false);
      router.refresh();
    });
  return (
    <>
      <Button
        variant="ghost"
        size="icon"
        aria-label={`Delete ${name}`}
        icon={<Trash2 aria-hidden="true" className="size-3.5" />}
        onClick={() => {
          setFailure(null);
          setOpen(true);
        }}
      />
      <AlertDialog
        open={open}
        onOpenChange={setOpen}
        title={`Delete the report ${name}?`}
        description="What it says is no longer compared. What other reports say of the same days counts again."
        confirmLabel="Delete report"
        danger
        loading={pending}
        onConfirm={remove}
      >
        <FormFailure failure={failure} />
      </AlertDialog>
    </>
  );
}

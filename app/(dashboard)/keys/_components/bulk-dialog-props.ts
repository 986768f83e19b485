import type { KeyChange } from "./use-change-keys";

/** What every question about the chosen keys is given. */
export type BulkDialogProps = {
  open: boolean;
  count: number;
  pending: boolean;
  onClose: () => void;
  /** Resolves with why it was refused, or null. */
  onConfirm: (what: KeyChange) => Promise<string | null>;
};

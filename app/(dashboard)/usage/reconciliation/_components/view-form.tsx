"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { Spinner } from "@/components/ui/spinner";
import { formatBucket } from "@/lib/core/format";
import type { ReconciliationView } from "../search-params";

/** Which provider and which UTC month are compared; both are in the address. */
export function ViewForm({
  view,
  providers,
  months,
}: {
  view: ReconciliationView;
  providers: string[];
  months: string[];
}) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const go = (change: Partial<ReconciliationView>) => {
    const { provider, month } = { ...view, ...change };
    start(() => router.push(`/usage/reconciliation?${new URLSearchParams({ provider, month })}`));
  };
  return (
    <div className="flex flex-wrap items-end gap-3">
      <Field label="Provider">
        <Select value={view.provider} onChange={({ target }) => go({ provider: target.value })}>
          {providers.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </Select>
      </Field>
      <Field label="Month (UTC)">
        <Select value={view.month} onChange={({ target }) => go({ month: target.value })}>
          {months.includes(view.month) ? null : <option value={view.month}>{view.month}</option>}
          {months.map((month) => (
            <option key={month} value={month}>
              {formatBucket(new Date(`${month}-01T00:00:00Z`), "month")}
            </option>
          ))}
        </Select>
      </Field>
      <span className="flex h-8 items-center" role="status">
        {pending ? <Spinner /> : null}
        <span className="sr-only">{pending ? "Comparing" : ""}</span>
      </span>
    </div>
  );
}

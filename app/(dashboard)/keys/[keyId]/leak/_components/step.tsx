import type { ReactNode } from "react";
import { Card } from "@/components/ui/card";

/** One of the steps, with its number in the heading. */
export function Step({ number, title, children }: { number: number; title: string; children: ReactNode }) {
  return (
    <li>
      <Card title={`${number}. ${title}`}>
        <div className="flex min-w-0 flex-col gap-4">{children}</div>
      </Card>
    </li>
  );
}

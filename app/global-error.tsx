"use client";

import { Failure } from "@/components/layout/failure";
import "./globals.css";

/** Replaces the root layout when that one fails, hence its own document. */
export default function GlobalError({ error, retry }: { error: unknown; retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Not available · Layer</title>
        <main>
          <Failure error={error} retry={retry} />
        </main>
      </body>
    </html>
  );
}

import type { Metadata } from "next";
import { NotFound } from "@/components/layout/not-found";

export const metadata: Metadata = { title: "Not found" };

export default function RootNotFound() {
  return (
    <main>
      <NotFound />
    </main>
  );
}

import type { Metadata } from "next";
import { appUrl } from "@/lib/env";
import { Article } from "../_components/article";
import { Reading, Recorded } from "./_components/recorded";
import { Verifying } from "./_components/verifying";

export const metadata: Metadata = { title: "Audit log" };

export default function AuditDocsPage() {
  const address = appUrl();
  return (
    <Article
      title="Audit log"
      lead="Who changed what, when and from where, in a chain of hashes that shows whether anything was changed afterwards."
    >
      <Recorded />
      <Reading address={address} />
      <Verifying address={address} />
    </Article>
  );
}

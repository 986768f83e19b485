import type { Metadata } from "next";
import { appUrl } from "@/lib/env";
import { Article } from "../_components/article";
import { HowAKeyLooks, ScannerRules } from "./_components/how-a-key-looks";
import { GitHubReports, Reports } from "./_components/reports";

export const metadata: Metadata = { title: "Leaked keys" };

export default function LeaksDocsPage() {
  const address = appUrl();
  return (
    <Article
      title="Leaked keys"
      lead="How scanners recognise a key, how they report one, and what happens then. Whoever finds one of yours helps you here."
    >
      <HowAKeyLooks />
      <ScannerRules />
      <Reports address={address} />
      <GitHubReports address={address} />
    </Article>
  );
}

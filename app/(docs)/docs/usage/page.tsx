import type { Metadata } from "next";
import { appUrl } from "@/lib/env";
import { Article } from "../_components/article";
import { Charts, Numbers } from "./_components/charts";
import { Costs, Payloads } from "./_components/costs";
import { Log } from "./_components/log";

export const metadata: Metadata = { title: "Usage and logs" };

export default function UsageDocsPage() {
  const address = appUrl();
  return (
    <Article
      title="Usage and logs"
      lead="What was used and what it cost, to the nano-dollar, with the requests behind every number."
    >
      <Numbers />
      <Charts address={address} />
      <Log address={address} />
      <Costs address={address} />
      <Payloads address={address} />
    </Article>
  );
}

import type { Metadata } from "next";
import { appUrl } from "@/lib/env";
import { Article } from "../_components/article";
import { LogDays, Plans, RateRefusal, Rates, Waiting } from "./_components/rates";

export const metadata: Metadata = { title: "Rate limits" };

export default function RateLimitsDocsPage() {
  const address = appUrl();
  return (
    <Article
      title="Rate limits"
      lead="How often an account, a key or a gate may call, what a call beyond that is told, and how programs wait."
    >
      <Plans address={address} />
      <LogDays />
      <Rates />
      <RateRefusal address={address} />
      <Waiting />
    </Article>
  );
}

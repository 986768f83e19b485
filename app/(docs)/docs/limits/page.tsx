import type { Metadata } from "next";
import { appUrl } from "@/lib/env";
import { Article } from "../_components/article";
import { Plans, RateRefusal, Rates } from "./_components/rates";
import { AtTheLimit, Spending, WorstCase } from "./_components/spending";

export const metadata: Metadata = { title: "Plans, rate limits and spending limits" };

export default function LimitsDocsPage() {
  const address = appUrl();
  return (
    <Article
      title="Plans, rate limits and spending limits"
      lead="How often an account, a key or a gate may call, how much it may cost, and what happens at the limit."
    >
      <Plans address={address} />
      <Rates />
      <RateRefusal address={address} />
      <Spending address={address} />
      <WorstCase />
      <AtTheLimit address={address} />
    </Article>
  );
}

import type { Metadata } from "next";
import { appUrl } from "@/lib/env";
import { Article } from "../_components/article";
import { AtTheLimit, Spending, WorstCase } from "./_components/limits";

export const metadata: Metadata = { title: "Spending" };

export default function SpendingDocsPage() {
  const address = appUrl();
  return (
    <Article
      title="Spending"
      lead="How much an account, a gate or a key may cost, what a call may cost at worst, and what happens at the limit."
    >
      <Spending address={address} />
      <WorstCase />
      <AtTheLimit address={address} />
    </Article>
  );
}

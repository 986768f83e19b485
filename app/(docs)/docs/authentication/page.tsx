import type { Metadata } from "next";
import { appUrl } from "@/lib/env";
import { Article } from "../_components/article";
import { GettingYourKey, UsingYourKey } from "./_components/get-and-use";
import { BestPractices, Permissions, RateLimits, Troubleshooting } from "./_components/look-after";

export const metadata: Metadata = { title: "Authentication" };

export default function AuthenticationPage() {
  return (
    <Article title="Authentication" lead="Every request to the API carries an API key that says whose it is.">
      <GettingYourKey />
      <UsingYourKey address={appUrl()} />
      <BestPractices />
      <Permissions />
      <Troubleshooting />
      <RateLimits />
    </Article>
  );
}

import type { Metadata } from "next";
import { Article } from "../_components/article";
import { GettingYourKey, UsingYourKey } from "./_components/get-and-use";
import { BestPractices, Permissions } from "./_components/look-after";
import { NextSteps, RateLimits, Troubleshooting } from "./_components/when-refused";

export const metadata: Metadata = { title: "Authentication" };

export default function AuthenticationPage() {
  return (
    <Article title="Authentication" lead="Every request to the API carries an API key that says whose it is.">
      <GettingYourKey />
      <UsingYourKey />
      <BestPractices />
      <Permissions />
      <Troubleshooting />
      <RateLimits />
      <NextSteps />
    </Article>
  );
}

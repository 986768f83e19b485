import { SECRET_PATTERN } from "@/lib/core/secret-shape";
import { Section } from "../../_components/article";
import { Snippet } from "../../_components/snippet";
import { CHECK_SAMPLE, GITLEAKS_SAMPLE, TRUFFLEHOG_SAMPLE } from "./leak-samples";

/** The pattern and the checksum. */
export function HowAKeyLooks() {
  return (
    <Section id="pattern" title="How a key looks">
      <p>
        A key has 70 characters: <code>layer_</code>, 56 random hexadecimal digits, and 8 more that are the
        CRC-32 of these 56, written as they stand, in lower case. The regular expression is:
      </p>
      <Snippet lang="text" label="Regular expression" code={SECRET_PATTERN.source.slice(1, -1)} />
      <p>
        The checksum tells a real key from text that only looks like one, without asking anybody: one such
        text in four billion passes by chance. Keys that were imported from elsewhere may have none.
      </p>
      <Snippet lang="javascript" label="JavaScript, Node.js 22" code={CHECK_SAMPLE} />
      <p>
        The first 12 characters and the last four are shown on screens and in reports. They open nothing and
        may be searched for.
      </p>
    </Section>
  );
}

/** Rules for the usual scanners. */
export function ScannerRules() {
  return (
    <Section id="scanners" title="Rules for scanners">
      <p>Both rules need no network and fit every instance of Layer.</p>
      <Snippet lang="toml" label="gitleaks: .gitleaks.toml" code={GITLEAKS_SAMPLE} />
      <Snippet lang="yaml" label="TruffleHog: config.yaml" code={TRUFFLEHOG_SAMPLE} />
    </Section>
  );
}

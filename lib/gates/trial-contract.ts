import { z } from "zod";
import type { TokenClass } from "@/lib/prices/token-classes";
import { gateName, gateSettingsInput } from "./contract";

const MESSAGES_MAX = 50;
const MESSAGE_MAX_CHARACTERS = 100_000;

/** A trial of a gate as it stands in the editor, saved or not. `simulateFailure` makes the first model fail. */
export const trialInput = z.strictObject({
  gateId: z.string().nullable(),
  name: gateName,
  settings: gateSettingsInput,
  messages: z
    .array(
      z.strictObject({
        role: z.enum(["system", "user", "assistant"]),
        content: z.string().max(MESSAGE_MAX_CHARACTERS),
      }),
    )
    .min(1, { error: "Write a message to send." })
    .max(MESSAGES_MAX),
  simulateFailure: z.boolean(),
});

export type TrialInput = z.output<typeof trialInput>;

/** One try at one model within a trial. */
export type TrialAttempt = {
  provider: string;
  model: string;
  /** HTTP status of the provider, null when it never answered. */
  status: number | null;
  latencyMs: number;
  providerRequestId: string | null;
  error: string | null;
  /** Present when the model was passed over because it kept failing: until when. */
  skippedUntil?: string;
};

/** What the last event of a trial's stream, `event: trial`, tells. */
export type TrialEnd = {
  requestId: string;
  status: number;
  model: string | null;
  provider: string | null;
  attempts: TrialAttempt[];
  usage: Readonly<Record<TokenClass | "reasoning", number>>;
  /** Decimal text in US dollars, and the same in whole nano-dollars; null when no price is known. */
  costUsd: string | null;
  costNanoUsd: string | null;
  latencyMs: number;
  firstTokenMs: number | null;
  error: { code: string; message: string } | null;
};

/** The body of a trial that failed before its stream began. */
export type TrialRefusal = {
  error: string;
  message: string;
  param?: string;
  requestId?: string;
  attempts?: TrialAttempt[];
};

import { z } from "zod";
import { hasHostBits, networkText, parseNetwork } from "@/lib/core/cidr";
import { ACCESS_LEVELS, INFERENCE_ENDPOINTS, type KeyScope, RESOURCES } from "@/lib/core/key-scope";
import { isTimeZone } from "@/lib/core/time";
import { DAY_NAMES, minuteOf } from "./scope-hours";

const MOST_ENTRIES = 100;
const MOST_NETWORKS = 50;
const MOST_WINDOWS = 20;
const LONGEST_NAME = 300;
const MOST_OUTPUT_TOKENS = 10_000_000;

/** A list in which each thing stands once; leaving it out limits nothing, so it is never empty. */
function listOf<T extends z.ZodType>(entry: T, noun: string, most: number) {
  return z
    .array(entry, { error: `Give a list of ${noun}.` })
    .min(1, { error: `An empty list of ${noun} would refuse every call. Leave it out to allow all.` })
    .max(most, { error: `Name at most ${most} ${noun}.` })
    .superRefine((entries, issues) => {
      entries.forEach((value, place) => {
        if (entries.indexOf(value) === place) return;
        issues.addIssue({
          code: "custom",
          path: [place],
          message: `The entry ${String(value)} is there twice.`,
        });
      });
    });
}

const name = (noun: string) =>
  z
    .string({ error: `Give the ${noun} as text.` })
    .min(1, { error: `A ${noun} must not be empty.` })
    .max(LONGEST_NAME, { error: `A ${noun} has at most ${LONGEST_NAME} characters.` })
    .refine((text) => text.trim() === text && text.isWellFormed() && !/\p{Cc}/u.test(text), {
      error: `A ${noun} has no blanks around it and no control characters.`,
    });

const network = z.string({ error: "Give a network as text." }).transform((text, context) => {
  const parsed = parseNetwork(text);
  if (parsed !== null && !hasHostBits(parsed)) return networkText(parsed);
  const message =
    parsed === null
      ? "Use an address or a network in CIDR notation, like 203.0.113.9, 203.0.113.0/24 or 2001:db8::/32."
      : `This network has bits set behind its prefix. Write ${networkText(parsed)}.`;
  context.addIssue({ code: "custom", message });
  return z.NEVER;
});

const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const window = z
  .strictObject({
    days: listOf(
      z
        .int({ error: "Give each day as a whole number, 1 for Monday to 7 for Sunday." })
        .min(1, { error: "Days run from 1 for Monday to 7 for Sunday." })
        .max(7, { error: "Days run from 1 for Monday to 7 for Sunday." }),
      "days",
      DAY_NAMES.length,
    ),
    from: z.string({ error: "Give the time as text, like 09:00." }).regex(TIME, {
      error: "Use a time from 00:00 to 23:59.",
    }),
    to: z
      .string({ error: "Give the time as text, like 17:30." })
      .refine((text) => TIME.test(text) || text === "24:00", { error: "Use a time from 00:00 to 24:00." }),
  })
  .refine(({ from, to }) => minuteOf(from) !== minuteOf(to), {
    path: ["to"],
    error: "The window begins and ends at the same time. Use 00:00 to 24:00 for a whole day.",
  });

const hours = z.strictObject({
  zone: z
    .string({ error: "Give a time zone, like Europe/Berlin." })
    .refine(isTimeZone, { error: "Use an IANA time zone, like Europe/Berlin or UTC." }),
  windows: z
    .array(window, { error: "Give a list of windows." })
    .min(1, { error: "Name at least one window, or leave the hours out to allow all." })
    .max(MOST_WINDOWS, { error: `Name at most ${MOST_WINDOWS} windows.` })
    .superRefine((windows, issues) => {
      const texts = windows.map(({ days, from, to }) => `${days.toSorted()} ${from} ${to}`);
      texts.forEach((text, place) => {
        if (texts.indexOf(text) === place) return;
        issues.addIssue({ code: "custom", path: [place], message: "This window is named twice." });
      });
    }),
});

const access = z.union(
  [
    z.enum(["inference", "read"]),
    z
      .strictObject(Object.fromEntries(RESOURCES.map((one) => [one, z.enum(ACCESS_LEVELS).optional()])))
      .refine((levels) => Object.values(levels).some((level) => level !== undefined && level !== "none"), {
        error:
          "A key without any access could do nothing. Give a level to some resource, or disable the key.",
      }),
  ],
  {
    error: `Use "inference", "read", or a level (${ACCESS_LEVELS.join(", ")}) for some of ${RESOURCES.join(", ")}. Leave it out for full access.`,
  },
);

/**
 * What a key may do, as a client says it. Everything unclear is refused with a sentence; networks come out in their shortest
 * form. `{}`, which limits nothing, comes out as null.
 */
export const keyScope = z
  .strictObject(
    {
      access: access.optional().meta({ description: "What it may touch. Left out, everything." }),
      gates: listOf(z.uuid({ error: "Use the id of a gate of yours." }), "gates", MOST_ENTRIES).optional(),
      models: listOf(name("model"), "models", MOST_ENTRIES)
        .optional()
        .meta({ description: "As `GET /v1/models` names them; `provider/model` names any." }),
      providers: listOf(name("provider"), "providers", MOST_ENTRIES).optional(),
      endpoints: listOf(
        z.enum(INFERENCE_ENDPOINTS, { error: `Use one of ${INFERENCE_ENDPOINTS.join(", ")}.` }),
        "endpoints",
        INFERENCE_ENDPOINTS.length,
      ).optional(),
      networks: listOf(network, "networks", MOST_NETWORKS).optional(),
      hours: hours.optional(),
      maxCallNanoUsd: z
        .string({ error: "Give the amount as text: whole billionths of a US dollar." })
        .regex(/^[1-9]\d{0,14}$/, {
          error: "Use a whole number of billionths of a US dollar above 0, of at most 15 digits.",
        })
        .optional()
        .meta({
          description:
            "The most one call may cost at worst, in billionths of a US dollar: 500000000 is $0.50.",
        }),
      maxOutputTokens: z
        .int({ error: "Give a whole number of tokens." })
        .min(1, { error: "Allow at least 1 token, or leave it out to allow all." })
        .max(MOST_OUTPUT_TOKENS, { error: `Use at most ${MOST_OUTPUT_TOKENS} tokens.` })
        .optional(),
    },
    { error: "Give an object, or null for full access." },
  )
  .transform((scope): KeyScope | null => {
    const said = Object.fromEntries(Object.entries(scope).filter(([, value]) => value !== undefined));
    return Object.keys(said).length === 0 ? null : (said as KeyScope);
  })
  .meta({ id: "NewKeyScope" });

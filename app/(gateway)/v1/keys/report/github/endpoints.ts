import { hash } from "node:crypto";
import { z } from "zod";
import { checkInput } from "@/lib/core/check-input";
import { AppError } from "@/lib/core/errors";
import { env } from "@/lib/env";
import { readBody } from "@/lib/gateway/read-body";
import { isSignedByGitHub } from "@/lib/keys/scan/github-signature";
import { defineEndpoint } from "@/lib/transport/define-endpoint";
import { JSON_BODY_MAX_BYTES, jsonOf } from "@/lib/transport/read-json";
import { actOn, takeReport } from "@/lib/transport/scanner-door";

const MOST_TOKENS = 1_000;

/** GitHub may add members, so others than these are passed over. */
const tokenList = z
  .array(
    z.looseObject({
      token: z
        .string({ error: "token: use text." })
        .max(2_000, { error: "token: use at most 2000 characters." }),
      type: z.string().max(200).optional(),
      url: z.string().max(2_000).nullish(),
      source: z.string().max(200).nullish(),
    }),
    { error: "Send a list of tokens." },
  )
  .max(MOST_TOKENS, { error: `Send at most ${MOST_TOKENS} tokens at once.` });

const githubEndpoint = defineEndpoint({
  method: "POST",
  path: "/v1/keys/report/github",
  operationId: "reportKeysFoundByGitHub",
  tag: "Keys",
  resource: null,
  summary: "Take reports of GitHub's secret scanning",
  description:
    "In the format of GitHub's secret scanning partner programme: a JSON list of `{ token, type, url, source }`, signed with " +
    "ECDSA on P-256 and SHA-256 in `Github-Public-Key-Identifier` and `Github-Public-Key-Signature`. The public keys are those " +
    "that the operator configured. A live key is a `true_positive`, and what its account's policy says is done with it. A report " +
    "that comes again changes nothing.",
  auth: false,
  headers: z.object({
    "github-public-key-identifier": z.string().optional().meta({ description: "Which key signed." }),
    "github-public-key-signature": z
      .string()
      .optional()
      .meta({ description: "The signature of the bytes of the body, base64." }),
  }),
  body: tokenList,
  bodyExample: [{ token: "layer_…", type: "layer_api_key", url: null, source: "content" }],
  // The signature is of its bytes.
  bodyIsRaw: true,
  responses: {
    200: {
      description: "What each token is.",
      example: [
        {
          token_hash: "n4bQgYhMfWWaL+qgxVrQFaO/TxsrC4Is0V1sFbDwCgg=",
          token_type: "layer_api_key",
          label: "false_positive",
        },
      ],
      schema: z.array(
        z.object({
          token_hash: z.string().meta({ description: "SHA-256 of the token, base64." }),
          token_type: z.string(),
          label: z.enum(["true_positive", "false_positive"]),
        }),
      ),
    },
  },
  errors: [
    "signature_invalid",
    "too_many_attempts",
    "invalid_json",
    "invalid_field",
    "payload_too_large",
    "unavailable",
  ],
  async run(_ctx, { headers }, request) {
    const bytes = await readBody(request, JSON_BODY_MAX_BYTES);
    const identifier = headers["github-public-key-identifier"] ?? null;
    const signature = headers["github-public-key-signature"] ?? null;
    if (!isSignedByGitHub(bytes, { identifier, signature }, env().GITHUB_SECRET_SCANNING_KEYS)) {
      // Whoever is signed for is not counted: GitHub sends from few addresses.
      takeReport(request);
      throw new AppError(
        "signature_invalid",
        "The signature does not fit the body and a public key that is known here.",
      );
    }
    const tokens = checkInput(tokenList, jsonOf(bytes), "body");
    const live = new Set<string>();
    for (const [where, texts] of byPlace(tokens)) {
      for (const text of await actOn(request, { texts, where })) live.add(text);
    }
    const body = tokens.map(({ token, type }) => ({
      token_hash: hash("sha256", token, "base64"),
      token_type: type ?? "layer_api_key",
      label: live.has(token) ? "true_positive" : "false_positive",
    }));
    return { status: 200, body };
  },
});

function byPlace(tokens: z.output<typeof tokenList>): Map<string, string[]> {
  const places = new Map<string, string[]>();
  for (const { token, url, source } of tokens) {
    const where = url ?? (source == null ? "GitHub" : `GitHub, ${source}`);
    places.set(where, [...(places.get(where) ?? []), token]);
  }
  return places;
}

/** Endpoints of `/v1/keys/report/github`. */
export const githubReportEndpoints = [githubEndpoint];

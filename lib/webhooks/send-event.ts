import { Agent, request } from "undici";
import { AppError } from "@/lib/core/errors";
import { SECOND_MS } from "@/lib/core/time";
import { cleanProviderText } from "@/lib/providers/clean-provider-text";
import { deliveryLookup, urlProblem } from "./destination";

/** What became of an attempt. `status` is null when there was no answer; `error` is null when the event was taken. */
export type SendResult = { status: number | null; error: string | null };

/** Longest time for one attempt, from the look-up of the name to the answer's head. */
const PATIENCE_MS = 10 * SECOND_MS;
/** How much of an answer that says no is read, for the delivery log. */
const MOST_READ_BYTES = 1_000;
const LONGEST_QUOTE = 200;

/**
 * Sends a body to a webhook and tells what came of it; it never throws for what a receiver does. Redirects are not followed, and
 * of an answer no more is read than a line for the log.
 */
export async function sendEvent(
  url: string,
  headers: Record<string, string>,
  body: string,
  patienceMs = PATIENCE_MS,
): Promise<SendResult> {
  const problem = urlProblem(url);
  if (problem !== null) return { status: null, error: `The address may not be used. ${problem}` };
  const { protocol } = new URL(url);
  const agent = new Agent({
    headersTimeout: patienceMs,
    bodyTimeout: patienceMs,
    connect: { timeout: patienceMs, lookup: deliveryLookup(protocol) },
  });
  let isLate = false;
  // Ends the attempt wherever it stands, which a signal would not do while a connection is being made.
  const timer = setTimeout(() => {
    isLate = true;
    void agent.destroy();
  }, patienceMs);
  let status: number | null = null;
  try {
    const answer = await request(url, { method: "POST", headers, body, dispatcher: agent });
    status = answer.statusCode;
    if (status >= 200 && status < 300) return { status, error: null };
    return { status, error: refusal(status, await beginning(answer.body)) };
  } catch (error) {
    return { status, error: status === null ? trouble(error, isLate, patienceMs) : refusal(status, "") };
  } finally {
    clearTimeout(timer);
    await agent.destroy();
  }
}

async function beginning(body: AsyncIterable<Uint8Array>): Promise<string> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of body) {
    pieces.push(piece);
    length += piece.length;
    if (length >= MOST_READ_BYTES) break;
  }
  return Buffer.concat(pieces).subarray(0, MOST_READ_BYTES).toString("utf8");
}

function refusal(status: number, text: string): string {
  const said = status >= 300 && status < 400 ? `${status}, a redirect, which is not followed` : `${status}`;
  const quote = cleanProviderText(text).replace(/\s+/g, " ").trim().slice(0, LONGEST_QUOTE).toWellFormed();
  return quote === "" ? `The receiver answered ${said}.` : `The receiver answered ${said}: ${quote}`;
}

function trouble(error: unknown, isLate: boolean, patienceMs: number): string {
  if (isLate) return `The receiver did not answer within ${patienceMs / SECOND_MS} seconds.`;
  if (error instanceof AppError) {
    return "The address leads into a network that this instance does not connect to.";
  }
  const code = error instanceof Error && "code" in error ? error.code : null;
  const reason = typeof code === "string" ? (REASONS[code] ?? code) : "the connection failed";
  return `The receiver could not be reached: ${reason}.`;
}

const REASONS: Record<string, string> = {
  ENOTFOUND: "the name is not known",
  EAI_AGAIN: "the name could not be looked up",
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "it closed the connection",
  UND_ERR_SOCKET: "it closed the connection",
  UND_ERR_CONNECT_TIMEOUT: "it did not take the connection in time",
  UND_ERR_HEADERS_TIMEOUT: "it did not answer in time",
  CERT_HAS_EXPIRED: "its certificate has expired",
  DEPTH_ZERO_SELF_SIGNED_CERT: "its certificate is self-signed",
  ERR_TLS_CERT_ALTNAME_INVALID: "its certificate is for another name",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its certificate cannot be verified",
};

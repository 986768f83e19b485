import { connectionError } from "../../connection-error";
import { bad, type Finding, good } from "./finding";
import { patience } from "./patience";

const PATIENCE_MS = 10_000;

/** Is Layer there? `seen` is the head of its answer and when it came, for the clock. No key is sent. */
export type AddressVerdict = { finding: Finding; seen: { date: string | null; atMs: number } | null };

export async function checkAddress(baseUrl: string, signal: AbortSignal): Promise<AddressVerdict> {
  const askedAtMs = Date.now();
  let response: Response;
  let text: string;
  try {
    response = await fetch(`${baseUrl}/health`, {
      redirect: "manual",
      signal: patience(signal, PATIENCE_MS),
    });
    text = await response.text();
  } catch (thrown) {
    return { finding: unreachable(thrown, baseUrl), seen: null };
  }
  const version = versionIn(text);
  if (version === null) return { finding: await notLayer(response, text, baseUrl, signal), seen: null };
  const atMs = (askedAtMs + Date.now()) / 2;
  return {
    finding: good("address", `Layer ${version} answers at ${baseUrl}.`),
    seen: { date: response.headers.get("date"), atMs },
  };
}

function unreachable(thrown: unknown, baseUrl: string): Finding {
  if (thrown instanceof Error && thrown.name === "TimeoutError")
    return bad(
      "address",
      `${baseUrl} did not answer within ${PATIENCE_MS / 1000} s.`,
      "Check the address, and firewalls and proxies between.",
    );
  const [what = "", ...then] = connectionError(thrown, baseUrl).message.split(/(?<=[.)]) (?=[A-Z])/);
  return bad("address", what, then.join(" ") || "Check the address (layer login, or LAYER_BASE_URL).");
}

/** Something else answered: says what, and where Layer is when that is plain. */
async function notLayer({ status, headers }: Response, text: string, baseUrl: string, signal: AbortSignal) {
  const location = headers.get("location");
  if (status >= 300 && status < 400 && location !== null)
    return bad(
      "address",
      `${baseUrl} redirects to ${location} instead of answering.`,
      "Use the address it leads to, when that is Layer's; a sign-in page before it may be what redirects.",
    );
  if (status >= 502 && status <= 504)
    return bad(
      "address",
      `A proxy answers ${status} at ${baseUrl}: it does not reach Layer.`,
      "See that Layer runs, and that the proxy leads to its port.",
    );
  const isPage = /^\s*</.test(text) || (headers.get("content-type") ?? "").includes("html");
  const detail = `${baseUrl}/health answers ${status} with ${isPage ? "a web page" : "something that is not Layer's"}.`;
  const { origin } = new URL(baseUrl);
  if (origin !== baseUrl && (await isLayer(origin, signal)))
    return bad("address", detail, `Layer answers at ${origin}: use that, without the path.`);
  return bad(
    "address",
    detail,
    "Use the address of Layer itself, without a path (layer login, or LAYER_BASE_URL).",
  );
}

async function isLayer(origin: string, signal: AbortSignal): Promise<boolean> {
  try {
    const response = await fetch(`${origin}/health`, {
      redirect: "manual",
      signal: patience(signal, PATIENCE_MS),
    });
    return versionIn(await response.text()) !== null;
  } catch {
    return false;
  }
}

function versionIn(text: string): string | null {
  try {
    const { message, version } = JSON.parse(text);
    return /^Layer\b/.test(String(message)) && typeof version === "string" ? version : null;
  } catch {
    return null;
  }
}

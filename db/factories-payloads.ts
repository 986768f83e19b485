import { type AccountId, type KeyId, newId, type RequestId, type SecretId } from "@/lib/core/ids";
import { DAY_MS } from "@/lib/core/time";
import type { Given, Store } from "./factories";
import { makeRequests } from "./factories-requests";
import { requestPayloads } from "./schema/requests";

/** A request of a key of which is kept what was asked and answered. Returns its id. */
export async function makePayload(
  db: Store,
  { accountId, keyId }: { accountId: AccountId; keyId: KeyId },
  given: Given<typeof requestPayloads> = {},
): Promise<RequestId> {
  const [requestId = newId<RequestId>()] =
    given.requestId === undefined
      ? await makeRequests(db, { accountId, keyId, secretId: newId<SecretId>() }, 1)
      : [given.requestId];
  const { request = '{"messages":[]}', response = '{"choices":[]}' } = given;
  await db.insert(requestPayloads).values({
    request,
    response,
    requestBytes: request?.length ?? 0,
    responseBytes: response?.length ?? 0,
    redactions: 0,
    expiresAt: new Date(Date.now() + DAY_MS),
    ...given,
    requestId,
    accountId,
  });
  return requestId;
}

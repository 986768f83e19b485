import { keyRoute } from "../key-route";
import { proofOfKey } from "../proof-of-key";

/** What each secret of the key was used for lately: the rotate dialog and the page ask while a key is rotated. */
export const GET = keyRoute((ctx, key) => proofOfKey(ctx, key.id));

import { duplicateEndpoints } from "./[id]/duplicate/endpoints";
import { keyByIdEndpoints } from "./[id]/endpoints";
import { restoreEndpoints } from "./[id]/restore/endpoints";
import { rotateEndpoints } from "./[id]/rotate/endpoints";
import { scopePreviewEndpoints } from "./[id]/scope-preview/endpoints";
import { secretByIdEndpoints, secretsEndpoints } from "./[id]/secrets/endpoints";
import { keysEndpoints } from "./endpoints";

/** Every operation below `/v1/keys`. */
export const operations = [
  ...keysEndpoints,
  ...keyByIdEndpoints,
  ...rotateEndpoints,
  ...secretsEndpoints,
  ...secretByIdEndpoints,
  ...scopePreviewEndpoints,
  ...restoreEndpoints,
  ...duplicateEndpoints,
].map(({ operation }) => operation);

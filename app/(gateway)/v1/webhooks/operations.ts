import { deliveriesEndpoints, resendEndpoints, testWebhookEndpoints } from "./[id]/deliveries/endpoints";
import { rotateSecretEndpoints, webhookByIdEndpoints, webhooksEndpoints } from "./endpoints";

/** Every operation below `/v1/webhooks`. */
export const operations = [
  ...webhooksEndpoints,
  ...webhookByIdEndpoints,
  ...rotateSecretEndpoints,
  ...testWebhookEndpoints,
  ...deliveriesEndpoints,
  ...resendEndpoints,
].map(({ operation }) => operation);
